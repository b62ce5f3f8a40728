// Events that are not over: what happened by its sign, how grave by shape and colour, how far it is handled by its label.

import type { EventObservation, EventStage } from "../../../model/twin/event.ts";
import { sentence } from "../../../words/index.ts";
import { derivationOf, type MarkerLayer, type Tone } from "../../scenes/markers/marker.ts";

const OVER: ReadonlySet<EventStage> = new Set(["cleared", "dismissed"]);

const toneOf = ({ severity, handling }: EventObservation): Tone =>
  handling && handling.stage !== "detected"
    ? "busy"
    : severity === "warning"
      ? "bad"
      : severity === "caution"
        ? "warning"
        : "notice";

export const EVENTS: MarkerLayer = {
  id: "events",
  kind: "event",
  markers: ({ observed }, language) =>
    [...observed.events.values()].flatMap((event) =>
      event.lonDeg === undefined ||
      event.latDeg === undefined ||
      (event.handling && OVER.has(event.handling.stage))
        ? []
        : [
            {
              id: event.id,
              lonDeg: event.lonDeg,
              latDeg: event.latDeg,
              sign: sentence(language, `sign.event.${event.kind}`),
              tone: toneOf(event),
              label: [
                sentence(language, `value.event-kind.${event.kind}`),
                ...(event.handling ? [sentence(language, `value.event-stage.${event.handling.stage}`)] : []),
              ].join(" · "),
            },
          ],
    ),
  changed: (state, before) => state.observed.events !== before.observed.events,
  facts: ({ observed }, id) => {
    const event = observed.events.get(id);
    return event && { kind: "event", source: event.source, derivation: derivationOf(event.source) };
  },
  markFarM: 20_000,
  labelFarM: 3000,
  liftM: 9,
  unit: "unit.events",
  empty: "layer.no-events",
};
