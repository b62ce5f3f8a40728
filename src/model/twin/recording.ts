// What is recorded of the city, and the clock of somebody who looks at a recording: every user has one of their own.
// Times: Unix milliseconds; atMs is the twin's, sinceMs the server's clock now.

import type { EventKind, EventObservation } from "./event.ts";

/** Slowest and fastest replay, as multiples of real time. */
export const MIN_RATE = 0.25;
export const MAX_RATE = 60;
export const RATES = [0.25, 0.5, 1, 2, 4, 8, 16, 60] as const;

export interface ReplayWish {
  atMs: number;
  rate: number;
  playing: boolean;
}

/** At `sinceMs` of the server's clock the picture showed `atMs`, and went on from there at `rate` if playing. */
export interface ReplayState extends ReplayWish {
  sinceMs: number;
  /** loading: the recording is being opened; ended: nothing more is recorded. */
  phase: "loading" | "running" | "ended";
  /** What was shown before is void: the time jumped. */
  cleared: boolean;
}

export const replayTimeMs = ({ atMs, sinceMs, rate, playing }: ReplayState, serverMs: number): number =>
  playing ? atMs + Math.max(0, serverMs - sinceMs) * rate : atMs;

export interface TimeRange {
  fromMs: number;
  toMs: number;
}

/** An event on the timeline. */
export interface TimeMark {
  id: string;
  kind: EventKind;
  severity: EventObservation["severity"];
  timeMs: number;
}

export interface Recorded {
  /** off: this server keeps nothing; closed: a finished recording is shown, there is no live city behind it. */
  state: "off" | "recording" | "stopped" | "closed";
  /** Why recording stopped. */
  fault?: { code: string; params: Record<string, string | number> };
  /** In order, without overlap. */
  ranges: TimeRange[];
  marks: TimeMark[];
}
