import { expect, test } from "vitest";
import { tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import { tilesInView } from "../../../src/live/sources/socket/tiles-in-view.ts";

const low = { lonDeg: 114.47, latDeg: 30.49, heightM: 100 };

test("a camera near the ground watches its tile and the ring round it, and what it looks at", () => {
  const tiles = tilesInView({ ...low, targetLonDeg: 114.55, targetLatDeg: 30.49 });
  expect(tiles).toContain(tileKeyOf(low.lonDeg, low.latDeg));
  expect(tiles).toContain(tileKeyOf(114.55, 30.49));
  expect(tiles).toHaveLength(18);
});

test("a tile that is watched stays until it is a ring outside", () => {
  const before = tilesInView(low);
  const moved = tilesInView({ ...low, lonDeg: low.lonDeg + 360 / 32768 }, before);
  expect(moved).toHaveLength(12);
  const far = tilesInView({ ...low, lonDeg: low.lonDeg + 1 }, moved);
  expect(far).toHaveLength(9);
});

test("from high up it watches more, but never without bound", () => {
  expect(
    tilesInView({ ...low, heightM: 50_000, targetLonDeg: 115, targetLatDeg: 31 }).length,
  ).toBeLessThanOrEqual(256);
});
