// How far a device's clock stands from ours, from how late its messages come: the median of the last delays. A clock
// within 2 s is believed; one further off is corrected by the median, so that motion stays smooth. A single message
// that is 5 s later or earlier than its neighbours is late or absurd, not the clock.

export interface ClockReading {
  /** On our clock; never later than the arrival. */
  timeMs: number;
  verdict: "kept" | "late" | "ahead";
  /** What was added to the source's time; 0 = believed. */
  correctionMs: number;
}

export interface ClockFit {
  read(sourceMs: number, arrivalMs: number): ClockReading;
}

const KEPT = 31;
const BELIEVED_MS = 2000;
const OUTLIER_MS = 5000;

export function createClockFit(): ClockFit {
  const delays: number[] = [];
  let next = 0;
  let last: (ClockReading & { sourceMs: number; arrivalMs: number }) | undefined;
  return {
    read(sourceMs, arrivalMs) {
      // The records of one message are one reading of the clock.
      if (last && last.sourceMs === sourceMs && last.arrivalMs === arrivalMs) return last;
      const delay = arrivalMs - sourceMs;
      delays[next] = delay;
      next = (next + 1) % KEPT;
      const sorted = [...delays].sort((a, b) => a - b);
      const median = sorted[(sorted.length - 1) >> 1] as number;
      const correctionMs = Math.abs(median) > BELIEVED_MS ? median : 0;
      const timeMs = Math.min(arrivalMs, sourceMs + correctionMs);
      const verdict = delay - median > OUTLIER_MS ? "late" : median - delay > OUTLIER_MS ? "ahead" : "kept";
      last = { timeMs, verdict, correctionMs, sourceMs, arrivalMs };
      return last;
    },
  };
}
