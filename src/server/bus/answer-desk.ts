// The event desk on the bus: answers the acts of gateways, whose word on the author is taken (they checked his session),
// and takes the reports of other ingests. Start returns stop.

import { EVENT_KINDS, type EventObservation } from "../../model/twin/event.ts";
import type { EventDesk } from "../events/event-desk.ts";
import type { Bus } from "./bus.ts";
import { packJson, unpackJson } from "./envelope.ts";
import { isObservation } from "./read-messages.ts";
import type { Subjects } from "./subjects.ts";

const MAX_AUTHOR = 200;
const SEVERITIES = ["notice", "caution", "warning"];

type Fields = Record<string, unknown>;

const isReport = (value: unknown): value is EventObservation => {
  if (typeof value !== "object" || value === null) return false;
  const { kind, severity, beginMs } = value as Fields;
  return (
    isObservation(value as Fields) &&
    EVENT_KINDS.some((known) => known === kind) &&
    SEVERITIES.some((known) => known === severity) &&
    Number.isFinite(beginMs)
  );
};

export interface AnsweredDesk {
  refused(): number;
  stop(): void;
}

export function answerDesk(bus: Bus, subjects: Subjects, name: string, desk: EventDesk): AnsweredDesk {
  let refused = 0;
  const read = (bytes: Uint8Array): Fields => {
    try {
      const value = unpackJson(bytes);
      if (typeof value === "object" && value !== null) return value as Fields;
    } catch {}
    return {};
  };
  const stops = [
    bus.answer(subjects.desk, () => packJson({ ingest: name })),
    bus.answer(subjects.act, async (bytes) => {
      const { act, author } = read(bytes);
      if (typeof author !== "string" || author === "" || author.length > MAX_AUTHOR) {
        refused += 1;
        return packJson({ ok: false, code: "fault.act.unreadable", params: {} });
      }
      return packJson(await desk.act(act, author));
    }),
    bus.answer(subjects.reports, (bytes) => {
      const { events } = read(bytes);
      const given = Array.isArray(events) ? events : [];
      const sound = given.filter(isReport);
      refused += given.length - sound.length;
      if (sound.length > 0) desk.report(sound);
      return packJson({ taken: sound.length });
    }),
  ];
  return {
    refused: () => refused,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
