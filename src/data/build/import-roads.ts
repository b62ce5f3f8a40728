// From a road map to the files of a city folder: canonical model, tiles, findings, city.json. Pure but for what it is
// given: bytes in, files out; where they are written is node.ts's business.

import type { CityFile } from "../../model/city/city-file.ts";
import { parseCity } from "../../model/city/city-schema.ts";
import { type EnuFrame, enuFrame, geodeticToEcef, type Vec3 } from "../../model/geo/frames.ts";
import { type Crs, localCrs, parseCrs } from "../../model/geo/projections.ts";
import { Fault, type Finding } from "../../model/records/fault.ts";
import type { RoadClassId } from "../../model/records/road-attributes.ts";
import { lengthsAlong } from "../../model/roads/lane-geometry.ts";
import { markStandard } from "../../model/roads/mark-standards/mark-standard.ts";
import { applyHeaderOffset, type ReferenceLine, referenceLine } from "../../model/roads/reference-line.ts";
import { rememberedLine } from "../../model/roads/remembered-line.ts";
import type { LaneSection, RoadNetwork } from "../../model/roads/road-network.ts";
import { sharedEdges } from "../../model/roads/shared-edges.ts";
import type { FeatureMesh } from "../tiling/feature-mesh.ts";
import { junctionFloor } from "../tiling/junction-floors.ts";
import { kerbs } from "../tiling/kerbs.ts";
import { laneSurfaces } from "../tiling/lane-surfaces.ts";
import { objectBodies } from "../tiling/objects/object-bodies.ts";
import { objectPaint } from "../tiling/paint/object-paint.ts";
import { roadMarks } from "../tiling/paint/road-marks.ts";
import { pavedSurface } from "../tiling/paved-surface.ts";
import { roadTiles, type TileFile } from "../tiling/road-tiles.ts";
import { signPosts } from "../tiling/signs/sign-posts.ts";
import { type SignalLamps, signalHeads } from "../tiling/signs/signal-heads.ts";
import { featureFiles } from "./feature-files.ts";
import { homeView } from "./home-view.ts";
import { roadTables } from "./road-tables.ts";

export interface ImportOptions {
  id?: string;
  title?: string | { zh: string; en: string };
  /** Said wherever the city is shown, e.g. that it is not surveyed. */
  notice?: { zh: string; en: string };
  country?: string;
  /** For a map without a georeference; headingDeg is where its +x points, clockwise from north (90 = east). */
  origin?: { lonDeg: number; latDeg: number; headingDeg: number };
  /** EPSG code or PROJ string that wins over what the map says. */
  crs?: string;
  /** Added to the map's heights to reach the ellipsoid. */
  geoidHeightM?: number;
  chordM?: number;
  /** The records' lines lose points this near to the line between their neighbours, metres; without it none. */
  thinM?: number;
  /** false: tiles only, as for a look at a map that is not kept; a list: files of these classes only. */
  records?: boolean | readonly RoadClassId[];
}

export interface ImportedCity {
  city: CityFile;
  network: RoadNetwork;
  findings: Finding[];
  files: TileFile[];
  triangles: number;
}

const SURFACE_CHORD_M = 1e-3;

function crsOf(network: RoadNetwork, { origin, crs: told }: ImportOptions, findings: Finding[]): Crs {
  // Lanelet2 with latitudes lies on a plane that the reader chose: no other name for it can be right.
  const { source, crs: own } = network.dataset;
  const chosen = source.format === "lanelet2" && own.startsWith("+proj=");
  if (chosen && told !== undefined)
    findings.push({
      severity: "warning",
      code: "finding.import.crs-unused",
      params: { crs: told },
      where: "map",
    });
  const crs = chosen ? own : (told ?? own);
  if (crs !== "") return parseCrs(crs);
  if (!origin) throw new Fault("fault.import.origin-needed", { file: network.dataset.source.file });
  return localCrs(origin.lonDeg, origin.latDeg, origin.headingDeg);
}

function verticalDatum(
  crs: Crs,
  findings: Finding[],
  geoidHeightM: number | undefined,
): CityFile["verticalDatum"] {
  if (geoidHeightM !== undefined)
    return { name: crs.geoidGrid ?? "geoid", geoidHeightM, derivation: "stated" };
  if (crs.geoidGrid === undefined) return { name: "unknown", derivation: "unknown" };
  const params = { grid: crs.geoidGrid };
  findings.push({ severity: "warning", code: "finding.import.geoid-unknown", params, where: "header" });
  return { name: crs.geoidGrid, derivation: "unknown" };
}

interface Extent {
  west: number;
  south: number;
  east: number;
  north: number;
  low: number;
  high: number;
}

type Geodetic = { lonDeg: number; latDeg: number; heightM: number };

/** Every mesh's corners on the Earth, computed once, and the extent of the lanes: what stands beside moves no anchor. */
function onEarth(
  meshes: FeatureMesh[],
  toGeodetic: (p: Vec3) => Geodetic,
): { extent: Extent; ecefOf: Map<FeatureMesh, Float64Array> } {
  const far = Number.POSITIVE_INFINITY;
  const out = { west: far, south: far, east: -far, north: -far, low: far, high: -far };
  const ecefOf = new Map<FeatureMesh, Float64Array>();
  for (const mesh of meshes) {
    const { positions } = mesh;
    const ecef = new Float64Array(positions.length);
    for (let i = 0; i < positions.length; i += 3) {
      const { lonDeg, latDeg, heightM } = toGeodetic([
        positions[i] as number,
        positions[i + 1] as number,
        positions[i + 2] as number,
      ]);
      ecef.set(geodeticToEcef(lonDeg, latDeg, heightM), i);
      if (mesh.kind !== "lane") continue;
      out.west = Math.min(out.west, lonDeg);
      out.east = Math.max(out.east, lonDeg);
      out.south = Math.min(out.south, latDeg);
      out.north = Math.max(out.north, latDeg);
      out.low = Math.min(out.low, heightM);
      out.high = Math.max(out.high, heightM);
    }
    ecefOf.set(mesh, ecef);
  }
  return { extent: out, ecefOf };
}

const tenthMillimetre = (v: number) => Math.round(v * 1e4) / 1e4;

/** roads/signals.json: where the lamps of every signal are and what carries them, in the city's ENU frame. */
function lampFile(heads: SignalLamps[], toEcef: (p: Vec3) => Vec3, frame: EnuFrame): Uint8Array {
  const local = (p: Vec3) => frame.toEnu(...toEcef(p)).map(tenthMillimetre) as Vec3;
  const file = {
    formatVersion: 1,
    frame: "ENU at the city's anchor, metres",
    heads: heads.map(({ id, signalId, controllerId, roadId, facing, radiusM, lamps, mast }) => {
      const [first] = lamps as [SignalLamps["lamps"][number]];
      const [x, y, z] = first.place;
      const [a, b] = [local(first.place), local([x + facing[0], y + facing[1], z])];
      const foot = local(mast.foot);
      return {
        id,
        signalId,
        ...(controllerId !== undefined && { controllerId }),
        roadId,
        facing: [tenthMillimetre(b[0] - a[0]), tenthMillimetre(b[1] - a[1]), 0],
        radiusM: tenthMillimetre(radiusM),
        lamps: lamps.map(({ colour, place }) => {
          const [eastM, northM, upM] = local(place);
          return { colour, eastM, northM, upM };
        }),
        mast: {
          eastM: foot[0],
          northM: foot[1],
          upM: foot[2],
          heightM: tenthMillimetre(mast.heightM),
          derivation: mast.derivation,
        },
      };
    }),
  };
  return new TextEncoder().encode(`${JSON.stringify(file)}\n`);
}

/** Along s, or by its own edges where it has them. */
const laneLength = ({ sM, endM }: LaneSection, { polyline }: LaneSection["lanes"][number]): number =>
  polyline
    ? [polyline.left, polyline.right].reduce((sum, edge) => sum + (lengthsAlong(edge).at(-1) ?? 0), 0) / 2
    : endM - sM;

const sourceOf = ({ dataset: { source } }: RoadNetwork) => ({
  format: source.format,
  version: source.version,
  file: source.file,
  sha256: source.sha256,
});

/** A name that is safe as a folder and in a URL. */
export const slug = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "") || "city";

/** @throws Fault fault.import.origin-needed, fault.import.nowhere, fault.import.nothing, fault.geo.* */
export function importRoads(
  network: RoadNetwork,
  readFindings: Finding[],
  options: ImportOptions,
): ImportedCity {
  const findings = [...readFindings];
  const crs = crsOf(network, options, findings);
  for (const code of crs.notes) findings.push({ severity: "info", code, params: {}, where: "header" });
  const datum = verticalDatum(crs, findings, options.geoidHeightM);
  const toGeodetic = (p: Vec3) => {
    const world = applyHeaderOffset(network, p);
    return crs.toGeodetic(world[0], world[1], world[2] + (options.geoidHeightM ?? 0));
  };
  const chordM = options.chordM ?? SURFACE_CHORD_M;
  const lines = new Map(network.roads.map((road) => [road.id, rememberedLine(referenceLine(road))]));
  const country = options.country ?? network.dataset.country;
  const standard = markStandard(country);
  const controllerOf = new Map(
    network.controllers.flatMap(({ id, controls }) =>
      controls.map(({ signalId }) => [signalId, id] as const),
    ),
  );
  const layers = new Map<string, number>();
  network.roads.forEach(({ id, sections }, i) => {
    // Lanes known by their edges may lie over others anywhere, not only in junctions.
    if (sections.some(({ lanes }) => lanes.some(({ polyline }) => polyline))) layers.set(id, i);
  });
  for (const { id, junctionId } of network.roads)
    if (junctionId !== undefined && !layers.has(id)) {
      const before = network.roads.filter((road) => road.junctionId === junctionId && layers.has(road.id));
      layers.set(id, before.length);
    }
  const edges = sharedEdges(network);
  const heads: SignalLamps[] = [];
  const meshes = [...lines.values()].flatMap((line) => {
    const surface = pavedSurface(line);
    const signals = signalHeads(line, controllerOf);
    heads.push(...signals.lamps);
    return [
      ...laneSurfaces(network.dataset, line, chordM, layers.get(line.road.id)),
      ...kerbs(line, chordM),
      ...roadMarks(line, standard, surface, edges),
      ...objectPaint(line, standard, surface),
      ...objectBodies(line),
      ...signPosts(line),
      ...signals.meshes,
    ];
  });
  for (const junction of network.junctions) {
    const connecting = network.roads.filter(({ junctionId }) => junctionId === junction.id);
    const floor = junctionFloor(
      junction,
      connecting.map(({ id }) => lines.get(id) as ReferenceLine),
    );
    if (floor) meshes.push(floor);
  }
  if (meshes.length === 0) throw new Fault("fault.import.nothing", { file: network.dataset.source.file });
  const { extent, ecefOf } = onEarth(meshes, toGeodetic);
  if (!Object.values(extent).every(Number.isFinite))
    throw new Fault("fault.import.nowhere", { crs: crs.text });
  const anchor = {
    lonDeg: (extent.west + extent.east) / 2,
    latDeg: (extent.south + extent.north) / 2,
    heightM: Math.round((extent.low + extent.high) / 2),
  };
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  const toEcef = (p: Vec3) => {
    const { lonDeg, latDeg, heightM } = toGeodetic(p);
    return geodeticToEcef(lonDeg, latDeg, heightM);
  };
  const { files, triangles } = roadTiles(meshes, (mesh) => ecefOf.get(mesh) as Float64Array, frame);
  if (heads.length > 0) files.push({ path: "signals.json", bytes: lampFile(heads, toEcef, frame) });
  const title = options.title ?? (network.dataset.name || network.dataset.id);
  const lanes = meshes.filter(({ kind }) => kind === "lane");
  const laneM = network.roads.reduce(
    (sum, road) =>
      sum +
      road.sections.reduce(
        (own, s) =>
          own +
          s.lanes
            .filter(({ type, id }) => id !== 0 && type === "driving")
            .reduce((length, lane) => length + laneLength(s, lane), 0),
        0,
      ),
    0,
  );
  const frameOfData = {
    name: crs.frame === "unknown" ? crs.name : crs.frame,
    ...(crs.epsg !== undefined && { epsg: crs.epsg }),
    crs: crs.text,
  };
  const records =
    options.records === false
      ? { files: [], features: [], ids: "" }
      : featureFiles(
          roadTables(network, lines, meshes, toGeodetic, chordM, options.thinM).filter(
            (table) => !Array.isArray(options.records) || options.records.includes(table.class),
          ),
          { frame: frameOfData, verticalDatum: datum, quality: network.dataset.quality },
          chordM + (options.thinM ?? 0),
        );
  files.push(...records.files);
  const checked = parseCity({
    formatVersion: 1,
    id: options.id ?? slug(network.dataset.id),
    title: typeof title === "string" ? { zh: title, en: title } : title,
    ...(options.notice && { notice: options.notice }),
    ...(country !== undefined && { country }),
    timeZone: country === "CN" ? "Asia/Shanghai" : "UTC",
    anchor,
    groundHeightM: Math.round(extent.low * 100) / 100,
    home: homeView(network, toGeodetic) ?? { ...anchor, headingDeg: 0, pitchDeg: -40, rangeM: 400 },
    frame: frameOfData,
    verticalDatum: datum,
    attributions: [
      {
        text:
          [network.dataset.name, network.dataset.source.vendor].filter(Boolean).join(" — ") ||
          network.dataset.source.file,
      },
    ],
    quality: network.dataset.quality,
    tilesets: [{ id: "roads", kind: "roads", title: { zh: "道路", en: "Roads" }, url: "roads/tileset.json" }],
    roads: {
      network: "roads/network.json.gz",
      ids: records.ids,
      features: records.features,
      source: sourceOf(network),
      counts: {
        road: network.roads.length,
        lane: lanes.length,
        marking: new Set(meshes.filter(({ kind }) => kind === "marking").map(({ id }) => id)).size,
        sign: new Set(meshes.filter(({ kind }) => kind === "sign").map(({ id }) => id)).size,
        signal: network.roads.reduce((sum, { signals }) => sum + signals.length, 0),
        object: network.roads.reduce((sum, { objects }) => sum + objects.length, 0),
        junction: network.junctions.length,
      },
      laneKm: laneM / 1000,
      findings: "roads/findings.json",
    },
    bounds: { west: extent.west, south: extent.south, east: extent.east, north: extent.north },
  });
  if (!checked.ok)
    throw new Fault("fault.import.city", {
      path: checked.issues[0]?.path,
      reason: checked.issues[0]?.reason,
    });
  return { city: checked.city, network, findings, files, triangles };
}
