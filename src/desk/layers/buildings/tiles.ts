// The city's tilesets of this kind as both engines open them.

import type { TilesetLayer } from "../../scenes/tilesets/tileset-layer.ts";

export const BUILDINGS_TILES: TilesetLayer = {
  id: "buildings",
  kind: "buildings",
  empty: "layer.no-buildings",
  fault: "fault.tileset.unreadable",
  casts: true,
};
