// Kinds of traffic participants of CSAE and OpenV2X, to the twin's classes.

import type { TrackClass } from "../../../model/twin/track-class.ts";

const BY_NAME: Record<string, TrackClass> = {
  motor: "car",
  car: "car",
  vehicle: "car",
  "non-motor": "bicycle",
  nonmotor: "bicycle",
  nonMotor: "bicycle",
  bicycle: "bicycle",
  bike: "bicycle",
  motorcycle: "motorcycle",
  pedestrian: "pedestrian",
  person: "pedestrian",
  people: "pedestrian",
  bus: "bus",
  truck: "truck",
};
const BY_CODE: TrackClass[] = ["unknown", "car", "bicycle", "pedestrian", "unknown"];

/** BasicVehicleClass ranges of CSAE 53. */
export function classOfVehicle(code: number | undefined): TrackClass | undefined {
  if (code === undefined) return undefined;
  if (code >= 10 && code < 20) return "car";
  if (code >= 20 && code < 40) return "truck";
  if (code >= 40 && code < 50) return "motorcycle";
  if (code >= 50 && code < 60) return "bus";
  if (code >= 60 && code < 70) return "emergency";
  return undefined;
}

export function classOfParticipant(ptcType: unknown, vehicleClass: number | undefined): TrackClass {
  const byVehicle = classOfVehicle(vehicleClass);
  if (byVehicle) return byVehicle;
  if (typeof ptcType === "number") return BY_CODE[ptcType] ?? "unknown";
  if (typeof ptcType !== "string") return "unknown";
  return BY_NAME[ptcType] ?? BY_CODE[Number(ptcType)] ?? "unknown";
}
