// Ground: hills, blocks, pavements, water.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const terrain = {
  id: "terrain",
  title: "layer.terrain",
  icon: "mountain",
  visibleByDefault: true,
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
