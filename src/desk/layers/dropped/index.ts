// Files dropped on the app: their tiles as models, picked and styled like the city's own.

import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Layer } from "../../scenes/layer.ts";

export const dropped = {
  id: "dropped",
  title: "layer.dropped",
  icon: "file-import",
  visibleByDefault: true,
  cesium: () => import("./cesium.ts"),
} satisfies Layer<CityScene>;
