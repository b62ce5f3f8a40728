// The coordinate systems a place is shown and typed in: WGS 84, CGCS2000 3-degree plane (EPSG:4547, northing first),
// GCJ-02 (marked, never mixed). Places inside are WGS 84 degrees.

import { gcj02ToWgs84, insideGcj02Area, wgs84ToGcj02 } from "../../model/geo/gcj02.ts";
import { parseCrs } from "../../model/geo/projections.ts";
import type { Place } from "./view-store.ts";

export type SystemId = "wgs84" | "cgcs2000-4547" | "gcj02";
export const SYSTEMS: readonly SystemId[] = ["wgs84", "cgcs2000-4547", "gcj02"];

const PLANE = parseCrs("EPSG:4547");
/** Beyond this the 3-degree plane is another zone's business. */
const MOST_OFF_DEG = 6;

export interface CoordinateText {
  first: string;
  second: string;
}

const degrees = (value: number, positive: string, negative: string) =>
  `${Math.abs(value).toFixed(7)}° ${value < 0 ? negative : positive}`;

/** A place as text: 7 decimals of a degree (1 cm) or centimetres; undefined where a system does not reach. */
export function coordinateText(system: SystemId, { lonDeg, latDeg }: Place): CoordinateText | undefined {
  if (system === "wgs84") return { first: degrees(lonDeg, "E", "W"), second: degrees(latDeg, "N", "S") };
  if (system === "gcj02") {
    if (!insideGcj02Area(lonDeg, latDeg)) return undefined;
    const shifted = wgs84ToGcj02(lonDeg, latDeg);
    return { first: degrees(shifted.lonDeg, "E", "W"), second: degrees(shifted.latDeg, "N", "S") };
  }
  if (Math.abs(lonDeg - 114) > MOST_OFF_DEG || latDeg < 0) return undefined;
  const [easting, northing] = PLANE.fromGeodetic(lonDeg, latDeg, 0);
  return { first: `N ${northing.toFixed(2)} m`, second: `E ${easting.toFixed(2)} m` };
}

/** From a system's own numbers, in its own order, to WGS 84. */
export function toPlace(system: SystemId, first: number, second: number): Place {
  if (system === "wgs84") return { lonDeg: first, latDeg: second };
  if (system === "gcj02") return gcj02ToWgs84(first, second);
  const { lonDeg, latDeg } = PLANE.toGeodetic(second, first, 0);
  return { lonDeg, latDeg };
}
