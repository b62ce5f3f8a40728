// Which stage of an event may follow which: detected → cross-checked → assigned → on site → cleared, or dismissed by a
// person at any time before. Steps may be left out, none is taken back. One may be assigned anew until somebody is there.

import type { EventHandling, EventObservation, EventStage } from "./event.ts";

const FOLLOWS: Readonly<Record<EventStage, readonly EventStage[]>> = {
  detected: ["cross-checked", "assigned", "cleared", "dismissed"],
  "cross-checked": ["assigned", "cleared", "dismissed"],
  assigned: ["assigned", "on-site", "cleared", "dismissed"],
  "on-site": ["cleared", "dismissed"],
  cleared: [],
  dismissed: [],
};

export const mayFollow = (stage: EventStage, next: EventStage): boolean => FOLLOWS[stage].includes(next);

export const isOver = (stage: EventStage): boolean => FOLLOWS[stage].length === 0;

const NOT_HANDLED: EventHandling = { stage: "detected", steps: [], sightings: [] };

/** Of an event that no desk has taken up yet: as it was detected. */
export const handlingOf = ({ handling }: EventObservation): EventHandling => handling ?? NOT_HANDLED;
