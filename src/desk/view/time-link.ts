// A moment in the address: #time=2026-11-25T08:00:00.000Z. Whoever opens it sees the recording there, paused. Unix ms.

import { readFragment, withParts } from "./fragment.ts";

const KEY = "time";

/** Undefined where the fragment names no moment, or one that is none. */
export function timeOfHash(hash: string): number | undefined {
  const text = readFragment(hash).get(KEY);
  if (text === null || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return undefined;
  const timeMs = Date.parse(text);
  return Number.isFinite(timeMs) ? timeMs : undefined;
}

/** The fragment with a moment put in, or taken out; what else it holds stays. */
export function withTime(hash: string, timeMs: number | undefined): string {
  return withParts(
    hash,
    [KEY],
    timeMs === undefined ? [] : [`${KEY}=${new Date(Math.round(timeMs)).toISOString()}`],
  );
}
