// The same markers in Cesium.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { attachMarkers } from "../../scenes/cesium/marker-layer.ts";
import type { LayerContext } from "../../scenes/layer.ts";
import { EQUIPMENT } from "./markers.ts";

export const attach = (context: LayerContext<CityScene>) => attachMarkers(context, EQUIPMENT);
