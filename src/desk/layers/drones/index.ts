// Drones in the air, with the line to the ground below them and what their camera sees of it.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const drones = {
  id: "drones",
  title: "layer.drones",
  icon: "drone",
  visibleByDefault: true,
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
