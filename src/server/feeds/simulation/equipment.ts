// Simulated health of the city's roadside equipment: a heartbeat every half minute, and now and then, by seed and hour, a
// fault that heals. What its file says is offline stays so.

import { fixedRandom } from "../../../model/records/random.ts";
import type { EquipmentObservation } from "../../../model/twin/equipment.ts";
import { numberOf, type Place, textOf } from "./read-places.ts";

const RAD = Math.PI / 180;
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

export function createEquipment(
  places: readonly Place[],
  source: string,
  seed: number,
): (timeMs: number) => EquipmentObservation[] {
  return (timeMs) => {
    const hour = Math.floor(timeMs / HOUR_MS);
    return places.map((place, i) => {
      const chance = fixedRandom(seed, i, hour);
      const offline = textOf(place, "status") === "offline";
      const state = offline ? "offline" : chance < FAULTY ? "fault" : chance < DEGRADED ? "degraded" : "ok";
      const [headingDeg, fovDeg, rangeM] = ["headingDeg", "fovDeg", "rangeM"].map((name) =>
        numberOf(place, name),
      );
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
        ...(headingDeg !== undefined && { headingRad: headingDeg * RAD }),
        ...(fovDeg !== undefined && { fovRad: fovDeg * RAD }),
        ...(rangeM !== undefined && { rangeM }),
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
