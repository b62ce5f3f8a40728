// Commands on the selected event: acts go to the server, and are there only while the event's stage allows them.

import type { Twin } from "../../model/twin/twin-store.ts";
import type { Acting } from "../view/acting.ts";
import type { Command } from "../view/command.ts";
import { ACT_KEYS, allowedActs, EVENT_ACTS, type EventActKind } from "../view/event-list.ts";
import type { ViewStore } from "../view/view-store.ts";

export function createActCommands(
  view: ViewStore,
  twin: Twin,
  acting: Acting,
  openLive: () => void,
): Command[] {
  const selected = () => {
    const { selection } = view.getState();
    return selection?.kind === "event" ? twin.store.getState().observed.events.get(selection.id) : undefined;
  };
  const may = (kind: EventActKind) => () => {
    const event = selected();
    return (
      event !== undefined &&
      allowedActs(event).includes(kind) &&
      !acting.store.getState().pending.has(event.id)
    );
  };
  const open = (liveTab: "vitals" | "events") => () => {
    view.setState({ liveTab });
    openLive();
  };
  return [
    { id: "vitals", title: "command.vitals", do: open("vitals") },
    { id: "events", title: "command.events", do: open("events") },
    ...EVENT_ACTS.map((kind) => ({
      id: `act-${kind}`,
      title: `command.act-${kind}`,
      ...(ACT_KEYS[kind] && { keys: ACT_KEYS[kind] }),
      when: may(kind),
      do() {
        const event = selected();
        if (!event || !may(kind)()) return;
        // Who is sent has to be named first.
        if (kind === "assigned") acting.askDispatch();
        else acting.act({ eventId: event.id, kind });
      },
    })),
  ];
}
