// A place on or beside a road as a local frame: u forward, v left, w up, metres. Flat things follow the road's surface;
// upright things stand plumb.

import type { Vec3 } from "../../model/geo/frames.ts";
import type { ReferenceLine } from "../../model/roads/reference-line.ts";

export interface Placed {
  sM: number;
  tM: number;
  zOffsetM: number;
  orientation: "+" | "-" | "none";
}

/** Points of a flat thing: u and v are turned by headingRad and laid on the surface, liftM over it. */
export function onSurface(
  line: ReferenceLine,
  { sM, tM, zOffsetM }: Placed,
  headingRad: number,
  liftM: number,
): (u: number, v: number) => Vec3 {
  const c = Math.cos(headingRad);
  const s = Math.sin(headingRad);
  const { lengthM } = line.road;
  // Beyond the road's ends the last cross-section goes on straight.
  return (u, v) => {
    const along = sM + u * c - v * s;
    const across = tM + u * s + v * c;
    const inside = Math.min(lengthM, Math.max(0, along));
    const p = line.point(inside, across, zOffsetM + liftM);
    if (inside === along) return p;
    const { headingRad: road } = line.plan(inside);
    return [p[0] + (along - inside) * Math.cos(road), p[1] + (along - inside) * Math.sin(road), p[2]];
  };
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
