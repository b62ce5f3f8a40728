// The same tiles in three.

import type { LayerContext } from "../../scenes/layer.ts";
import { attachTilesets } from "../../scenes/xr/tileset-layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import { TERRAIN_TILES } from "./tiles.ts";

export const attach = (context: LayerContext<WalkScene>) => attachTilesets(context, TERRAIN_TILES);
