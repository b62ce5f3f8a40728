// The city's tilesets of this kind as both engines open them.

import type { TilesetLayer } from "../../scenes/tilesets/tileset-layer.ts";

export const OTHER_TILES: TilesetLayer = {
  id: "other",
  kind: "other",
  empty: "layer.no-other",
  fault: "fault.tileset.unreadable",
  casts: true,
};
