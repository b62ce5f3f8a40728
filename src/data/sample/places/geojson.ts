// Records of places as GeoJSON (RFC 7946): WGS 84, longitude before latitude, ellipsoidal metres; nine decimals.

import type { Geodetic } from "../../../model/geo/frames.ts";
import type { PlaceRecord } from "../district/site.ts";

const rounded = (v: number, grain: number) => Math.round(v * grain) / grain;

export function placesGeoJson(
  records: readonly PlaceRecord[],
  list: PlaceRecord["list"],
  toGeodetic: (u: number, v: number, z: number) => Geodetic,
): string {
  const at = (u: number, v: number, z: number) => {
    const { lonDeg, latDeg, heightM } = toGeodetic(u, v, z);
    return [rounded(lonDeg, 1e9), rounded(latDeg, 1e9), rounded(heightM, 1e3)];
  };
  const features = records
    .filter((record) => record.list === list)
    .map(({ id, u, v, z, ring, properties }) => ({
      type: "Feature",
      id,
      properties: { id, ...properties },
      geometry: ring
        ? {
            type: "Polygon",
            coordinates: [[...ring, ring[0] as (typeof ring)[number]].map(([x, y]) => at(x, y, z))],
          }
        : { type: "Point", coordinates: at(u, v, z) },
    }));
  return `${JSON.stringify({ type: "FeatureCollection", features }, null, 1)}\n`;
}
