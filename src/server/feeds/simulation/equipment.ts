// Simulated health of the city's roadside equipment: a heartbeat every half minute, and now and then, by seed and hour, a
// fault that heals. What its file says is offline stays so.

import type { EquipmentObservation } from "../../../model/twin/equipment.ts";
import { type Place, textOf } from "./read-places.ts";

const HOUR_MS = 3_600_000;
export const HEARTBEAT_MS = 30_000;
/** Of the equipment that has a fault in an hour, and that runs degraded. */
const FAULTY = 0.01;
const DEGRADED = 0.025;

const KINDS: Readonly<Record<string, EquipmentObservation["kind"]>> = {
  rsu: "rsu",
  camera: "camera",
  radar: "radar",
  "edge-box": "edge",
  edge: "edge",
};

/** A number in [0, 1) that depends on nothing but its arguments. */
function fixed(seed: number, item: number, hour: number): number {
  let h =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(item + 1, 0xc2b2ae35) ^ Math.imul(hour, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

export function createEquipment(
  places: readonly Place[],
  source: string,
  seed: number,
): (timeMs: number) => EquipmentObservation[] {
  return (timeMs) => {
    const hour = Math.floor(timeMs / HOUR_MS);
    return places.map((place, i) => {
      const chance = fixed(seed, i, hour);
      const offline = textOf(place, "status") === "offline";
      const state = offline ? "offline" : chance < FAULTY ? "fault" : chance < DEGRADED ? "degraded" : "ok";
      const kind = KINDS[textOf(place, "kind") ?? ""] ?? "other";
      return {
        id: place.id,
        source,
        timeMs,
        kind,
        state,
        lonDeg: place.lonDeg,
        latDeg: place.latDeg,
        ...(place.heightM !== undefined && { heightM: place.heightM }),
        ...(textOf(place, "name") !== undefined && { name: textOf(place, "name") as string }),
        ...(!offline && { heartbeatMs: Math.floor(timeMs / HEARTBEAT_MS) * HEARTBEAT_MS }),
        alarms:
          state === "fault" || state === "degraded"
            ? [
                {
                  code: state === "fault" ? "SIM-NO-DATA" : "SIM-PACKET-LOSS",
                  level: state === "fault" ? "warning" : "caution",
                  timeMs: hour * HOUR_MS,
                },
              ]
            : [],
      } satisfies EquipmentObservation;
    });
  };
}
