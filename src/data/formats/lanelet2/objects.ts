// What is neither lane nor sign: paint of its own, kerbs, fences, walls, areas, crosswalks, as objects that keep their own
// corners. Types in OpenDRIVE's words where it has one. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import type { Finding } from "../../../model/records/fault.ts";
import type { Road, RoadObject } from "../../../model/roads/road-network.ts";
import { areaRings } from "./area-rings.ts";
import { STANDING, stripesOfWay } from "./boundary-marks.ts";
import { laneType } from "./lanelet-rules.ts";
import { type Lanelet, wayLine } from "./lanelets.ts";
import { nearestRoad } from "./nearest-road.ts";
import type { OsmMap, OsmWay, Tags } from "./read-osm.ts";

/** Usual heights where the map gives none; each object made with one says that it is inferred. */
const HEIGHTS: Record<string, number> = {
  fence: 1.2,
  wall: 1.2,
  guard_rail: 0.75,
  jersey_barrier: 0.8,
  gate: 1.1,
  door: 2,
};
const KERB = { high: 0.12, low: 0.03, usual: 0.08 };
/** OpenDRIVE's words: e_objectType and subtypes. */
const STANDING_TYPE: Record<string, string> = {
  guard_rail: "barrier",
  jersey_barrier: "barrier",
  fence: "barrier",
  wall: "barrier",
  gate: "barrier",
  door: "barrier",
};
const LINES: Record<string, { subtype: string; dashM?: number; gapM?: number; widthM?: number }> = {
  stop_line: { subtype: "stopLine" },
  pedestrian_marking: { subtype: "pedestrianMarking", dashM: 0.5, gapM: 0.2, widthM: 0.12 },
  bike_marking: { subtype: "bicycleMarking", dashM: 0.5, gapM: 0.2, widthM: 0.25 },
  zebra_marking: { subtype: "zebraMarking" },
  "zig-zag": { subtype: "zigZag", widthM: 0.12 },
  arrow: { subtype: "arrow" },
  symbol: { subtype: "symbol" },
  bump: { subtype: "speedBump" },
  keepout: { subtype: "keepout", widthM: 0.12 },
};

const metres = (text: string | undefined, most: number): number | undefined => {
  const value = Number((text ?? "").replace(/\s*m$/, ""));
  return value > 0 && value < most ? value : undefined;
};

const base = (id: string, sourceId: string, tags: Tags): RoadObject => ({
  id,
  name: tags.name ?? "",
  type: "none",
  subtype: tags.subtype ?? "",
  dynamic: false,
  sM: 0,
  tM: 0,
  zOffsetM: 0,
  orientation: "none",
  headingRad: 0,
  pitchRad: 0,
  rollRad: 0,
  outlines: [],
  repeats: [],
  markings: [],
  materials: [],
  validity: [],
  sourceId,
  userData: {},
});

/** A way as an object; undefined when it is none (virtual lines, edges of roads, signs, rails). */
function wayObject(
  { id, tags }: OsmWay,
  points: Vec3[],
  isSide: boolean,
  isCrosswalk: boolean,
): RoadObject | undefined {
  const { type = "", subtype = "" } = tags;
  const object = base(`w${id}`, `way/${id}`, tags);
  const worldShape = { kind: "line" as const, parts: [points] };
  if (STANDING.has(type)) {
    const heightM = metres(tags.height, 30);
    return {
      ...object,
      type: STANDING_TYPE[type] ?? "barrier",
      subtype: type,
      heightM: heightM ?? HEIGHTS[type] ?? 1,
      ...(heightM === undefined && { derivation: "inferred" as const }),
      worldShape,
    };
  }
  if (type === "curbstone") {
    const heightM = metres(tags.height, 1);
    return {
      ...object,
      type: "curb",
      heightM: heightM ?? (subtype === "high" ? KERB.high : subtype === "low" ? KERB.low : KERB.usual),
      ...(heightM === undefined && { derivation: "inferred" as const }),
      worldShape,
    };
  }
  const stripes = stripesOfWay(tags);
  // Lane lines that are sides are the road's marks; a crosswalk paints its own.
  if (isCrosswalk || (isSide && (stripes || type === "zebra_marking"))) return undefined;
  const closed = points.length > 3 && samePlace(points[0] as Vec3, points.at(-1) as Vec3);
  const line = stripes ? { subtype: "laneMarking" } : LINES[type];
  if (!line) return undefined;
  const filled = closed && (type === "arrow" || type === "symbol" || type === "stop_line");
  return {
    ...object,
    type: "roadMark",
    subtype: type === "arrow" || type === "symbol" ? `${line.subtype} ${subtype}`.trim() : line.subtype,
    worldShape: filled ? { kind: "area", parts: [points.slice(0, -1)] } : worldShape,
    markings: [
      {
        color: tags.color || tags.colour || "white",
        widthM:
          metres(tags.width, 3) ?? ("widthM" in line ? (line.widthM ?? 0) : type === "line_thick" ? 0.25 : 0),
        zOffsetM: 0,
        lineLengthM: "dashM" in line ? (line.dashM ?? 0) : 0,
        spaceLengthM: "gapM" in line ? (line.gapM ?? 0) : 0,
        startOffsetM: 0,
        stopOffsetM: 0,
        corners: [],
      },
    ],
    ...(stripes && {
      userData: { stripes: stripes.join(" "), weight: type === "line_thick" ? "bold" : "standard" },
    }),
  };
}

const samePlace = (a: Vec3, b: Vec3) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.01;

/** A crosswalk lanelet, or one on foot between painted lines: its ground, and how it is painted. */
export function crosswalkObject(lanelet: Lanelet): RoadObject | undefined {
  const kinds = [lanelet.left.way.tags.type ?? "", lanelet.right.way.tags.type ?? ""];
  if (!/^(crosswalk|walking|biking)$/.test(laneType(lanelet.tags))) return undefined;
  const zebra = kinds.every((kind) => kind === "zebra_marking");
  const lined = kinds.every((kind) => kind === "pedestrian_marking");
  if (!zebra && !lined) return undefined;
  const ring = [...lanelet.right.points, ...[...lanelet.left.points].reverse()];
  return {
    ...base(`r${lanelet.id}`, `lanelet/${lanelet.id}`, lanelet.tags),
    type: "crosswalk",
    subtype: zebra ? "zebra" : "lines",
    worldShape: { kind: "area", parts: [ring] },
    userData: {
      sides: [lanelet.left.points.length, lanelet.right.points.length].join(" "),
    },
  };
}

/** Everything of the map that is an object, put on the road it stands by. */
export function placeObjects(
  map: OsmMap,
  places: ReadonlyMap<string, Vec3>,
  lanelets: ReadonlyMap<string, Lanelet>,
  roads: readonly Road[],
  findings: Finding[],
): void {
  const nearest = nearestRoad(roads);
  const put = (object: RoadObject) => {
    const points = object.worldShape?.parts[0] ?? [];
    const middle = points.reduce<Vec3>(
      (sum, p) => [
        sum[0] + p[0] / points.length,
        sum[1] + p[1] / points.length,
        sum[2] + p[2] / points.length,
      ],
      [0, 0, 0],
    );
    const spot = nearest(middle);
    if (!spot) return;
    object.sM = spot.sM;
    object.tM = spot.tM;
    spot.road.objects.push(object);
  };
  const skipped = new Map<string, number>();
  const skip = (kind: string) => skipped.set(kind, (skipped.get(kind) ?? 0) + 1);
  const sides = new Set([...lanelets.values()].flatMap(({ left, right }) => [left.way.id, right.way.id]));
  const ofCrosswalks = new Set<string>();
  for (const lanelet of lanelets.values()) {
    const object = crosswalkObject(lanelet);
    if (!object) continue;
    put(object);
    ofCrosswalks.add(lanelet.left.way.id).add(lanelet.right.way.id);
  }
  /** Only what is looked at is complained of: lines that bound nothing we draw may be broken. */
  for (const way of map.ways.values()) {
    const { type = "" } = way.tags;
    if (type === "traffic_sign" || type === "traffic_light") continue;
    const isSide = sides.has(way.id);
    const line = wayLine(way, places, (code, params) => {
      if (!isSide) findings.push({ severity: "skipped", code, params, where: `way/${way.id}` });
    });
    if (!line) continue;
    const object = wayObject(way, line, isSide, ofCrosswalks.has(way.id));
    if (object) put(object);
    else if (!isSide) skip(type || "untyped");
  }
  for (const relation of map.relations.values()) {
    const { type, subtype = "" } = relation.tags;
    if (type !== "multipolygon" && type !== "area") continue;
    const { outer, inner, open, missing } = areaRings(relation, map, places);
    const where = `relation/${relation.id}`;
    if (open > 0)
      findings.push({
        severity: "warning",
        code: "finding.lanelet2.open-ring",
        params: { count: open },
        where,
      });
    if (missing > 0)
      findings.push({
        severity: "warning",
        code: "finding.lanelet2.area-missing",
        params: { count: missing },
        where,
      });
    outer.forEach((ring, i) => {
      put({
        ...base(outer.length > 1 ? `r${relation.id}-${i}` : `r${relation.id}`, where, relation.tags),
        type: subtype || "area",
        subtype: "area",
        worldShape: { kind: "area", parts: [ring, ...(i === 0 ? inner : [])] },
      });
    });
    if (outer.length === 0)
      findings.push({ severity: "skipped", code: "finding.lanelet2.area-empty", params: { subtype }, where });
  }
  for (const [kind, count] of skipped)
    findings.push({
      severity: "info",
      code: "finding.lanelet2.ways-kept-out",
      params: { kind, count },
      where: "ways",
    });
}
