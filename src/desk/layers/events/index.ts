// Events that are not over.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import { toneLegend } from "../../scenes/markers/marker.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const events = {
  id: "events",
  title: "layer.events",
  icon: "alert-triangle",
  visibleByDefault: true,
  legend: toneLegend([
    ["bad", "value.severity.warning"],
    ["warning", "value.severity.caution"],
    ["notice", "value.severity.notice"],
    ["busy", "legend.in-hand"],
  ]),
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
