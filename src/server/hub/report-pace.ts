// How often a source reports of one of its drones: the median of the last intervals. Vehicles are not measured: their
// sources are fast, and there are many of them. Milliseconds of the source's own time stamps.

import type { TrackDescription, TrackRow } from "../../model/twin/track-row.ts";

const KEPT = 31;
const LEAST = 5;

export interface ReportPace {
  describe(tracks: readonly TrackDescription[]): void;
  rows(rows: readonly TrackRow[]): void;
  end(ids: readonly string[]): void;
  /** Undefined: it has no drones, or too few reports yet. */
  everyMs(): number | undefined;
}

export function createReportPace(): ReportPace {
  const lastMs = new Map<string, number>();
  const intervals: number[] = [];
  return {
    describe(tracks) {
      for (const { id, class: kind } of tracks)
        if (kind === "drone" && !lastMs.has(id)) lastMs.set(id, Number.NEGATIVE_INFINITY);
    },
    rows(rows) {
      if (lastMs.size === 0) return;
      for (const { id, timeMs } of rows) {
        const before = lastMs.get(id);
        if (before === undefined || timeMs <= before) continue;
        lastMs.set(id, timeMs);
        if (Number.isFinite(before)) intervals.push(timeMs - before);
        if (intervals.length > KEPT) intervals.shift();
      }
    },
    end(ids) {
      for (const id of ids) lastMs.delete(id);
    },
    everyMs() {
      if (intervals.length < LEAST) return undefined;
      return Math.round(intervals.toSorted((a, b) => a - b)[intervals.length >> 1] as number);
    },
  };
}
