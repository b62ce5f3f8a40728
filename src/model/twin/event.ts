// Something that happened, as a feed reports it: not yet checked by anybody. Metres, Unix milliseconds.

export const EVENT_KINDS = [
  "congestion",
  "accident",
  "breakdown",
  "obstacle",
  "road-works",
  "closure",
  "weather",
  "illegal-parking",
  "wrong-way",
  "speeding",
  "hard-braking",
  "pedestrian",
  "equipment",
  "flight",
  "other",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface EventObservation {
  id: string;
  source: string;
  timeMs: number;
  kind: EventKind;
  severity: "notice" | "caution" | "warning";
  /** The source's own code, and the table that it is from. */
  code?: string;
  codeSpace?: string;
  text?: string;
  lonDeg?: number;
  latDeg?: number;
  radiusM?: number;
  beginMs: number;
  endMs?: number;
  /** 0 to 1. */
  confidence?: number;
  trackId?: string;
}
