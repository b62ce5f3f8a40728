// The ground under a city that brings no terrain: the ellipsoid raised to one height, just below the roads.
// With the globe at height 0 it would lie 100 m under one city and cover the roads of another.
// Chords of its mesh sag downwards only, so it never rises through a road from far away.

import { CustomHeightmapTerrainProvider } from "cesium";

const POSTS = 16;

/** Terrain of one ellipsoidal height (m) everywhere; 16 × 16 posts a tile. */
export function createFlatGround(heightM: number): CustomHeightmapTerrainProvider {
  return new CustomHeightmapTerrainProvider({
    width: POSTS,
    height: POSTS,
    callback: () => new Float32Array(POSTS * POSTS).fill(heightM),
  });
}
