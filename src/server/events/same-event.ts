// Whether a report tells of an event that is known: its own id again, the same vehicle for the same reason, or the same
// kind within 10 s and 5 m of where and when it was last seen. A report without place or vehicle is only ever its own.

import type { EventObservation, EventSighting } from "../../model/twin/event.ts";

const SAME_MS = 10_000;
const SAME_M = 5;
const DEG_M = 111_320;

export function metresApart(
  a: { lonDeg?: number; latDeg?: number },
  b: { lonDeg?: number; latDeg?: number },
): number {
  if (a.lonDeg === undefined || a.latDeg === undefined || b.lonDeg === undefined || b.latDeg === undefined)
    return Number.POSITIVE_INFINITY;
  const north = (b.latDeg - a.latDeg) * DEG_M;
  const east = (b.lonDeg - a.lonDeg) * DEG_M * Math.cos((a.latDeg * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** Where and when a report has it, as evidence. */
export function sightingOf({ source, timeMs, lonDeg, latDeg, trackId }: EventObservation): EventSighting {
  return {
    source,
    timeMs,
    ...(lonDeg !== undefined && latDeg !== undefined && { lonDeg, latDeg }),
    ...(trackId !== undefined && { trackId }),
  };
}

/** @param known an open event; its sightings are in the order in which they came */
export function isSameEvent(known: EventObservation, report: EventObservation): boolean {
  if (known.kind !== report.kind) return false;
  if (known.trackId !== undefined && known.trackId === report.trackId) return true;
  const sightings = known.handling?.sightings ?? [sightingOf(known)];
  // The newest few: a queue of vehicles that crawls along must not be compared with every place where it was.
  return sightings
    .slice(-8)
    .some((seen) => Math.abs(seen.timeMs - report.timeMs) <= SAME_MS && metresApart(seen, report) <= SAME_M);
}
