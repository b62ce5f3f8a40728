// Point clouds.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const points = {
  id: "points",
  title: "layer.points",
  icon: "grain",
  visibleByDefault: true,
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
