// Vehicles as both engines draw them.

import type { TrackLayer } from "../../scenes/tracks/track-layer.ts";
import { VEHICLE_CLASSES, vehicleMesh } from "./meshes.ts";
import { VEHICLE_FRAGMENT } from "./shader.ts";

export const VEHICLES: TrackLayer = {
  id: "vehicles",
  kind: "vehicle",
  classes: VEHICLE_CLASSES,
  mesh: vehicleMesh,
  fragmentText: VEHICLE_FRAGMENT,
  unit: "unit.vehicles",
  empty: "layer.no-vehicles-here",
  counted: true,
  tinted: true,
};
