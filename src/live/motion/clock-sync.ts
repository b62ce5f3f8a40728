// The server's clock seen from here: of the last round trips the shortest is believed; small differences are slewed,
// large ones stepped. And how far behind it the picture is drawn, so that the next row has mostly arrived.
// Milliseconds; `localMs` is monotonic.

const KEPT = 8;
const STEP_MS = 250;
const SLEW_MS_PER_S = 5;

export interface ClockSync {
  /** One answered question: when it was asked and answered here, and what the server's clock said. */
  add(askedMs: number, answeredMs: number, serverMs: number): void;
  /** Server time less local time now. */
  offsetMs(localMs: number): number;
  /** Half of the shortest round trip; undefined before the first answer. */
  latencyMs(): number | undefined;
}

export function createClockSync(): ClockSync {
  const samples: { roundTripMs: number; offsetMs: number }[] = [];
  let offset: number | undefined;
  let atMs = 0;
  const best = () =>
    samples.reduce<(typeof samples)[number] | undefined>(
      (least, each) => (least === undefined || each.roundTripMs < least.roundTripMs ? each : least),
      undefined,
    );
  return {
    add(askedMs, answeredMs, serverMs) {
      const roundTripMs = answeredMs - askedMs;
      if (!(roundTripMs >= 0) || !Number.isFinite(serverMs)) return;
      samples.push({ roundTripMs, offsetMs: serverMs - (askedMs + answeredMs) / 2 });
      if (samples.length > KEPT) samples.shift();
    },
    offsetMs(localMs) {
      const target = best()?.offsetMs;
      if (target === undefined) return offset ?? 0;
      const passedS = Math.max(0, localMs - atMs) / 1000;
      atMs = localMs;
      if (offset === undefined || Math.abs(target - offset) > STEP_MS) offset = target;
      else {
        const most = SLEW_MS_PER_S * passedS;
        offset += Math.min(most, Math.max(-most, target - offset));
      }
      return offset;
    },
    latencyMs: () => {
      const least = best();
      return least && least.roundTripMs / 2;
    },
  };
}

const LATENESS_KEPT = 100;
const MIN_MS = 250;
const MAX_MS = 1500;
const DELAY_SLEW = 0.05;

export interface DrawDelay {
  /** How long after its own time stamp a frame arrived, both on the server's clock. */
  add(latenessMs: number): void;
  /** The delay to draw with now. */
  delayMs(localMs: number): number;
}

/** Two ticks, or one and the 99th percentile of lateness, whichever is more; changes by at most 5 % of time. */
export function createDrawDelay(tickMs: number): DrawDelay {
  const lateness: number[] = [];
  let delay = Math.max(MIN_MS, 2 * tickMs);
  let atMs: number | undefined;
  return {
    add(latenessMs) {
      lateness.push(latenessMs);
      if (lateness.length > LATENESS_KEPT) lateness.shift();
    },
    delayMs(localMs) {
      const sorted = lateness.toSorted((a, b) => a - b);
      const p99 = sorted[Math.max(0, Math.ceil(0.99 * sorted.length) - 1)] ?? 0;
      const target = Math.min(MAX_MS, Math.max(MIN_MS, 2 * tickMs, tickMs + p99));
      const most = DELAY_SLEW * Math.max(0, localMs - (atMs ?? localMs));
      atMs = localMs;
      delay += Math.min(most, Math.max(-most, target - delay));
      return delay;
    },
  };
}
