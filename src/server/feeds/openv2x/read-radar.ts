// A radar's TRACK message: degrees, metres and m/s; speed is signed (towards or away), time is text, numbers may be.

import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { Intake } from "../intake/intake.ts";
import { isFields, listOf } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { reader } from "../intake/record-reader.ts";
import { classOfParticipant } from "./participant-class.ts";

const RAD = Math.PI / 180;

export function readRadarTrack(
  message: unknown,
  radarId: string,
  intake: Intake,
  classes: Record<string, TrackClass>,
): void {
  if (!isFields(message) || !("targets" in message)) throw new Error("no targets");
  const timeMs = reader(intake, message)(message.timeStamp);
  intake.each(listOf(message.targets), (record) => {
    if (!isFields(record)) throw new Error("not an object");
    const read = reader(intake, record);
    const local = textIn(record.targetId);
    const headingDeg = read(record.headingAngle);
    const kind = textIn(record.targetType) ?? "";
    intake.track(
      {
        id: local === undefined ? undefined : `${radarId}:${local}`,
        recycled: true,
        class: classes[kind] ?? classOfParticipant(kind, undefined),
        lonDeg: read(record.longitude),
        latDeg: read(record.latitude),
        heightM: read(record.height),
        headingRad: headingDeg === undefined ? undefined : headingDeg * RAD,
        speedMps: read(record.speed),
        timeMs,
        clock: radarId,
        lengthM: read(record.targetLength),
        widthM: read(record.targetWidth),
        tallM: read(record.targetHeight),
      },
      record,
    );
  });
}
