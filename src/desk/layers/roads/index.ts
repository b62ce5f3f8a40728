// Road surface, paint, signs and furniture: the city's road tiles.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import { ROAD_LEGEND } from "./categories.ts";

export const roads = {
  id: "roads",
  title: "layer.roads",
  icon: "road",
  visibleByDefault: true,
  legend: ROAD_LEGEND,
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
