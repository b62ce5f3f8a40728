// Health alarms (HMS) and flight tasks that a dock or an aircraft reports. The alarm's text is in the maker's table by
// its code, which is kept; it is not made up here.

import type { EquipmentAlarm } from "../../../model/twin/equipment.ts";
import type { EventObservation } from "../../../model/twin/event.ts";
import type { Intake } from "../intake/intake.ts";
import { type Fields, isFields, listOf } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { propertyReader } from "./read-property.ts";

const LEVELS = ["notice", "caution", "warning"] as const;
/** device_type is "domain-type-subtype"; domain 0 is an aircraft, 3 a dock. */
const kindOf = (deviceType: string | undefined) =>
  deviceType?.startsWith("0-") ? "drone" : deviceType?.startsWith("3-") ? "dock" : undefined;

export function readHms(
  data: Fields,
  gateway: string,
  aircraft: string | undefined,
  timeMs: number,
  intake: Intake,
): void {
  const alarms = { dock: [] as EquipmentAlarm[], drone: [] as EquipmentAlarm[] };
  const events: EventObservation[] = [];
  intake.each(listOf(data.list), (record) => {
    if (!isFields(record)) throw new Error("not an object");
    const read = propertyReader(intake, record);
    const code = textIn(record.code);
    if (code === undefined) {
      intake.count("no-id", record);
      return;
    }
    const level = LEVELS[read(record.level) ?? 0];
    if (!level) {
      intake.count("state-unknown", record);
      return;
    }
    const device = kindOf(textIn(record.device_type)) ?? "dock";
    alarms[device].push({ code, level, timeMs });
    if (level === "warning" || read(record.imminent) === 1)
      events.push({
        id: `${intake.source}/${gateway}:hms:${code}`,
        source: intake.source,
        timeMs,
        kind: "equipment",
        severity: level,
        code,
        codeSpace: "DJI HMS",
        beginMs: timeMs,
      });
  });
  const health = (kind: "dock" | "drone", sn: string) => {
    const list = alarms[kind];
    const state = list.some(({ level }) => level === "warning")
      ? "fault"
      : list.length > 0
        ? "degraded"
        : "ok";
    return {
      id: `${intake.source}/${sn}`,
      source: intake.source,
      timeMs,
      kind,
      state,
      heartbeatMs: timeMs,
      alarms: list,
    } as const;
  };
  intake.observe({
    equipment: [health("dock", gateway), ...(aircraft === undefined ? [] : [health("drone", aircraft)])],
    ...(events.length > 0 && { events }),
  });
}

export function readFlightTask(data: Fields, gateway: string, timeMs: number, intake: Intake): void {
  const output = isFields(data.output) ? data.output : data;
  const extension = isFields(output.ext) ? output.ext : {};
  const flight = textIn(extension.flight_id) ?? textIn(output.flight_id);
  const status = textIn(output.status);
  if (flight === undefined || status === undefined) throw new Error("no flight_id or status");
  const failed = status === "failed" || status === "timeout";
  const over = failed || ["ok", "canceled", "rejected", "partially_done"].includes(status);
  intake.observe({
    events: [
      {
        id: `${intake.source}/${gateway}:flight:${flight}`,
        source: intake.source,
        timeMs,
        kind: "flight",
        severity: failed ? "warning" : "notice",
        text: status,
        beginMs: timeMs,
        ...(over && { endMs: timeMs }),
      },
    ],
  });
}
