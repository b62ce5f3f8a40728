// What the city names besides: photogrammetry, works, models.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const otherTiles = {
  id: "other",
  title: "layer.other",
  icon: "box",
  visibleByDefault: true,
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
