// The axes of the walk: x east, y up, −z north at the city's anchor. From places and to places; degrees, ellipsoidal
// metres, headings clockwise from north. Up is the anchor's everywhere; at 5 km true up leans by 0.05°.

import type { Vector3 } from "three";
import { type EnuFrame, ecefToGeodetic, type Geodetic, geodeticToEcef } from "../../../model/geo/frames.ts";

export function placeToWalk(frame: EnuFrame, { lonDeg, latDeg, heightM }: Geodetic, out: Vector3): Vector3 {
  const [east, north, up] = frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM));
  return out.set(east, up, -north);
}

export function walkToPlace(frame: EnuFrame, { x, y, z }: { x: number; y: number; z: number }): Geodetic {
  return ecefToGeodetic(...frame.toEcef(x, -z, y));
}

/** Heading of a turn about y; three turns counter-clockwise, and its camera looks along −z, north. */
export const headingOf = (yawRad: number): number =>
  ((-yawRad % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
export const yawOf = (headingRad: number): number => -headingRad;
