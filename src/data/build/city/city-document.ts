// city.json of a built city: what its roads say, widened by its other tilesets; or, without roads, what its models and the
// configuration say.

import type { CityFile, TilesetKind } from "../../../model/city/city-file.ts";
import { parseCity } from "../../../model/city/city-schema.ts";
import { type EnuFrame, ecefToGeodetic, type Vec3 } from "../../../model/geo/frames.ts";
import type { Crs } from "../../../model/geo/projections.ts";
import { Fault } from "../../../model/records/fault.ts";
import type { BuiltObjects } from "./build-objects.ts";
import { type CityConfig, inBoth } from "./city-config.ts";

export interface Parts {
  roads?: CityFile;
  objects?: BuiltObjects;
  /** Point clouds: where they lie in the ENU frame of their anchor. */
  clouds: { frame: EnuFrame; low: Vec3; high: Vec3; crs: Crs }[];
  /** In the order shown. */
  tilesets: CityFile["tilesets"];
  anchor: CityFile["anchor"];
  groundHeightM: number;
  search?: string;
}

export const TITLES: Record<TilesetKind, { zh: string; en: string }> = {
  roads: { zh: "道路", en: "Roads" },
  buildings: { zh: "建筑", en: "Buildings" },
  terrain: { zh: "地形", en: "Terrain" },
  furniture: { zh: "街道设施", en: "Street furniture" },
  points: { zh: "点云", en: "Point cloud" },
  other: { zh: "其他", en: "Other" },
};

type Bounds = CityFile["bounds"];

function boundsOf({ frame, low, high }: Pick<BuiltObjects, "frame" | "low" | "high">): Bounds {
  const corners = [low[0], high[0]].flatMap((x) =>
    [low[1], high[1]].map((y) => ecefToGeodetic(...frame.toEcef(x, y, low[2]))),
  );
  const lon = corners.map(({ lonDeg }) => lonDeg);
  const lat = corners.map(({ latDeg }) => latDeg);
  return {
    west: Math.min(...lon),
    south: Math.min(...lat),
    east: Math.max(...lon),
    north: Math.max(...lat),
  };
}

const union = (a: Bounds | undefined, b: Bounds | undefined): Bounds | undefined =>
  a && b
    ? {
        west: Math.min(a.west, b.west),
        south: Math.min(a.south, b.south),
        east: Math.max(a.east, b.east),
        north: Math.max(a.north, b.north),
      }
    : (a ?? b);

const RANGE_SHARE = 0.9;
const M_PER_DEG = 111_320;

/** @throws Fault fault.import.city */
export function cityDocument(config: CityConfig, parts: Parts): CityFile {
  const { roads, objects, clouds, anchor } = parts;
  const bounds = clouds.reduce<Bounds | undefined>(
    (sum, cloud) => union(sum, boundsOf(cloud)),
    union(roads?.bounds, objects && boundsOf(objects)),
  ) ?? {
    west: anchor.lonDeg - 0.01,
    south: anchor.latDeg - 0.01,
    east: anchor.lonDeg + 0.01,
    north: anchor.latDeg + 0.01,
  };
  const crs = objects?.placers[0]?.crs ?? clouds[0]?.crs;
  const geoidHeightM = config.geoidHeightM ?? config.inputs[0]?.geoidHeightM;
  const document: unknown = {
    ...(roads ?? {
      formatVersion: 1,
      timeZone: config.country === "CN" ? "Asia/Shanghai" : "UTC",
      anchor,
      home: {
        lonDeg: (bounds.west + bounds.east) / 2,
        latDeg: (bounds.south + bounds.north) / 2,
        heightM: parts.groundHeightM,
        headingDeg: 0,
        pitchDeg: -40,
        rangeM: Math.max(300, Math.min(4000, (bounds.north - bounds.south) * M_PER_DEG * RANGE_SHARE)),
      },
      frame: {
        name: crs ? (crs.frame === "unknown" ? crs.name : crs.frame) : "WGS 84",
        ...(crs?.epsg !== undefined && { epsg: crs.epsg }),
        crs: crs?.text ?? "EPSG:4326",
      },
      verticalDatum:
        geoidHeightM === undefined
          ? { name: crs?.geoidGrid ?? "unknown", derivation: "unknown" }
          : { name: crs?.geoidGrid ?? "geoid", geoidHeightM, derivation: "stated" },
      quality: {},
      attributions: [],
    }),
    id: config.id,
    title: inBoth(config.title),
    ...(config.notice && { notice: config.notice }),
    ...(config.country !== undefined && { country: config.country }),
    ...(config.timeZone !== undefined && { timeZone: config.timeZone }),
    attributions: [...(roads?.attributions ?? []), ...(config.attributions ?? [])],
    groundHeightM: Math.round(parts.groundHeightM * 100) / 100,
    tilesets: [...(roads?.tilesets ?? []), ...parts.tilesets],
    ...(parts.search !== undefined && { search: parts.search }),
    bounds,
  };
  const checked = parseCity(document);
  if (!checked.ok)
    throw new Fault("fault.import.city", {
      path: checked.issues[0]?.path,
      reason: checked.issues[0]?.reason,
    });
  return checked.city;
}
