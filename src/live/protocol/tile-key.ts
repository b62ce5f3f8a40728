// z15 quadkey tiles (web Mercator, about 1 km in Wuhan) as integers x·2^15 + y, and the ENU frame each tile's rows
// are quantized in: origin at the tile's south-west corner on the ellipsoid.

import { type EnuFrame, enuFrame } from "../../model/geo/frames.ts";

export const TILE_ZOOM = 15;
const COUNT = 32768;
/** The z13 cell of a tile, as integer x·2^13 + y. */
export const cellKeyOf = (key: number): number => Math.floor(key / COUNT / 4) * 8192 + ((key % COUNT) >> 2);
const RAD = Math.PI / 180;

const clamp = (v: number) => Math.min(COUNT - 1, Math.max(0, v));

/** The tile that holds a place; latitudes beyond the Mercator limit fall into the outermost row. */
export function tileKeyOf(lonDeg: number, latDeg: number): number {
  const lat = Math.min(85.05, Math.max(-85.05, latDeg)) * RAD;
  const x = Math.floor(((lonDeg + 180) / 360) * COUNT);
  const y = Math.floor(((1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2) * COUNT);
  return clamp(x) * COUNT + clamp(y);
}

/** South-west corner of a tile, degrees. */
export function tileCorner(key: number): { lonDeg: number; latDeg: number } {
  const x = Math.floor(key / COUNT);
  const y = (key % COUNT) + 1;
  return {
    lonDeg: (x / COUNT) * 360 - 180,
    latDeg: Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / COUNT))) / RAD,
  };
}

export const isTileKey = (key: unknown): key is number =>
  typeof key === "number" && Number.isInteger(key) && key >= 0 && key < COUNT * COUNT;

/** The frame of a tile's rows, at height 0. */
export function tileFrame(key: number): EnuFrame {
  const { lonDeg, latDeg } = tileCorner(key);
  return enuFrame(lonDeg, latDeg, 0);
}
