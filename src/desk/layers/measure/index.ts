// What was measured and what is being measured: lines, corners and figures in the picture; the tool that takes the places.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";

export const measure = {
  id: "measure",
  title: "layer.measure",
  icon: "ruler-measure",
  visibleByDefault: true,
  cesium: () => import("./cesium.ts"),
} satisfies Layer<CityScene>;
