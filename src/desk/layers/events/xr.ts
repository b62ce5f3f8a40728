// The same markers in three.

import type { LayerContext } from "../../scenes/layer.ts";
import { attachMarkers } from "../../scenes/xr/marker-layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import { EVENTS } from "./markers.ts";

export const attach = (context: LayerContext<WalkScene>) => attachMarkers(context, EVENTS);
