// Basic safety messages of vehicles (CSAE integers), as a roadside unit forwards them, to tracks.

import { secondMarkMs } from "../intake/field-times.ts";
import type { Intake } from "../intake/intake.ts";
import { isFields, listOf } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { reader } from "../intake/record-reader.ts";
import { csae, placeOf, sigmaOfConfidence } from "./csae-scales.ts";
import { classOfVehicle } from "./participant-class.ts";

export function readBsm(message: unknown, intake: Intake): void {
  intake.each(listOf(message), (record) => {
    if (!isFields(record)) throw new Error("not an object");
    const read = reader(intake, record);
    const id = textIn(record.id);
    const place = placeOf(record.pos, undefined, read);
    const size = isFields(record.size) ? record.size : {};
    const kind = isFields(record.vehicleClass) ? read(record.vehicleClass.classification) : undefined;
    const mark = read(record.secMark);
    const timeMs =
      mark === undefined ? undefined : secondMarkMs(mark, intake.now() + intake.settings.clock.offsetMs);
    if (mark !== undefined && timeMs === undefined) intake.count("second-mark-invalid", record);
    intake.track(
      {
        id: id === undefined ? undefined : `obu:${id}`,
        class: classOfVehicle(kind) ?? "car",
        lonDeg: place.lonDeg,
        latDeg: place.latDeg,
        heightM: place.elevationM,
        headingRad: csae.headingRad(read(record.heading)),
        speedMps: csae.speedMps(read(record.speed)),
        timeMs,
        clock: id,
        lengthM: csae.lengthM(read(size.length)),
        widthM: csae.widthM(read(size.width)),
        tallM: csae.tallM(read(size.height)),
        sigmaM: sigmaOfConfidence(record.posConfidence),
      },
      record,
    );
  });
}
