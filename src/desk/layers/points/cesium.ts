// The same tiles in Cesium.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { attachTilesets } from "../../scenes/cesium/tileset-layer.ts";
import type { LayerContext } from "../../scenes/layer.ts";
import { POINTS_TILES } from "./tiles.ts";

export const attach = (context: LayerContext<CityScene>) => attachTilesets(context, POINTS_TILES);
