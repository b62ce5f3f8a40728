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
  /** What the server's event desk adds; feeds leave it out. */
  handling?: EventHandling;
}

/** From the first report to the end. dismissed: a person found that it is none. */
export const EVENT_STAGES = [
  "detected",
  "cross-checked",
  "assigned",
  "on-site",
  "cleared",
  "dismissed",
] as const;
export type EventStage = (typeof EVENT_STAGES)[number];

export interface EventStep {
  stage: EventStage;
  timeMs: number;
  /** A person's name or role, or the source that reported. */
  author: string;
  note?: string;
}

/** One report of the same event: what stands for it. */
export interface EventSighting {
  source: string;
  timeMs: number;
  lonDeg?: number;
  latDeg?: number;
  trackId?: string;
}

export interface EventHandling {
  stage: EventStage;
  /** In order; the first is its detection. */
  steps: EventStep[];
  sightings: EventSighting[];
  acknowledged?: { timeMs: number; author: string };
  assignee?: string;
}
