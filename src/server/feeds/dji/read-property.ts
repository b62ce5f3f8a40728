// One property of a DJI device: a number, unless it is 32767 or its like, which the maker writes for "not known".

import type { Intake } from "../intake/intake.ts";
import { numberIn } from "../intake/read-number.ts";

const NOT_KNOWN = new Set([32767, -32768, 65535, 2147483647]);

/** Counts what is not known and numbers sent as text, once a record each. */
export function propertyReader(intake: Intake, record: unknown): (value: unknown) => number | undefined {
  const said = new Set<string>();
  const count = (reason: "value-unknown" | "string-number") => {
    if (!said.has(reason)) intake.count(reason, record);
    said.add(reason);
  };
  return (value) => {
    const number = numberIn(value, () => count("string-number"));
    if (number === undefined || !NOT_KNOWN.has(number)) return number;
    count("value-unknown");
    return undefined;
  };
}

/** Percent to a share of 1; outside 0 to 100 it is refused by name. */
export function shareOfPercent(
  percent: number | undefined,
  intake: Intake,
  record: unknown,
): number | undefined {
  if (percent === undefined) return undefined;
  if (percent >= 0 && percent <= 100) return percent / 100;
  intake.count("share-absurd", record);
  return undefined;
}

/** Only what is known, so that absent stays absent. */
export function known<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
