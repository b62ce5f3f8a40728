// Vehicles in Cesium.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { attachTracks } from "../../scenes/cesium/track-layer.ts";
import type { LayerContext } from "../../scenes/layer.ts";
import { VEHICLES } from "./tracks.ts";

export const attach = (context: LayerContext<CityScene>) => attachTracks(context, VEHICLES);
