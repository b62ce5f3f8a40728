// Everything that a feed can tell beside tracks and signals, by kind. An observation of an id replaces the one before it.

import type { DockObservation } from "./dock.ts";
import type { DroneObservation } from "./drone.ts";
import type { EquipmentObservation } from "./equipment.ts";
import type { EventObservation } from "./event.ts";
import type { IntersectionObservation } from "./intersection.ts";
import type { BayObservation, ParkingSiteObservation } from "./parking.ts";

export interface ObservationKinds {
  drones: DroneObservation;
  docks: DockObservation;
  sites: ParkingSiteObservation;
  bays: BayObservation;
  equipment: EquipmentObservation;
  events: EventObservation;
  intersections: IntersectionObservation;
}
export type ObservationKind = keyof ObservationKinds;
export const OBSERVATION_KINDS = [
  "drones",
  "docks",
  "sites",
  "bays",
  "equipment",
  "events",
  "intersections",
] as const satisfies readonly ObservationKind[];

export type Observations = { [K in ObservationKind]?: ObservationKinds[K][] };
