// Commands of the timeline. They leave arrows and the space bar to whatever has the focus.

import type { Twin } from "../../model/twin/twin-store.ts";
import type { Command } from "../view/command.ts";
import { createTimeTravel } from "../view/time-travel.ts";

const SECOND_MS = 1000;

export function createTimeCommands(twin: Twin, focused: () => Element | null): Command[] {
  const travel = createTimeTravel(twin);
  const when = () => travel.span() !== undefined;
  const outside = (places: string) => () => when() && (focused()?.closest(places) ?? null) === null;
  /** Buttons and sliders have their own use for these keys, the picture for the arrows. */
  const idle = outside("button, a, select, input, summary, [role='slider']");
  const free = outside("button, a, select, input, summary, [tabindex]");
  const replaying = () => twin.store.getState().replay !== undefined;
  const step = (seconds: number) => () => travel.step(seconds * SECOND_MS);
  return [
    { id: "time-play", title: "command.time-play", keys: "Space", when: idle, do: travel.toggle },
    { id: "time-back", title: "command.time-back", keys: "ArrowLeft", when: free, do: step(-1) },
    { id: "time-forward", title: "command.time-forward", keys: "ArrowRight", when: free, do: step(1) },
    { id: "time-back-10", title: "command.time-back-10", keys: "Shift+ArrowLeft", when: free, do: step(-10) },
    {
      id: "time-forward-10",
      title: "command.time-forward-10",
      keys: "Shift+ArrowRight",
      when: free,
      do: step(10),
    },
    { id: "time-back-60", title: "command.time-back-60", keys: "PageUp", when: free, do: step(-60) },
    { id: "time-live", title: "command.time-live", when: replaying, do: travel.live },
    { id: "event-previous", title: "command.event-previous", keys: "[", when, do: () => travel.event(-1) },
    { id: "event-next", title: "command.event-next", keys: "]", when, do: () => travel.event(1) },
  ];
}
