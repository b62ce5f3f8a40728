// From a source's datum and height to WGS 84 degrees and metres over the ellipsoid. CGCS2000 passes unchanged, as
// everywhere (geo/datasets.ts); GCJ-02 is undone; a height over the geoid needs the city's undulation.

import { gcj02ToWgs84 } from "../../../model/geo/gcj02.ts";
import type { Reason } from "./reasons.ts";

export const DATUMS = ["WGS84", "CGCS2000", "GCJ-02"] as const;
export type Datum = (typeof DATUMS)[number];
export const HEIGHTS = ["ellipsoid", "geoid", "ignore"] as const;
export type Heights = (typeof HEIGHTS)[number];

/** Why a position cannot be used, or undefined. */
export function positionFault(lonDeg: number | undefined, latDeg: number | undefined): Reason | undefined {
  if (lonDeg === undefined || latDeg === undefined) return "no-position";
  if (!Number.isFinite(lonDeg) || !Number.isFinite(latDeg)) return "no-position";
  // 900000001 and 1800000001 in 1e-7 degrees, what CSAE writes for "not known".
  if (Math.abs(latDeg - 90.0000001) < 1e-9 || Math.abs(lonDeg - 180.0000001) < 1e-9)
    return "position-unavailable";
  if (Math.abs(lonDeg) < 1e-6 && Math.abs(latDeg) < 1e-6) return "null-island";
  if (Math.abs(lonDeg) > 180 || Math.abs(latDeg) > 85) return "position-absurd";
  return undefined;
}

export function toWgs84(datum: Datum, lonDeg: number, latDeg: number): { lonDeg: number; latDeg: number } {
  return datum === "GCJ-02" ? gcj02ToWgs84(lonDeg, latDeg) : { lonDeg, latDeg };
}
