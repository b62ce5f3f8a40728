// Random plans and random edits for the property tests; all of them go through the log as a user's would.

import fc from "fast-check";
import type { CommandLog } from "../../../src/desk/view/command-log.ts";
import { addDevice, changeDevice, removeDevice, renamePlan } from "../../../src/model/plan/device-edits.ts";
import { DEVICE_KINDS, type DeviceKind, newDevice } from "../../../src/model/plan/device-kinds.ts";
import { replaceEdit } from "../../../src/model/plan/edit.ts";
import { emptyPlan, freshDeviceId } from "../../../src/model/plan/plan-document.ts";
import type { PlanStore } from "../../../src/model/plan/plan-store.ts";

const figure = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const place = fc.record({
  lonDeg: figure(114.4, 114.5),
  latDeg: figure(30.4, 30.5),
  heightM: figure(20, 60),
});
const which = fc.nat({ max: 9 });

export type RandomEdit =
  | {
      do: "add";
      kind: number;
      place: { lonDeg: number; latDeg: number; heightM: number };
      headingDeg: number;
    }
  | { do: "move"; which: number; place: { lonDeg: number; latDeg: number; heightM: number }; drag: number }
  | { do: "turn"; which: number; headingDeg: number }
  | { do: "type"; which: number; text: string }
  | { do: "figure"; which: number; value: number | undefined }
  | { do: "copy" | "remove"; which: number }
  | { do: "title"; text: string }
  | { do: "new" }
  | { do: "undo" | "redo" | "seal" }
  | { do: "wait"; ms: number };

export const randomEdits: fc.Arbitrary<RandomEdit[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("add" as const),
        kind: fc.nat({ max: 3 }),
        place,
        headingDeg: figure(0, 359),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant("move" as const), which, place, drag: fc.nat({ max: 2 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("turn" as const), which, headingDeg: figure(0, 359) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("type" as const), which, text: fc.string({ maxLength: 12 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("figure" as const),
        which,
        value: fc.option(figure(1, 300), { nil: undefined }),
      }),
    },
    fc.record({ do: fc.constantFrom("copy" as const, "remove" as const), which }),
    fc.record({ do: fc.constant("title" as const), text: fc.string({ maxLength: 12 }) }),
    fc.record({ do: fc.constant("new" as const) }),
    fc.record({ do: fc.constantFrom("undo" as const, "redo" as const, "seal" as const) }),
    fc.record({ do: fc.constant("wait" as const), ms: fc.nat({ max: 5000 }) }),
  ),
  { maxLength: 60 },
);

export function perform(edit: RandomEdit, store: PlanStore, log: CommandLog, clock: { ms: number }): void {
  const author = { nowMs: clock.ms };
  const { plan } = store.getState();
  const { devices } = plan;
  const device = "which" in edit && devices.length > 0 ? devices[edit.which % devices.length] : undefined;
  clock.ms += 1;
  switch (edit.do) {
    case "undo":
    case "redo":
      log[edit.do]();
      return;
    case "seal":
      log.seal();
      return;
    case "wait":
      clock.ms += edit.ms;
      return;
    case "title":
      log.run(renamePlan(store, edit.text, author));
      return;
    case "new": {
      const next = emptyPlan({ id: `plan-${clock.ms}`, title: "", cityId: plan.cityId, nowMs: clock.ms });
      log.run(replaceEdit(store, { id: "plan-new", title: "edit.new", params: {} }, next));
      return;
    }
    case "add": {
      const kind = DEVICE_KINDS[edit.kind] as DeviceKind;
      const id = freshDeviceId(devices);
      log.run(
        addDevice(
          store,
          newDevice(kind, { id, name: id, place: edit.place, headingDeg: edit.headingDeg }),
          author,
        ),
      );
      return;
    }
  }
  if (!device) return;
  const change = (fields: object, key: string, withinMs: number) =>
    log.run(
      changeDevice(store, device.id, fields, { title: "edit.change", merge: { key, withinMs } }, author),
    );
  if (edit.do === "move")
    change({ place: edit.place }, `drag-${device.id}-${edit.drag}`, Number.POSITIVE_INFINITY);
  if (edit.do === "turn") change({ headingDeg: edit.headingDeg }, `turn-${device.id}`, 1000);
  if (edit.do === "type") change({ notes: edit.text }, `notes-${device.id}`, 2000);
  if (edit.do === "figure") change({ rangeM: edit.value }, `range-${device.id}`, 2000);
  if (edit.do === "remove") log.run(removeDevice(store, device.id, author));
  if (edit.do === "copy") log.run(addDevice(store, { ...device, id: freshDeviceId(devices) }, author));
}
