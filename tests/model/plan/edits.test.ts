import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCommandLog } from "../../../src/desk/view/command-log.ts";
import { addDevice, changeDevice, removeDevice } from "../../../src/model/plan/device-edits.ts";
import { type DeviceKind, deviceKind, newDevice } from "../../../src/model/plan/device-kinds.ts";
import { emptyPlan } from "../../../src/model/plan/plan-document.ts";
import { createPlanStore } from "../../../src/model/plan/plan-store.ts";
import { perform, randomEdits } from "./random-edits.ts";

const fresh = () => emptyPlan({ id: "p1", title: "T", cityId: "city", nowMs: 1_700_000_000_000 });
const setUp = () => {
  const clock = { ms: 1_700_000_000_000 };
  const store = createPlanStore(fresh());
  return { clock, store, log: createCommandLog(() => clock.ms) };
};
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const camera = (id: string) =>
  newDevice(deviceKind("camera") as DeviceKind, {
    id,
    name: id,
    place: { lonDeg: 114.4, latDeg: 30.4, heightM: 30 },
    headingDeg: 10,
  });

describe("any sequence of edits", () => {
  test("undone fully gives the first document, done again gives the last one", () => {
    fc.assert(
      fc.property(randomEdits, (edits) => {
        const { clock, store, log } = setUp();
        const first = copy(store.getState().plan);
        for (const edit of edits) perform(edit, store, log, clock);
        while (log.redo());
        const last = copy(store.getState().plan);
        while (log.undo());
        expect(copy(store.getState().plan)).toEqual(first);
        while (log.redo());
        expect(copy(store.getState().plan)).toEqual(last);
      }),
      { numRuns: 400 },
    );
  });

  test("undone step by step passes the same documents backwards", () => {
    fc.assert(
      fc.property(randomEdits, (edits) => {
        const { clock, store, log } = setUp();
        for (const edit of edits) perform(edit, store, log, clock);
        while (log.redo());
        const back = [copy(store.getState().plan)];
        while (log.undo()) back.push(copy(store.getState().plan));
        const forth = [copy(store.getState().plan)];
        while (log.redo()) forth.push(copy(store.getState().plan));
        expect(forth).toEqual(back.reverse());
      }),
      { numRuns: 200 },
    );
  });

  test("never changes a document that was there before", () => {
    fc.assert(
      fc.property(randomEdits, (edits) => {
        const { clock, store, log } = setUp();
        const kept: [unknown, string][] = [];
        for (const edit of edits) {
          const { plan } = store.getState();
          kept.push([plan, JSON.stringify(plan)]);
          perform(edit, store, log, clock);
        }
        for (const [plan, text] of kept) expect(JSON.stringify(plan)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the edits of a device", () => {
  test("a drag of many moves is one step, and the next drag another", () => {
    const { clock, store, log } = setUp();
    log.run(addDevice(store, camera("a"), { nowMs: clock.ms }));
    const move = (metres: number, drag: number) => {
      clock.ms += 10_000;
      log.run(
        changeDevice(
          store,
          "a",
          { place: { lonDeg: 114.4 + metres / 1e5, latDeg: 30.4, heightM: 30 } },
          { title: "edit.move", merge: { key: `drag-${drag}`, withinMs: Number.POSITIVE_INFINITY } },
          { nowMs: clock.ms },
        ),
      );
    };
    for (let i = 1; i <= 50; i++) move(i, 1);
    for (let i = 51; i <= 60; i++) move(i, 2);
    expect(log.store.getState().done).toHaveLength(3);
    log.undo();
    expect(store.getState().plan.devices[0]?.place.lonDeg).toBeCloseTo(114.4005, 9);
    log.undo();
    expect(store.getState().plan.devices[0]?.place.lonDeg).toBe(114.4);
  });

  test("typing in one field is one step until a pause or a seal", () => {
    const { clock, store, log } = setUp();
    log.run(addDevice(store, camera("a"), { nowMs: clock.ms }));
    const type = (notes: string, afterMs: number) => {
      clock.ms += afterMs;
      const words = { title: "edit.change", merge: { key: "notes", withinMs: 2000 } };
      log.run(changeDevice(store, "a", { notes }, words, { nowMs: clock.ms }));
    };
    for (const text of ["h", "hi", "hi "]) type(text, 100);
    type("hi there", 5000);
    log.seal();
    type("hi there!", 10);
    expect(log.store.getState().done).toHaveLength(4);
    log.undo();
    log.undo();
    expect(store.getState().plan.devices[0]?.notes).toBe("hi ");
  });

  test("an edit that changes nothing leaves no step, and one on a device that is gone neither", () => {
    const { clock, store, log } = setUp();
    log.run(addDevice(store, camera("a"), { nowMs: clock.ms }));
    log.run(changeDevice(store, "a", { headingDeg: 10 }, { title: "edit.turn" }, { nowMs: clock.ms }));
    log.run(changeDevice(store, "b", { headingDeg: 11 }, { title: "edit.turn" }, { nowMs: clock.ms }));
    log.run(removeDevice(store, "b", { nowMs: clock.ms }));
    expect(log.store.getState().done).toHaveLength(1);
  });

  test("a figure that a person changes is no default any more, the others stay one; undo makes it one again", () => {
    const { clock, store, log } = setUp();
    log.run(addDevice(store, camera("a"), { nowMs: clock.ms }));
    const before = store.getState().plan.devices[0];
    expect(before?.basis?.rangeM?.confidence).toBe("computed");
    log.run(changeDevice(store, "a", { rangeM: 80 }, { title: "edit.change" }, { nowMs: clock.ms }));
    const after = store.getState().plan.devices[0];
    expect(after?.basis?.rangeM).toBeUndefined();
    expect(after?.basis?.fovDeg).toEqual(before?.basis?.fovDeg);
    log.undo();
    expect(store.getState().plan.devices[0]).toEqual(before);
  });

  test("the log keeps within its bounds, lets the oldest go, and says how many", () => {
    const clock = { ms: 0 };
    const store = createPlanStore(fresh());
    const log = createCommandLog(() => clock.ms, { steps: 10, bytes: 1e9 });
    for (let i = 0; i < 25; i++) log.run(addDevice(store, camera(`d${i}`), { nowMs: clock.ms }));
    expect(log.store.getState().done).toHaveLength(10);
    expect(log.store.getState().forgotten).toBe(15);
    while (log.undo());
    expect(store.getState().plan.devices).toHaveLength(15);

    const small = createCommandLog(() => 0, { steps: 1000, bytes: 5000 });
    for (let i = 0; i < 50; i++) small.run(addDevice(store, camera(`e${i}`), { nowMs: 0 }));
    const weights = small.store.getState().done.map(({ edit }) => edit.weight ?? 0);
    expect(weights.length).toBeGreaterThan(0);
    expect(weights.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(5000);
  });
});
