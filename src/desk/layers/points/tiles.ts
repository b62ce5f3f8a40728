// The city's tilesets of this kind as both engines open them.

import type { TilesetLayer } from "../../scenes/tilesets/tileset-layer.ts";

export const POINTS_TILES: TilesetLayer = {
  id: "points",
  kind: "points",
  empty: "layer.no-points",
  fault: "fault.tileset.unreadable",
  casts: false,
};
