// An area from GeoJSON (RFC 7946): a Polygon, a MultiPolygon, a Feature of one, or collections of them; and back. Degrees.
// Heights of corners are left out. A "crs" member of another system than longitude and latitude is refused.

import { Fault } from "../records/fault.ts";
import type { Area, AreaRing } from "./area.ts";

type Json = Record<string, unknown>;

const wrong = (found: string) => new Fault("fault.export.area-geojson", { found });

function ringOf(value: unknown): AreaRing {
  if (!Array.isArray(value)) throw wrong(typeof value);
  return value.map((corner): [number, number] => {
    const [x, y] = Array.isArray(corner) ? (corner as unknown[]) : [];
    if (typeof x !== "number" || typeof y !== "number") throw wrong(JSON.stringify(corner)?.slice(0, 40));
    return [x, y];
  });
}

const ringsOf = (value: unknown): AreaRing[] => {
  if (!Array.isArray(value)) throw wrong(typeof value);
  return value.map(ringOf);
};

function polygonsOf(json: Json): AreaRing[][] {
  const list = (value: unknown) => (Array.isArray(value) ? (value as Json[]) : []);
  switch (json?.type) {
    case "Polygon":
      return [ringsOf(json.coordinates)];
    case "MultiPolygon":
      if (!Array.isArray(json.coordinates)) throw wrong("MultiPolygon");
      return json.coordinates.map(ringsOf);
    case "Feature":
      if (!json.geometry) throw wrong("Feature, geometry null");
      return polygonsOf(json.geometry as Json);
    case "FeatureCollection":
      return list(json.features).flatMap(polygonsOf);
    case "GeometryCollection":
      return list(json.geometries).flatMap(polygonsOf);
    default:
      throw wrong(String(json?.type ?? typeof json));
  }
}

/** @throws Fault fault.export.area-geojson, fault.export.area-crs, fault.export.area-empty; checkArea says the rest */
export function readArea(text: string): Area {
  let json: Json;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, "")) as Json;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : "");
  }
  const named = (json?.crs as { properties?: { name?: unknown } } | undefined)?.properties?.name;
  if (named !== undefined && !/CRS84|EPSG:+(4326|4979|4490|4258)$/i.test(String(named)))
    throw new Fault("fault.export.area-crs", { crs: String(named) });
  const polygons = polygonsOf(json);
  if (polygons.length === 0) throw new Fault("fault.export.area-empty");
  return { polygons };
}

export const areaGeojson = ({ polygons }: Area): object => ({ type: "MultiPolygon", coordinates: polygons });

/** A rectangle as an area. */
export const areaOfBox = (west: number, south: number, east: number, north: number): Area => ({
  polygons: [
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  ],
});
