// Road tiles in Cesium. Paint is pulled along the view ray, because log depth ignores polygon offset.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { attachTilesets } from "../../scenes/cesium/tileset-layer.ts";
import type { LayerContext } from "../../scenes/layer.ts";
import { ROAD_TILES } from "./tiles.ts";

export const attach = (context: LayerContext<CityScene>) => attachTilesets(context, ROAD_TILES);
