// How far another process's clock is off this one's, from when its messages came: the least lag of the last minute is the
// shift and the fastest way. Up to a second it is taken for the way and nothing is shifted. Unix milliseconds.

const BUCKET_MS = 10_000;
const BUCKETS = 6;
const LEAST_MS = 1000;

export interface ClockShift {
  /** A message that says when it was made. */
  add(madeMs: number, heardMs: number): void;
  /** To be added to its times. */
  shiftMs(): number;
}

export function createClockShift(): ClockShift {
  let buckets: { at: number; least: number }[] = [];
  return {
    add(madeMs, heardMs) {
      const at = Math.floor(heardMs / BUCKET_MS);
      const lag = heardMs - madeMs;
      const last = buckets.at(-1);
      if (last?.at === at) last.least = Math.min(last.least, lag);
      else buckets = [...buckets.filter((one) => at - one.at < BUCKETS && at > one.at), { at, least: lag }];
    },
    shiftMs() {
      const least = Math.min(...buckets.map((one) => one.least));
      return Number.isFinite(least) && Math.abs(least) >= LEAST_MS ? least : 0;
    },
  };
}
