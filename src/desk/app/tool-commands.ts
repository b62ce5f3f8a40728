// The commands of the city tools: measure, style, hide and isolate, clip, compare, picture. In front of the desk's own,
// because Escape ends a tool and closes its tray before it clears the selection.

import { createClipping } from "../view/clipping.ts";
import type { Command } from "../view/command.ts";
import { createMeasuring, MEASURE_TOOLS, type MeasureTool } from "../view/measuring.ts";
import type { Planning } from "../view/planning.ts";
import { createStyling } from "../view/styling.ts";
import { TRAYS, type TrayId, type ViewStore } from "../view/view-store.ts";

const KEYS: Partial<Record<TrayId, string>> = { measure: "M", style: "K", clip: "X", compare: "C" };

/** Enter on a button presses it; elsewhere it is the tool's. */
const onControl = () =>
  document.activeElement instanceof HTMLElement &&
  /^(BUTTON|A|SUMMARY|SELECT)$/.test(document.activeElement.tagName);

export interface ToolDoors {
  /** Makes room: on a phone a tray takes the place of the panel. */
  makeRoom(): void;
  openFile(): void;
}

export function createToolCommands(view: ViewStore, plan: Planning, doors: ToolDoors): Command[] {
  const measuring = createMeasuring(view, plan.log);
  const styling = createStyling(view, plan.log);
  const clipping = createClipping(view, plan.log);
  const state = () => view.getState();
  const open = (tray: TrayId | undefined) => {
    if (tray) doors.makeRoom();
    // Closed, not exchanged for another tool: what it did to the picture ends.
    else if (state().tray === "clip") clipping.set(undefined);
    else if (state().tray === "compare") view.setState({ compare: undefined });
    if (tray !== "measure") measuring.take(undefined);
    view.setState({ tray });
  };
  const start = (tool: MeasureTool) => {
    plan.take(undefined);
    view.setState({ areaTool: undefined });
    open("measure");
    measuring.take(tool);
  };
  const toggle = (tray: TrayId) => () => {
    if (state().tray === tray) open(undefined);
    else if (tray === "measure") start("distance");
    else open(tray);
  };
  const hasTool = () => state().measuring.tool !== undefined;
  const hasDraft = () => state().measuring.draft.length > 0;
  const selected = () => state().selection !== undefined;
  return [
    ...TRAYS.map(
      (id): Command => ({
        id,
        title: `command.${id}`,
        ...(KEYS[id] && { keys: KEYS[id] }),
        do: toggle(id),
      }),
    ),
    ...MEASURE_TOOLS.map(
      (id): Command => ({ id: `measure-${id}`, title: `command.measure-${id}`, do: () => start(id) }),
    ),
    {
      id: "measure-centre",
      title: "command.measure-centre",
      keys: "P",
      when: hasTool,
      do: measuring.atCentre,
    },
    {
      id: "measure-finish",
      title: "command.measure-finish",
      keys: "Enter",
      when: () => hasDraft() && !onControl(),
      do: measuring.finish,
    },
    {
      id: "measure-back",
      title: "command.measure-back",
      keys: "Backspace",
      when: hasDraft,
      do: () => void measuring.back(),
    },
    {
      id: "measure-end",
      title: "command.measure-end",
      keys: "Escape",
      when: hasTool,
      do: () => measuring.take(hasDraft() ? state().measuring.tool : undefined),
    },
    {
      id: "tray-close",
      title: "command.tray-close",
      keys: "Escape",
      when: () => state().tray !== undefined && state().areaTool === undefined,
      do: () => open(undefined),
    },
    {
      id: "hide-selected",
      title: "command.hide-selected",
      keys: "B",
      when: selected,
      do: styling.hideSelected,
    },
    { id: "isolate", title: "command.isolate", keys: "I", when: selected, do: styling.isolateSelected },
    { id: "show-all", title: "command.show-all", keys: "R", do: styling.showAll },
    { id: "open-file", title: "command.open-file", do: doors.openFile },
  ];
}
