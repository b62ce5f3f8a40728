// Road surface, paint, signs and furniture: the city's road tiles.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";

export const roads = {
  id: "roads",
  title: "layer.roads",
  icon: "road",
  visibleByDefault: true,
  cesium: () => import("./cesium.ts"),
} satisfies Layer<CityScene>;
