// SUMO's vehicle classes, to the twin's.

import type { TrackClass } from "../../../model/twin/track-class.ts";

const CLASSES: Record<string, TrackClass> = {
  passenger: "car",
  private: "car",
  taxi: "car",
  evehicle: "car",
  hov: "car",
  vip: "car",
  custom1: "car",
  custom2: "car",
  bus: "bus",
  coach: "bus",
  tram: "bus",
  delivery: "truck",
  truck: "truck",
  trailer: "truck",
  army: "truck",
  emergency: "emergency",
  authority: "emergency",
  motorcycle: "motorcycle",
  moped: "motorcycle",
  scooter: "motorcycle",
  bicycle: "bicycle",
  pedestrian: "pedestrian",
  wheelchair: "pedestrian",
  drone: "drone",
};

/** @param name a vClass, or a type's id that begins with one ("truck_heavy") */
export function classOfSumo(name: string | undefined): TrackClass {
  if (name === undefined) return "car";
  return CLASSES[name] ?? CLASSES[/^[a-z]+/i.exec(name)?.[0]?.toLowerCase() ?? ""] ?? "car";
}
