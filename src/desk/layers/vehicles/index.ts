// Moving vehicles: one instanced draw per class, moved on the GPU.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import { TRACK_TINTS } from "../../scenes/tracks/track-tint.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const vehicles = {
  id: "vehicles",
  title: "layer.vehicles",
  icon: "car",
  visibleByDefault: true,
  tints: TRACK_TINTS,
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
