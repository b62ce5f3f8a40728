// The commands of planning: undo and redo, the file, the tools, the selected device. In front of the others, because Escape
// ends a tool before it clears the selection.

import { DEVICE_KINDS } from "../../model/plan/device-kinds.ts";
import { deviceOf } from "../../model/plan/plan-document.ts";
import type { Command } from "../view/command.ts";
import type { Planning } from "../view/planning.ts";
import type { ViewStore } from "../view/view-store.ts";

export function createPlanCommands(plan: Planning, view: ViewStore, openPanel: () => void): Command[] {
  const selected = () => {
    const { selection } = view.getState();
    return selection?.kind === "device" ? deviceOf(plan.document.getState().plan, selection.id) : undefined;
  };
  const hasDevice = () => selected() !== undefined;
  const hasTool = () => plan.state.getState().tool !== undefined;
  const turn = (byDeg: number) => () => {
    const device = selected();
    if (device) plan.turn(device.id, device.headingDeg + byDeg);
  };
  const newest = (which: "done" | "undone") => () => plan.log.store.getState()[which].at(-1)?.edit;
  return [
    {
      id: "undo",
      title: "command.undo",
      keys: "Ctrl+Z",
      leavesText: true,
      detail: newest("done"),
      do: plan.undo,
    },
    {
      id: "redo",
      title: "command.redo",
      keys: "Ctrl+Shift+Z",
      otherKeys: ["Ctrl+Y"],
      leavesText: true,
      detail: newest("undone"),
      do: plan.redo,
    },
    {
      id: "place-end",
      title: "command.place-end",
      keys: "Escape",
      when: hasTool,
      do: () => plan.take(undefined),
    },
    ...DEVICE_KINDS.map(({ id }) => ({
      id: `place-${id}`,
      title: `command.place-${id}`,
      do: () => {
        openPanel();
        plan.take(id);
      },
    })),
    {
      id: "place-centre",
      title: "command.place-centre",
      do: () => {
        if (!hasTool()) plan.take("camera");
        plan.state.setState(({ placeAtCentre }) => ({ placeAtCentre: placeAtCentre + 1 }));
      },
    },
    { id: "turn-left", title: "command.turn-left", keys: "[", when: hasDevice, do: turn(-5) },
    { id: "turn-right", title: "command.turn-right", keys: "]", when: hasDevice, do: turn(5) },
    { id: "turn-left-fine", title: "command.turn-left-fine", keys: "{", when: hasDevice, do: turn(-1) },
    { id: "turn-right-fine", title: "command.turn-right-fine", keys: "}", when: hasDevice, do: turn(1) },
    {
      id: "device-remove",
      title: "command.device-remove",
      keys: "Delete",
      when: hasDevice,
      do: () => plan.remove(selected()?.id ?? ""),
    },
    {
      id: "device-duplicate",
      title: "command.device-duplicate",
      do: () => plan.duplicate(selected()?.id ?? ""),
    },
    { id: "plan-save", title: "command.plan-save", keys: "Ctrl+S", do: plan.save },
    {
      id: "plan-open",
      title: "command.plan-open",
      do: () => {
        openPanel();
        plan.state.setState(({ chooseFile }) => ({ chooseFile: chooseFile + 1 }));
      },
    },
    { id: "plan-new", title: "command.plan-new", do: plan.start },
  ];
}
