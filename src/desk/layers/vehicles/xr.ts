// Vehicles in three.

import type { LayerContext } from "../../scenes/layer.ts";
import { attachTracks } from "../../scenes/xr/track-layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import { VEHICLES } from "./tracks.ts";

export const attach = (context: LayerContext<WalkScene>) => attachTracks(context, VEHICLES);
