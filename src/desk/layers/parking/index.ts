// Car parks.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";
import { toneLegend } from "../../scenes/markers/marker.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";

export const parking = {
  id: "parking",
  title: "layer.parking",
  icon: "parking",
  visibleByDefault: true,
  legend: toneLegend([
    ["good", "legend.parking-free"],
    ["notice", "legend.parking-scarce"],
    ["warning", "legend.parking-tight"],
    ["bad", "legend.parking-full"],
    ["off", "legend.parking-closed"],
  ]),
  cesium: () => import("./cesium.ts"),
  xr: () => import("./xr.ts"),
} satisfies Layer<CityScene, WalkScene>;
