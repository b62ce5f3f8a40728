// Buildings: walls with windows, roofs, glass; from our own tiler or anybody's.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const buildings = {
  id: "buildings",
  title: "layer.buildings",
  icon: "building",
  visibleByDefault: true,
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
