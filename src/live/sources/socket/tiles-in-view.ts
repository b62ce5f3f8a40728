// Which z15 tiles a camera looks at: those round its foot and round what it looks at, the farther the higher it
// stands; tiles already watched stay until they are a ring outside.

import { TILE_ZOOM, tileKeyOf } from "../../protocol/tile-key.ts";

const MAX_TILES = 256;
const COUNT = 2 ** TILE_ZOOM;

export interface LookedAt {
  lonDeg: number;
  latDeg: number;
  heightM: number;
  targetLonDeg?: number;
  targetLatDeg?: number;
}

function square(key: number, ring: number): number[] {
  const x = Math.floor(key / COUNT);
  const y = key % COUNT;
  const out: number[] = [];
  for (let dx = -ring; dx <= ring; dx++)
    for (let dy = -ring; dy <= ring; dy++) {
      const [tx, ty] = [x + dx, y + dy];
      if (tx >= 0 && ty >= 0 && tx < COUNT && ty < COUNT) out.push(tx * COUNT + ty);
    }
  return out;
}

/** @param watched the tiles of the answer before */
export function tilesInView(view: LookedAt, watched: readonly number[] = []): number[] {
  const ring = view.heightM < 1500 ? 1 : view.heightM < 4000 ? 2 : view.heightM < 9000 ? 4 : 7;
  const feet = [tileKeyOf(view.lonDeg, view.latDeg)];
  if (view.targetLonDeg !== undefined && view.targetLatDeg !== undefined)
    feet.push(tileKeyOf(view.targetLonDeg, view.targetLatDeg));
  const wanted = new Set(feet.flatMap((foot) => square(foot, ring)));
  const kept = new Set(feet.flatMap((foot) => square(foot, ring + 1)));
  for (const tile of watched) if (kept.has(tile)) wanted.add(tile);
  return [...wanted].sort((a, b) => a - b).slice(0, MAX_TILES);
}
