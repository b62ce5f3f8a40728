// Acts on the shared city that this user has sent: pending until the server has answered and the event itself shows what
// was done; what was refused stays told until the next act. Nothing is shown as done before its echo, none is undone.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { EventObservation } from "../../model/twin/event.ts";
import { handlingOf } from "../../model/twin/event-stages.ts";
import type { TwinState } from "../../model/twin/twin-store.ts";
import type { EventActKind } from "./event-list.ts";

export interface EventAct {
  id: string;
  eventId: string;
  kind: EventActKind;
  assignee?: string;
  note?: string;
}

export interface ActFault {
  code: string;
  params: Record<string, string | number>;
}
type Answer = { ok: true } | ({ ok: false } & ActFault);

export interface SentAct {
  act: EventAct;
  sentMs: number;
  /** Steps that the event had when the act was sent. */
  stepsBefore: number;
  answered: boolean;
}

export interface ActingState {
  /** By the event's id: one act at a time. */
  pending: ReadonlyMap<string, SentAct>;
  faults: ReadonlyMap<string, ActFault & { sent: SentAct }>;
  /** Asks for the name of who is sent; grows. */
  dispatch: number;
}

export interface Acting {
  store: StoreApi<ActingState>;
  act(act: Omit<EventAct, "id">): void;
  askDispatch(): void;
  stop(): void;
}

interface Options {
  send(act: EventAct): Promise<Answer>;
  twin: StoreApi<TwinState>;
  newId(): string;
  now(): number;
}

/** Whether an event shows what was done to it. */
export function isEchoed({ act, stepsBefore }: SentAct, event: EventObservation): boolean {
  const { acknowledged, steps } = handlingOf(event);
  if (act.kind === "acknowledge") return acknowledged !== undefined;
  return steps.slice(stepsBefore).some(({ stage }) => stage === act.kind);
}

export function createActing({ send, twin, newId, now }: Options): Acting {
  const store = createStore<ActingState>()(() => ({ pending: new Map(), faults: new Map(), dispatch: 0 }));
  const eventOf = (id: string) => twin.getState().observed.events.get(id);

  function without<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
    const left = new Map(map);
    left.delete(id);
    return left;
  }

  /** Answered and echoed, or put away meanwhile: done. A doubt about the answer ends with the echo, too. */
  function settle(): void {
    const { pending, faults } = store.getState();
    for (const [id, sent] of pending) {
      const event = eventOf(id);
      if (sent.answered && (!event || isEchoed(sent, event)))
        store.setState((state) => ({ pending: without(state.pending, id) }));
    }
    for (const [id, { code, sent }] of faults) {
      const event = eventOf(id);
      if (!event || (code === "fault.act.no-answer" && isEchoed(sent, event)))
        store.setState((state) => ({ faults: without(state.faults, id) }));
    }
  }

  function answered(sent: SentAct, answer: Answer): void {
    const { eventId } = sent.act;
    if (answer.ok)
      store.setState(({ pending }) => ({
        pending: new Map(pending).set(eventId, { ...sent, answered: true }),
      }));
    else
      store.setState(({ pending, faults }) => ({
        pending: without(pending, eventId),
        faults: new Map(faults).set(eventId, { code: answer.code, params: answer.params, sent }),
      }));
    settle();
  }

  const stop = twin.subscribe((state, before) => {
    if (state.observed.events !== before.observed.events) settle();
  });
  return {
    store,
    act(wanted) {
      const event = eventOf(wanted.eventId);
      if (!event || store.getState().pending.has(wanted.eventId)) return;
      const sent: SentAct = {
        act: { ...wanted, id: newId() },
        sentMs: now(),
        stepsBefore: handlingOf(event).steps.length,
        answered: false,
      };
      store.setState(({ pending, faults }) => ({
        pending: new Map(pending).set(wanted.eventId, sent),
        faults: without(faults, wanted.eventId),
      }));
      send(sent.act).then(
        (answer) => answered(sent, answer),
        (error: unknown) =>
          answered(sent, {
            ok: false,
            code: "fault.act.failed",
            params: { reason: error instanceof Error ? error.message : String(error) },
          }),
      );
    },
    askDispatch: () => store.setState(({ dispatch }) => ({ dispatch: dispatch + 1 })),
    stop,
  };
}
