// Docks (机库) that drones fly from.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import { toneLegend } from "../../scenes/markers/marker.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const docks = {
  id: "docks",
  title: "layer.docks",
  icon: "home-up",
  visibleByDefault: true,
  legend: toneLegend([
    ["good", "value.dock-state.idle"],
    ["busy", "value.dock-state.working"],
    ["notice", "value.dock-state.debugging"],
    ["warning", "legend.alarm"],
    ["bad", "legend.stopped"],
    ["off", "value.dock-state.offline"],
  ]),
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
