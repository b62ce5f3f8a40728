// The event desk as a process sees it that does not hold it: acts and reports go over the bus to the one that does. A report
// is kept here until the desk has said that it has it; an act is answered within 5 s, with a word on whether it may count.

import type { ActAnswer } from "../../live/protocol/acts.ts";
import type { EventObservation } from "../../model/twin/event.ts";
import type { EventDesk } from "../events/event-desk.ts";
import { type Bus, BusSilence } from "./bus.ts";
import { packJson, unpackJson } from "./envelope.ts";
import type { Subjects } from "./subjects.ts";

export interface RemoteDeskOptions {
  bus: Bus;
  subjects: Subjects;
  now(): number;
  /** How long an act waits for its answer. */
  actMs?: number;
}

const ACT_MS = 5000;
const REPORT_MS = 5000;
const AGAIN_MS = 250;
const MAX_KEPT = 10_000;
const MAX_BATCH = 200;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export function createRemoteDesk({ bus, subjects, now, actMs = ACT_MS }: RemoteDeskOptions): EventDesk {
  let waiting: EventObservation[] = [];
  let reports = 0;
  let lost = 0;
  let sending: Promise<void> | undefined;

  /** As many as one message holds; one that is too long by itself never will and goes. */
  function nextBatch(): { count: number; bytes: Uint8Array | undefined } {
    for (let count = Math.min(MAX_BATCH, waiting.length); count > 0; count = count >> 1) {
      const bytes = packJson({ events: waiting.slice(0, count) });
      if (bytes.length <= bus.maxBytes) return { count, bytes };
    }
    return { count: 1, bytes: undefined };
  }

  async function send(): Promise<void> {
    while (waiting.length > 0) {
      const { count, bytes } = nextBatch();
      const batch = waiting.splice(0, count);
      if (!bytes) lost += 1;
      else
        try {
          await bus.request(subjects.reports, bytes, REPORT_MS);
        } catch (error) {
          if (!(error instanceof BusSilence)) throw error;
          waiting = [...batch, ...waiting];
          return;
        }
    }
  }
  function flush(): Promise<void> {
    sending ??= send().finally(() => {
      sending = undefined;
    });
    return sending;
  }

  const refusal = (code: string, params: Record<string, string | number> = {}): ActAnswer => ({
    ok: false,
    code,
    params,
  });

  async function act(given: unknown, author: string): Promise<ActAnswer> {
    const untilMs = now() + actMs;
    let bytes: Uint8Array;
    try {
      bytes = packJson({ act: given, author });
    } catch {
      return refusal("fault.act.unreadable");
    }
    let reason: BusSilence["reason"] = "nobody";
    // An act has an id and counts once, so that it can be sent again while its desk restarts or the line comes back.
    while (now() < untilMs) {
      try {
        return unpackJson(await bus.request(subjects.act, bytes, untilMs - now())) as ActAnswer;
      } catch (error) {
        if (!(error instanceof BusSilence)) return refusal("fault.act.unreadable");
        // Sent once without an answer, it may have counted whatever comes after.
        if (reason !== "late") reason = error.reason;
        await pause(Math.min(AGAIN_MS, Math.max(0, untilMs - now())));
      }
    }
    const seconds = Math.round(actMs / 1000);
    if (reason === "late") return refusal("fault.act.no-answer", { seconds });
    return refusal(reason === "nobody" ? "fault.bus.no-desk" : "fault.bus.act-not-sent", { seconds });
  }

  return {
    report(events) {
      reports += events.length;
      waiting.push(...events);
      if (waiting.length > MAX_KEPT) {
        // The desk is away for long; what is newest says most of now.
        lost += waiting.length - MAX_KEPT;
        waiting = waiting.slice(-MAX_KEPT);
      }
      void flush();
    },
    act,
    tick: flush,
    open: () => [],
    stats: () => ({ open: 0, reports, unkept: waiting.length + lost }),
  };
}
