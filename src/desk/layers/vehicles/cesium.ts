// Vehicles in Cesium, and from high above how many there are in each cell.

import { attachCellCounts } from "../../scenes/cesium/cell-counts.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { attachTracks } from "../../scenes/cesium/track-layer.ts";
import { attachTrail } from "../../scenes/cesium/trail.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { keepTrail } from "../../scenes/tracks/kept-trails.ts";
import { VEHICLES } from "./tracks.ts";

export function attach(context: LayerContext<CityScene>): Detach {
  const stops = [
    attachTracks(context, VEHICLES),
    attachTrail(context, VEHICLES.id, keepTrail(context.twin, context.view, VEHICLES.kind)),
    attachCellCounts(context, VEHICLES.id),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
