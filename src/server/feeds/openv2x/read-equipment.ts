// Heartbeats and descriptions of roadside units: that they live, and where they stand.

import type { EquipmentObservation } from "../../../model/twin/equipment.ts";
import type { Intake } from "../intake/intake.ts";
import { isFields, listOf } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { reader } from "../intake/record-reader.ts";

export interface RsuBook {
  read(message: unknown, intake: Intake): void;
}

/** Remembers where each unit stands, so that a heartbeat does not forget it. */
export function createRsuBook(): RsuBook {
  const known = new Map<string, EquipmentObservation>();
  return {
    read(message, intake) {
      intake.each(listOf(message), (record) => {
        if (!isFields(record)) throw new Error("not an object");
        const read = reader(intake, record);
        const esn = textIn(record.rsuEsn ?? record.rsuId ?? record.esn);
        if (esn === undefined) {
          intake.count("no-id", record);
          return;
        }
        const heartbeatMs = intake.now();
        const location = isFields(record.location) ? record.location : undefined;
        const lon = location && read(location.lon ?? location.longitude);
        const lat = location && read(location.lat ?? location.latitude);
        const degrees = (value: number | undefined) =>
          value !== undefined && Math.abs(value) > 1000 ? value * 1e-7 : value;
        const place = location && intake.place(degrees(lon), degrees(lat), record);
        const name = textIn(record.rsuName);
        const before = known.get(esn);
        const observation: EquipmentObservation = {
          ...before,
          id: `${intake.source}/${esn}`,
          source: intake.source,
          timeMs: heartbeatMs,
          kind: "rsu",
          state: "ok",
          heartbeatMs,
          alarms: [],
          ...(name !== undefined && { name }),
          ...place,
        };
        known.set(esn, observation);
        intake.observe({ equipment: [observation] });
      });
    },
  };
}
