// What a person does to the shared city: sent to the server, answered, confirmed by its echo in the events' handling,
// audited, never undone.

import type { EventStage } from "../../model/twin/event.ts";

export interface Act {
  /** Made by the client; the same id twice is one act. */
  id: string;
  eventId: string;
  /** acknowledge: somebody has seen it. Every other is the stage that the event comes to. */
  kind: "acknowledge" | Exclude<EventStage, "detected">;
  /** Who is sent, for "assigned". */
  assignee?: string;
  note?: string;
}

export type ActAnswer = { ok: true } | { ok: false; code: string; params: Record<string, string | number> };
