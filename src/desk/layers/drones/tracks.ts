// Drones as both engines draw them. From afar they are drawn larger than they are, else nobody would find them.

import type { TrackLayer } from "../../scenes/tracks/track-layer.ts";
import { DRONE_FRAGMENT, droneMesh } from "./meshes.ts";

export const DRONES: TrackLayer = {
  id: "drones",
  kind: "drone",
  classes: ["drone"],
  mesh: droneMesh,
  fragmentText: DRONE_FRAGMENT,
  unit: "unit.drones",
  empty: "layer.no-drones",
  growBeyondM: 25,
};
