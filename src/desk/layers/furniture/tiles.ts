// The city's tilesets of this kind as both engines open them.

import type { TilesetLayer } from "../../scenes/tilesets/tileset-layer.ts";

export const FURNITURE_TILES: TilesetLayer = {
  id: "furniture",
  kind: "furniture",
  empty: "layer.no-furniture",
  fault: "fault.tileset.unreadable",
  casts: true,
};
