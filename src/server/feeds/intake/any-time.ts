// A time in whatever way a web service writes it: ISO text with or without a zone, or epoch figures as number or text.

import { wallClockMs } from "./field-times.ts";
import type { Intake } from "./intake.ts";
import { numberIn } from "./read-number.ts";

/** On the source's clock; undefined = absent. Text that is no time is counted and taken for absent. */
export function anyTimeMs(value: unknown, zone: string, intake: Intake, record: unknown): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const figure = numberIn(value);
  if (figure !== undefined) return figure;
  const wall = typeof value === "string" ? wallClockMs(value, zone) : undefined;
  if (!wall) {
    intake.count("time-unreadable", record);
    return undefined;
  }
  if (wall.zoneless) intake.count("wall-clock", record);
  return wall.timeMs;
}
