// Cubic records by s, as OpenDRIVE writes nearly everything: the one in force is the last that starts at or before s.

import type { CubicRecord } from "./road-network.ts";

/** Two stations closer than this are one: files repeat an s with rounding. */
const SAME_S_M = 1e-9;

/** Index of the last record that starts at or before s; −1 before the first. */
export function recordAt<R extends { sM: number }>(records: readonly R[], s: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle] as R).sM <= s + SAME_S_M) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export const cubicValue = ({ a, b, c, d }: Omit<CubicRecord, "sM">, ds: number): number =>
  a + ds * (b + ds * (c + ds * d));

/** The value at s; 0 before the first record. */
export function cubicAt(records: readonly CubicRecord[], s: number): number {
  const record = records[recordAt(records, s)];
  return record ? cubicValue(record, s - record.sM) : 0;
}

/** d/ds at s; 0 before the first record. */
export function cubicSlopeAt(records: readonly CubicRecord[], s: number): number {
  const record = records[recordAt(records, s)];
  if (!record) return 0;
  const ds = s - record.sM;
  return record.b + ds * (2 * record.c + ds * 3 * record.d);
}
