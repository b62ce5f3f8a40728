// The event desk: every feed's events pass through it and every person's acts on them. Reports of the same event become
// sightings of one; a second independent source makes it cross-checked; people bring it further by acts, each counted
// once by its id. What it knows is kept in the records before anybody is told. Unix milliseconds.

import type { Act, ActAnswer } from "../../live/protocol/acts.ts";
import { EVENT_STAGES, type EventObservation, type EventStage } from "../../model/twin/event.ts";
import { handlingOf, isOver, mayFollow } from "../../model/twin/event-stages.ts";
import type { CityRecords, KeptAct } from "../state/city-records.ts";
import { isSameEvent, sightingOf } from "./same-event.ts";

export interface EventDeskOptions {
  records: CityRecords;
  now(): number;
  /** To every desk: events with their new handling, and those that are put away. */
  tell(events: EventObservation[], gone: string[]): void;
}

export interface EventDesk {
  /** Reports as a feed gives them. */
  report(events: readonly EventObservation[]): void;
  act(act: unknown, author: string): Promise<ActAnswer>;
  /** Ends what nobody reports any more, puts away what is long over, keeps what is new. Once a second. */
  tick(): Promise<void>;
  open(): EventObservation[];
  stats(): { open: number; reports: number; unkept: number };
}

/** A notice that nobody took up and nobody saw again for this long is over. */
const SILENT_MS: Readonly<Record<EventObservation["severity"], number>> = {
  notice: 10 * 60_000,
  caution: 30 * 60_000,
  warning: 12 * 3_600_000,
};
/** What is over stays on the desks for an hour. */
const SHOWN_MS = 3_600_000;
const SIGHTINGS = 64;
const TEXT = 500;
/** Author of what the desk does by itself. */
const ITSELF = "event-desk";

const refusal = (code: string, params: Record<string, string | number> = {}): ActAnswer => ({
  ok: false,
  code,
  params,
});

const isText = (v: unknown, most = 200): v is string =>
  typeof v === "string" && v.length > 0 && v.length <= most;

function readAct(given: unknown): Act | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { id, eventId, kind, assignee, note } = given as Record<string, unknown>;
  if (!isText(id) || !isText(eventId) || !isText(kind)) return undefined;
  if (kind !== "acknowledge" && (kind === "detected" || !EVENT_STAGES.includes(kind as EventStage)))
    return undefined;
  if (assignee !== undefined && !isText(assignee)) return undefined;
  if (note !== undefined && (typeof note !== "string" || note.length > TEXT)) return undefined;
  return {
    id,
    eventId,
    kind: kind as Act["kind"],
    ...(assignee !== undefined && { assignee: assignee as string }),
    ...(typeof note === "string" && note !== "" && { note }),
  };
}

export async function createEventDesk({ records, now, tell }: EventDeskOptions): Promise<EventDesk> {
  const events = new Map<string, EventObservation>();
  /** A source's own id of an event → ours, where its report became a sighting of another's. */
  const known = new Map<string, string>();
  const unkept = new Set<string>();
  let reports = 0;
  let turn: Promise<unknown> = Promise.resolve();
  for (const event of await records.openEvents()) events.set(event.id, event);

  const isOpen = (event: EventObservation) => !isOver(handlingOf(event).stage);

  function step(event: EventObservation, stage: EventStage, author: string, timeMs: number, note?: string) {
    const handling = handlingOf(event);
    return {
      ...event,
      handling: {
        ...handling,
        stage,
        steps: [...handling.steps, { stage, timeMs, author, ...(note !== undefined && { note }) }],
      },
    };
  }

  function begun(report: EventObservation, timeMs: number): EventObservation {
    const { handling: _, ...own } = report;
    return {
      ...own,
      handling: {
        stage: "detected",
        steps: [{ stage: "detected", timeMs, author: report.source }],
        sightings: [sightingOf(report)],
      },
    };
  }

  function seenAgain(event: EventObservation, report: EventObservation, timeMs: number): EventObservation {
    const handling = handlingOf(event);
    const sighting = sightingOf(report);
    const isNew = !handling.sightings.some(
      (s) => s.source === sighting.source && s.timeMs === sighting.timeMs,
    );
    const [first, ...rest] = handling.sightings;
    const sightings = !isNew
      ? handling.sightings
      : handling.sightings.length < SIGHTINGS || !first
        ? [...handling.sightings, sighting]
        : [first, ...rest.slice(1), sighting];
    const own = report.id === event.id && report.source === event.source;
    const { handling: _, id: __, source: ___, beginMs: ____, ...told } = report;
    const after: EventObservation = {
      ...event,
      ...(own && told),
      timeMs: Math.max(event.timeMs, report.timeMs),
      beginMs: Math.min(event.beginMs, report.beginMs),
      ...((event.confidence !== undefined || report.confidence !== undefined) && {
        confidence: Math.max(event.confidence ?? 0, report.confidence ?? 0),
      }),
      handling: { ...handling, sightings },
    };
    // Another source than the one that found it.
    const independent = report.source !== sightings[0]?.source;
    const checked =
      independent && handling.stage === "detected"
        ? step(after, "cross-checked", report.source, timeMs)
        : after;
    const ended = report.endMs !== undefined && report.endMs <= timeMs && own;
    const stage = handlingOf(checked).stage;
    return ended && (stage === "detected" || stage === "cross-checked")
      ? step(checked, "cleared", report.source, timeMs)
      : checked;
  }

  function put(event: EventObservation) {
    events.set(event.id, event);
    unkept.add(event.id);
  }

  async function keepNew(): Promise<void> {
    const ids = [...unkept];
    if (ids.length === 0) return;
    await records.keep({ events: ids.flatMap((id) => events.get(id) ?? []) });
    for (const id of ids) unkept.delete(id);
  }

  async function perform(act: Act, author: string): Promise<ActAnswer> {
    const before = await records.actById(act.id);
    if (before) return before.answer;
    const timeMs = now();
    const event = events.get(act.eventId) ?? (await records.event(act.eventId));
    const { answer, after } = judge(act, author, event, timeMs);
    const kept: KeptAct = { act, author, timeMs, answer };
    await records.keep({
      ...(after && { events: [after] }),
      act: kept,
      audit: {
        timeMs,
        author,
        what: answer.ok ? act.kind : "refused",
        subject: act.eventId,
        detail: JSON.stringify(answer.ok ? { act: act.id, assignee: act.assignee, note: act.note } : answer),
      },
    });
    if (after) {
      events.set(after.id, after);
      unkept.delete(after.id);
      tell([after], []);
    }
    return answer;
  }

  function judge(
    { kind, eventId, assignee, note }: Act,
    author: string,
    event: EventObservation | undefined,
    timeMs: number,
  ): { answer: ActAnswer; after?: EventObservation } {
    if (!event) return { answer: refusal("fault.act.no-event", { event: eventId }) };
    const handling = handlingOf(event);
    const { stage } = handling;
    if (isOver(stage)) return { answer: refusal(`fault.act.${stage}`, { event: eventId }) };
    if (kind === "acknowledge") {
      if (handling.acknowledged)
        return {
          answer: refusal("fault.act.acknowledged", { event: eventId, author: handling.acknowledged.author }),
        };
      return {
        answer: { ok: true },
        after: { ...event, handling: { ...handling, acknowledged: { timeMs, author } } },
      };
    }
    if (!mayFollow(stage, kind))
      return {
        answer: refusal(`fault.act.${stage}`, { event: eventId }),
      };
    if (kind === "assigned" && assignee === undefined)
      return { answer: refusal("fault.act.assignee", { event: eventId }) };
    const moved = step(event, kind, author, timeMs, note);
    return {
      answer: { ok: true },
      after:
        kind === "assigned" && assignee !== undefined
          ? { ...moved, handling: { ...moved.handling, assignee } }
          : moved,
    };
  }

  /** One after the other, so that two people who act at once are judged in turn. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work, work);
    turn = done.catch(() => undefined);
    return done;
  }

  return {
    report(list) {
      const timeMs = now();
      const told = new Map<string, EventObservation>();
      for (const given of list) {
        reports += 1;
        const own = known.get(`${given.source} ${given.id}`) ?? given.id;
        const mine = events.get(own);
        // What is over and reported again under its id is told no more; the source has not heard of it.
        if (mine && !isOpen(mine)) continue;
        const same = mine ?? [...events.values()].find((event) => isOpen(event) && isSameEvent(event, given));
        if (same && same.id !== given.id) known.set(`${given.source} ${given.id}`, same.id);
        // A report of something that ended before anybody heard of it begins and ends here.
        const event = same ? seenAgain(same, given, timeMs) : seenAgain(begun(given, timeMs), given, timeMs);
        put(event);
        told.set(event.id, event);
      }
      if (told.size > 0) tell([...told.values()], []);
    },
    act(given, author) {
      const act = readAct(given);
      if (!act) return Promise.resolve(refusal("fault.act.unreadable"));
      return inTurn(() => perform(act, author)).catch(() =>
        refusal("fault.act.not-kept", { event: act.eventId }),
      );
    },
    tick: () =>
      inTurn(async () => {
        const timeMs = now();
        const told: EventObservation[] = [];
        const gone: string[] = [];
        for (const event of events.values()) {
          const { stage, acknowledged, steps, sightings } = handlingOf(event);
          if (isOver(stage)) {
            if (timeMs - (steps.at(-1)?.timeMs ?? 0) > SHOWN_MS && !unkept.has(event.id)) gone.push(event.id);
            continue;
          }
          if ((stage !== "detected" && stage !== "cross-checked") || acknowledged) continue;
          const heardMs = Math.max(event.timeMs, steps[0]?.timeMs ?? 0, sightings.at(-1)?.timeMs ?? 0);
          if (timeMs - heardMs <= SILENT_MS[event.severity]) continue;
          const over = step(event, "cleared", ITSELF, timeMs, "event.note.silent");
          put(over);
          told.push(over);
        }
        for (const id of gone) events.delete(id);
        if (gone.length > 0) for (const [from, id] of known) if (!events.has(id)) known.delete(from);
        if (told.length > 0 || gone.length > 0) tell(told, gone);
        await keepNew();
      }),
    open: () => [...events.values()].filter(isOpen),
    stats: () => ({
      open: [...events.values()].filter(isOpen).length,
      reports,
      unkept: unkept.size,
    }),
  };
}
