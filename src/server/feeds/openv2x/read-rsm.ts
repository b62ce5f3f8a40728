// Roadside safety messages, CSAE integers as OpenV2X sends them and the DAWNLINE shape in degrees and m/s, to tracks.
// ptcId is temporary and unique to its roadside unit only; global_track_id is taken where it comes.

import { secondMarkMs } from "../intake/field-times.ts";
import type { Intake } from "../intake/intake.ts";
import { isFields, listOf } from "../intake/read-json.ts";
import { numberIn, textIn } from "../intake/read-number.ts";
import { reader } from "../intake/record-reader.ts";
import { csae, placeOf, sigmaOfConfidence } from "./csae-scales.ts";
import { classOfParticipant } from "./participant-class.ts";

const RAD = Math.PI / 180;

/** secMark to Unix ms; a mark of 60000 and more says that the device does not know its second. */
function markedMs(secMark: number | undefined, intake: Intake, record: unknown): number | undefined {
  if (secMark === undefined) return undefined;
  const timeMs = secondMarkMs(secMark, intake.now() + intake.settings.clock.offsetMs);
  if (timeMs === undefined) intake.count("second-mark-invalid", record);
  return timeMs;
}

export function readRsm(message: unknown, rsuId: string, intake: Intake): void {
  const content = isFields(message) && isFields(message.content) ? message.content : message;
  const rsms = isFields(content) && "rsms" in content ? listOf(content.rsms) : listOf(content);
  if (rsms.length === 0) throw new Error("no rsms");
  intake.each(rsms, (rsm) => {
    if (!isFields(rsm) || !("participants" in rsm)) throw new Error("no participants");
    const reference = placeOf(rsm.refPos, undefined, numberIn);
    intake.each(listOf(rsm.participants, "ParticipantData"), (record) => {
      if (!isFields(record)) throw new Error("not an object");
      const read = reader(intake, record);
      const global = textIn(record.global_track_id);
      const local = textIn(record.ptcId);
      const size = isFields(record.size) ? record.size : {};
      const place = placeOf(record.pos, reference, read);
      const vehicleClass = isFields(record.vehicleClass)
        ? read(record.vehicleClass.classification)
        : read(record.vehicleClass);
      intake.track(
        {
          id: global ?? (local === undefined ? undefined : `${rsuId}:${local}`),
          recycled: global === undefined,
          class: classOfParticipant(record.ptcType, vehicleClass),
          lonDeg: place.lonDeg,
          latDeg: place.latDeg,
          heightM: place.elevationM,
          headingRad: csae.headingRad(read(record.heading)),
          speedMps: csae.speedMps(read(record.speed)),
          timeMs: markedMs(read(record.secMark), intake, record),
          clock: rsuId,
          lengthM: csae.lengthM(read(size.length)),
          widthM: csae.widthM(read(size.width)),
          tallM: csae.tallM(read(size.height)),
          plate: textIn(record.plateNo),
          sigmaM: sigmaOfConfidence(record.posConfidence),
        },
        record,
      );
    });
  });
}

export function readDawnlineRsm(message: unknown, rsuId: string, intake: Intake): void {
  intake.each(listOf(message), (device) => {
    if (!isFields(device) || !("content" in device)) throw new Error("no content");
    intake.each(listOf(device.content), (record) => {
      if (!isFields(record)) throw new Error("not an object");
      const read = reader(intake, record);
      const global = textIn(record.global_track_id);
      const local = textIn(record.ptcId);
      const headingDeg = read(record.heading);
      intake.track(
        {
          id: global ?? (local === undefined ? undefined : `${rsuId}:${local}`),
          recycled: global === undefined,
          class: classOfParticipant(record.ptcType, undefined),
          lonDeg: read(record.pos_lon),
          latDeg: read(record.pos_lat),
          heightM: read(record.pos_ele),
          headingRad: headingDeg === undefined ? undefined : headingDeg * RAD,
          speedMps: read(record.speed),
          timeMs: read(record.timeStamp) ?? markedMs(read(record.secMark), intake, record),
          clock: rsuId,
          lengthM: read(record.length),
          widthM: read(record.width),
          tallM: read(record.height),
          plate: textIn(record.plateNo),
        },
        record,
      );
    });
  });
}
