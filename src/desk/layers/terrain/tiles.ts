// The city's tilesets of this kind as both engines open them.

import type { TilesetLayer } from "../../scenes/tilesets/tileset-layer.ts";

export const TERRAIN_TILES: TilesetLayer = {
  id: "terrain",
  kind: "terrain",
  empty: "layer.no-terrain",
  fault: "fault.tileset.unreadable",
  casts: false,
};
