// A place on or beside a road as a local frame of what stands plumb there: u forward, v left, w up, metres. Flat things
// follow the ground: see data/tiling/paint/drape.ts.

import type { Vec3 } from "../geo/frames.ts";
import type { ReferenceLine } from "./reference-line.ts";
import type { Signal } from "./road-network.ts";

export interface Placed {
  sM: number;
  tM: number;
  zOffsetM: number;
  orientation: "+" | "-" | "none";
}

/** Points of an upright thing. */
export function plumb(line: ReferenceLine, { sM, tM, zOffsetM }: Placed, headingRad: number) {
  const base = line.point(Math.min(line.road.lengthM, Math.max(0, sM)), tM, 0);
  const heading = line.plan(sM).headingRad + headingRad;
  const c = Math.cos(heading);
  const s = Math.sin(heading);
  return (u: number, v: number, w: number): Vec3 => [
    base[0] + u * c - v * s,
    base[1] + u * s + v * c,
    base[2] + zOffsetM + w,
  ];
}

/** Heading of a sign's face against its road, radians. */
export const faceHeading = ({
  orientation,
  hOffsetRad,
}: Pick<Signal, "orientation" | "hOffsetRad">): number => (orientation === "-" ? 0 : Math.PI) + hOffsetRad;

export type At = (u: number, v: number, w: number) => Vec3;

/** Where a sign or head stands, u the way it looks. A place stated in the map's plane wins over s and t. */
export function standing(line: ReferenceLine, signal: Signal): At {
  const { positionInertial: place } = signal;
  if (!place) return plumb(line, { ...signal, zOffsetM: 0 }, faceHeading(signal));
  const [c, s] = [Math.cos(place.headingRad + Math.PI), Math.sin(place.headingRad + Math.PI)];
  const ground = place.z - (signal.zOffsetM > 0.2 ? signal.zOffsetM : 0);
  return (u, v, w) => [place.x + u * c - v * s, place.y + u * s + v * c, ground + w];
}
