// The area chosen for an export: its outline, and drawing and adjusting it with the pointer.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";

export const area = {
  id: "area",
  title: "layer.area",
  icon: "polygon",
  visibleByDefault: true,
  cesium: () => import("./cesium.ts"),
} satisfies Layer<CityScene>;
