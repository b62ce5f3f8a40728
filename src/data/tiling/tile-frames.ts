// The ENU frames of tiles and the transforms between them, float64, metres.

import { type EnuFrame, ecefToGeodetic, enuFrame, type Vec3 } from "../../model/geo/frames.ts";

/** The ENU frame at a place on or over the Earth. */
export function enuAt([x, y, z]: Vec3): EnuFrame {
  const { lonDeg, latDeg, heightM } = ecefToGeodetic(x, y, z);
  return enuFrame(lonDeg, latDeg, heightM);
}

/** A tile's ENU frame seen from its parent's, column-major: what a child's transform must be below the parent's. */
export function relativeTransform(parent: EnuFrame, tile: EnuFrame): number[] {
  const origin = parent.toEnu(...tile.originEcef);
  const axis = (e: number, n: number, u: number) => {
    const tip = parent.toEnu(...tile.toEcef(e, n, u));
    return [tip[0] - origin[0], tip[1] - origin[1], tip[2] - origin[2], 0];
  };
  // A kilometre-long axis keeps its direction to 1e-12 through the subtraction of earth-sized numbers.
  const long = 1000;
  return [...axis(long, 0, 0), ...axis(0, long, 0), ...axis(0, 0, long)]
    .map((v) => v / long)
    .concat([...origin, 1]);
}
