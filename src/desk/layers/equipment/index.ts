// Roadside equipment.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import { toneLegend } from "../../scenes/markers/marker.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const equipment = {
  id: "equipment",
  title: "layer.equipment",
  icon: "antenna",
  visibleByDefault: true,
  legend: toneLegend([
    ["good", "value.equipment-state.ok"],
    ["warning", "value.equipment-state.degraded"],
    ["bad", "value.equipment-state.fault"],
    ["off", "value.equipment-state.offline"],
  ]),
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
