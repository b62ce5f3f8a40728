// Roadside information: events in CSAE's shape (rtes), in OpenV2X's (rsi, rsiDatas) and in DAWNLINE's (event_content).
// Codes are of GB/T 29100-2012 and are kept; positions are 1e-7 degrees in all three.

import type { EventKind, EventObservation } from "../../../model/twin/event.ts";
import { minuteOfYearMs } from "../intake/field-times.ts";
import type { Intake } from "../intake/intake.ts";
import { type Fields, isFields, listOf } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { reader } from "../intake/record-reader.ts";
import { csae, placeOf } from "./csae-scales.ts";

/** By the hundreds of the code. */
const KINDS: Record<number, EventKind> = { 1: "accident", 3: "weather", 4: "obstacle", 5: "road-works" };

export const eventKindOf = (code: number | undefined): EventKind =>
  code === 707 ? "congestion" : (code !== undefined && KINDS[Math.floor(code / 100)]) || "other";

/** Upper 3 bits of a one-byte priority, as a number or as hexadecimal text. */
function severityOf(priority: unknown): EventObservation["severity"] {
  const byte =
    typeof priority === "number"
      ? priority
      : typeof priority === "string" && /^[0-9a-f]{2}$/i.test(priority)
        ? Number.parseInt(priority, 16)
        : undefined;
  if (byte === undefined) return "caution";
  const level = byte > 7 ? byte >> 5 : byte;
  return level >= 5 ? "warning" : level >= 2 ? "caution" : "notice";
}

interface Told {
  id: string | undefined;
  record: Fields;
  code: number | undefined;
  lonDeg: number | undefined;
  latDeg: number | undefined;
  timeMs: number | undefined;
  beginMs: number | undefined;
  endMs: number | undefined;
  radiusM: number | undefined;
  text: string | undefined;
  priority: unknown;
  confidence: number | undefined;
}

function tell(told: Told, deviceId: string, intake: Intake): void {
  const { record, code } = told;
  if (told.id === undefined) {
    intake.count("no-id", record);
    return;
  }
  const place = intake.place(told.lonDeg, told.latDeg, record);
  if (!place) return;
  const timeMs = intake.time(told.timeMs, record, deviceId);
  if (timeMs === undefined) return;
  intake.observe({
    events: [
      {
        id: `${intake.source}/${deviceId}:${told.id}`,
        source: intake.source,
        timeMs,
        kind: eventKindOf(code),
        severity: severityOf(told.priority),
        ...place,
        beginMs: told.beginMs ?? timeMs,
        ...(code !== undefined && { code: String(code), codeSpace: "GB/T 29100-2012" }),
        ...(told.radiusM !== undefined && { radiusM: told.radiusM }),
        ...(told.endMs !== undefined && { endMs: told.endMs }),
        ...(told.text !== undefined && { text: told.text }),
        ...(told.confidence !== undefined && { confidence: told.confidence }),
      },
    ],
  });
}

function readRte(
  record: Fields,
  reference: ReturnType<typeof placeOf>,
  deviceId: string,
  intake: Intake,
): void {
  const read = reader(intake, record);
  const place = placeOf(record.eventPos ?? record.eventPosition, reference, read);
  const details = isFields(record.timeDetails) ? record.timeDetails : {};
  const moment = (moy: number | undefined) =>
    moy === undefined ? undefined : minuteOfYearMs(moy, intake.now());
  const radius = read(record.eventRadius);
  const description = isFields(record.description)
    ? textIn(Object.values(record.description)[0])
    : textIn(record.description ?? record.eventDescription);
  tell(
    {
      id: textIn(record.rteId ?? record.alertID ?? record.alertId),
      record,
      code: read(record.eventType),
      lonDeg: place.lonDeg ?? reference.lonDeg,
      latDeg: place.latDeg ?? reference.latDeg,
      // Its start is known to the minute only, which is no clock to be fitted.
      timeMs: read(record.timeStamp ?? record.timestamp) ?? intake.now() + intake.settings.clock.offsetMs,
      beginMs: moment(read(details.startTime)),
      endMs: moment(read(details.endTime)),
      // 0.1 m in practice.
      radiusM: radius === undefined ? undefined : radius * 0.1,
      text: description,
      priority: record.priority ?? record.eventPriority,
      confidence: csae.confidence(read(record.eventConfidence)),
    },
    deviceId,
    intake,
  );
}

export function readRsi(message: unknown, deviceId: string, intake: Intake): void {
  const outer = isFields(message) ? message : {};
  const content = isFields(outer.content) ? outer.content : outer;
  const list = listOf(content.rtes ?? content.rsiDatas ?? content.rsi, "RTEData");
  if (list.length === 0 && !("rtss" in content)) throw new Error("no rtes, rsiDatas or rsi");
  const reference = placeOf(content.refPos, undefined, reader(intake, content));
  intake.each(list, (record) => {
    if (!isFields(record)) throw new Error("not an object");
    readRte(record, reference, deviceId, intake);
  });
}

export function readDawnlineRsi(message: unknown, deviceId: string, intake: Intake): void {
  intake.each(listOf(message), (device) => {
    if (!isFields(device) || !("event_content" in device)) throw new Error("no event_content");
    intake.each(listOf(device.event_content), (record) => {
      if (!isFields(record)) throw new Error("not an object");
      const read = reader(intake, record);
      tell(
        {
          id: textIn(record.event_id),
          record,
          code: read(record.event_type),
          lonDeg: csae.lonDeg(read(record.longitude)),
          latDeg: csae.latDeg(read(record.latitude)),
          timeMs: read(record.timeStamp),
          beginMs: undefined,
          endMs: undefined,
          radiusM: undefined,
          text: undefined,
          priority: undefined,
          confidence: undefined,
        },
        textIn(device.dev_id) ?? deviceId,
        intake,
      );
    });
  });
}
