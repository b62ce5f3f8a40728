// Moving through time: what play, step, seek and jump ask of the twin. Every user has a clock of his own; the city goes
// on meanwhile. Unix milliseconds.

import { RATES, type TimeMark, type TimeRange } from "../../model/twin/recording.ts";
import type { Twin } from "../../model/twin/twin-store.ts";

export interface TimeTravel {
  /** Play or pause; from the live city, pause. */
  toggle(): void;
  seek(timeMs: number): void;
  step(byMs: number): void;
  rate(rate: number): void;
  live(): void;
  /** To the mark before (−1) or after (1) what is shown, a little before it happens. */
  event(direction: -1 | 1): void;
  /** What can be sought: from the first recorded moment to now, or to the end of a finished recording. */
  span(): TimeRange | undefined;
}

/** Nearer to now than this is live. */
const LIVE_MS = 800;
const LEAD_MS = 3000;

export function createTimeTravel(twin: Twin): TimeTravel {
  const { store } = twin;
  const replaying = () => store.getState().replay;
  const span = (): TimeRange | undefined => {
    const recorded = store.getState().recorded;
    const first = recorded?.ranges[0];
    const last = recorded?.ranges.at(-1);
    if (!first || !last) return undefined;
    return { fromMs: first.fromMs, toMs: recorded?.state === "recording" ? twin.liveMs() : last.toMs };
  };
  const go = (timeMs: number, change: { playing?: boolean; rate?: number } = {}) => {
    const around = span();
    if (!around) return;
    const { rate = 1, playing = true } = replaying() ?? {};
    const recording = store.getState().recorded?.state === "recording";
    if (recording && change.playing !== false && timeMs >= around.toMs - LIVE_MS) {
      twin.replay("live");
      return;
    }
    const atMs = Math.min(around.toMs, Math.max(around.fromMs, timeMs));
    twin.replay({ atMs, rate, playing, ...change });
  };
  return {
    span,
    seek: (timeMs) => go(timeMs),
    step: (byMs) => go(twin.drawnMs() + byMs),
    rate: (rate) => go(twin.drawnMs(), { rate: RATES.find((each) => each === rate) ?? 1 }),
    live: () => twin.replay("live"),
    toggle() {
      const state = replaying();
      const around = span();
      if (!around) return;
      if (state?.phase === "ended" && !state.playing) go(around.fromMs, { playing: true });
      // Exactly what is drawn: nothing may move when it stops.
      else
        twin.replay({
          atMs: twin.drawnMs(),
          rate: state?.rate ?? 1,
          playing: state ? !state.playing : false,
        });
    },
    event(direction) {
      const shownMs = twin.drawnMs() + LEAD_MS;
      const mark = nextMark(store.getState().recorded?.marks ?? [], shownMs, direction);
      if (mark) go(mark.timeMs - LEAD_MS, { playing: true });
    },
  };
}

/** Marks within half a second of the moment are the one that is shown. */
export function nextMark(
  marks: readonly TimeMark[],
  timeMs: number,
  direction: -1 | 1,
): TimeMark | undefined {
  return direction > 0
    ? marks.find((mark) => mark.timeMs > timeMs + 500)
    : marks.findLast((mark) => mark.timeMs < timeMs - 500);
}
