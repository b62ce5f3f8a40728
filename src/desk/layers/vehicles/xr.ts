// Vehicles in three.

import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { keepTrail } from "../../scenes/tracks/kept-trails.ts";
import { attachTracks } from "../../scenes/xr/track-layer.ts";
import { attachTrail } from "../../scenes/xr/trail.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import { VEHICLES } from "./tracks.ts";

export function attach(context: LayerContext<WalkScene>): Detach {
  const stops = [
    attachTracks(context, VEHICLES),
    attachTrail(context, VEHICLES.id, keepTrail(context.twin, context.view, VEHICLES.kind)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
