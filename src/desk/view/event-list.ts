// Events as a desk lists them: which are shown, in what order, what may be done to one, and its record step by step.

import type { EventKind, EventObservation, EventStage } from "../../model/twin/event.ts";
import { handlingOf, isOver, mayFollow } from "../../model/twin/event-stages.ts";

export interface EventFilter {
  kind: EventKind | "all";
  /** open: every stage before the end. */
  stage: EventStage | "open" | "all";
}

export const OPEN_EVENTS: EventFilter = { kind: "all", stage: "open" };

const GRAVITY: Readonly<Record<EventObservation["severity"], number>> = { warning: 2, caution: 1, notice: 0 };

export const isOpenEvent = (event: EventObservation): boolean => !isOver(handlingOf(event).stage);

/** What is over comes last, the gravest first, then the newest. */
function compare(a: EventObservation, b: EventObservation): number {
  return (
    Number(isOpenEvent(b)) - Number(isOpenEvent(a)) ||
    GRAVITY[b.severity] - GRAVITY[a.severity] ||
    b.beginMs - a.beginMs ||
    (a.id < b.id ? -1 : 1)
  );
}

export function listEvents(
  events: Iterable<EventObservation>,
  { kind, stage }: EventFilter,
): EventObservation[] {
  return [...events]
    .filter(
      (event) =>
        (kind === "all" || event.kind === kind) &&
        (stage === "all" || (stage === "open" ? isOpenEvent(event) : handlingOf(event).stage === stage)),
    )
    .sort(compare);
}

/** In the order in which they are offered. */
export const EVENT_ACTS = [
  "acknowledge",
  "cross-checked",
  "assigned",
  "on-site",
  "cleared",
  "dismissed",
] as const satisfies readonly ("acknowledge" | EventStage)[];
export type EventActKind = (typeof EVENT_ACTS)[number];
/** Keys of those that have one. */
export const ACT_KEYS: Readonly<Partial<Record<EventActKind, string>>> = { acknowledge: "A", assigned: "D" };

export function allowedActs(event: EventObservation): EventActKind[] {
  const { stage, acknowledged } = handlingOf(event);
  return EVENT_ACTS.filter((kind) =>
    kind === "acknowledge" ? !acknowledged && !isOver(stage) : mayFollow(stage, kind),
  );
}

export interface RecordedStep {
  kind: EventStage | "acknowledged";
  timeMs: number;
  author: string;
  note?: string;
  /** How long after the step before it; the first has none. */
  latencyMs?: number;
}

/** Steps and acknowledgement, as they happened one after the other. */
export function recordOf(event: EventObservation): RecordedStep[] {
  const { steps, acknowledged } = handlingOf(event);
  const all: RecordedStep[] = [
    ...steps.map(({ stage, timeMs, author, note }) => ({
      kind: stage,
      timeMs,
      author,
      ...(note !== undefined && { note }),
    })),
    ...(acknowledged ? [{ kind: "acknowledged" as const, ...acknowledged }] : []),
  ].sort((a, b) => a.timeMs - b.timeMs);
  return all.map((step, i) => {
    const before = all[i - 1];
    return before ? { ...step, latencyMs: step.timeMs - before.timeMs } : step;
  });
}

/** Whom events were given to before: offered when one is assigned. */
export const knownAssignees = (events: Iterable<EventObservation>): string[] =>
  [...new Set([...events].flatMap(({ handling }) => handling?.assignee ?? []))].sort();

/** The one after, or before, an event in a list; from its ends on it stays. */
export function besideEvent(
  list: readonly EventObservation[],
  id: string | undefined,
  by: 1 | -1,
): EventObservation | undefined {
  const at = list.findIndex((event) => event.id === id);
  if (at < 0) return by > 0 ? list[0] : list.at(-1);
  return list[Math.min(list.length - 1, Math.max(0, at + by))];
}
