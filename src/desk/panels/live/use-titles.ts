// Names as people know them: of sources, of who acted, of events; and faults in words.

import { useTranslation } from "react-i18next";
import type { EventObservation } from "../../../model/twin/event.ts";
import { useDesk, useTwin } from "../../view/desk-context.tsx";
import { timeText } from "../../view/time-text.ts";

export function useTitles() {
  const { t, i18n } = useTranslation();
  const { city } = useDesk();
  const sources = useTwin((state) => state.sources);
  const worded = (text: string) => (i18n.exists(text) ? t(text) : text);
  const clock = (timeMs: number) => timeText(timeMs, city.timeZone, i18n.language);
  const source = (id: string) => {
    const known = sources.find((each) => each.id === id);
    return known ? worded(known.title) : id;
  };
  const event = ({ kind, beginMs }: EventObservation) =>
    t("events.title-at", { kind: t(`value.event-kind.${kind}`), time: clock(beginMs) });
  return {
    worded,
    clock,
    source,
    event,
    /** A source, the event desk itself, a role, or a person. */
    author: (name: string) => {
      const key = `author.${name}`;
      return i18n.exists(key) ? t(key) : source(name);
    },
    /** Parameters may be word keys; the event is told by its title, not by its id. */
    fault: (
      { code, params }: { code: string; params: Record<string, string | number> },
      of: EventObservation,
    ) =>
      t(code, {
        ...Object.fromEntries(
          Object.entries(params).map(([name, value]) => [
            name,
            name === "event"
              ? event(of)
              : name === "author"
                ? i18n.exists(`author.${value}`)
                  ? t(`author.${value}`)
                  : value
                : typeof value === "string"
                  ? worded(value)
                  : value,
          ]),
        ),
      }),
  };
}
