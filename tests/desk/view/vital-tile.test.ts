import { describe, expect, test } from "vitest";
import {
  alarmsOf,
  nextTarget,
  vitalFigure,
  vitalState,
  vitalTargets,
} from "../../../src/desk/view/vital-tile.ts";
import { nothingObserved } from "../../../src/model/twin/twin-store.ts";
import type { VitalSign } from "../../../src/model/twin/vital-sign.ts";

const sign = (more: Partial<VitalSign> & Pick<VitalSign, "id">): VitalSign => ({ sources: ["s"], ...more });

describe("the figure of a vital sign", () => {
  test("is a dash where nothing is known, and 0 where it is nought", () => {
    for (const id of ["traffic-index", "sorties", "parking-occupancy", "equipment-online"] as const)
      expect(vitalFigure(sign({ id }))).toEqual({ text: "—" });
    expect(vitalFigure(sign({ id: "sorties", value: Number.NaN })).text).toBe("—");
    expect(vitalFigure(sign({ id: "sorties", value: 0 }))).toEqual({ text: "0", unit: "vital.unit.sorties" });
  });

  test("is a percentage of a whole, or of a share; a whole of none has no percentage", () => {
    expect(vitalFigure(sign({ id: "equipment-online", value: 19, total: 20 }))).toEqual({
      text: "95.0",
      unit: "%",
      of: "19 / 20",
    });
    expect(vitalFigure(sign({ id: "parking-occupancy", value: 0.613 }))).toEqual({ text: "61.3", unit: "%" });
    expect(vitalFigure(sign({ id: "equipment-online", value: 0, total: 0 })).text).toBe("—");
  });

  test("counts docks of all docks", () => {
    expect(vitalFigure(sign({ id: "docks-ready", value: 2, total: 3 }))).toEqual({
      text: "2",
      unit: "vital.unit.docks",
      of: "/ 3",
    });
  });
});

describe("the age of a vital sign", () => {
  const at = (ageS: number, connected = true) =>
    vitalState(sign({ id: "equipment-online", value: 1, timeMs: 0 }), ageS * 1000, connected);
  test("makes it stale past two periods and old past five, or when the line is down", () => {
    expect([at(100), at(121), at(301), at(1, false)]).toEqual(["fresh", "stale", "old", "old"]);
  });
  test("says nothing of events: none for long is good news", () => {
    expect(vitalState(sign({ id: "open-events", value: 0, timeMs: 0 }), 1e9, true)).toBe("fresh");
  });
  test("is not asked where there is no figure", () => {
    expect(vitalState(sign({ id: "sorties", timeMs: 0 }), 1e9, true)).toBe("missing");
  });
});

describe("what a vital sign leads to", () => {
  const base = { source: "s", timeMs: 0, lonDeg: 114, latDeg: 30 };
  const site = (id: string, freeBays: number) =>
    [id, { ...base, id, state: "open" as const, freeBays, totalBays: 100 }] as const;
  const observed = {
    ...nothingObserved(),
    sites: new Map([site("roomy", 80), site("full", 1), site("half", 50)]),
    docks: new Map([
      ["a", { ...base, id: "a", state: "idle" as const }],
      ["b", { ...base, id: "b", state: "working" as const }],
    ]),
    equipment: new Map([
      ["good", { ...base, id: "good", kind: "rsu" as const, state: "ok" as const, alarms: [] }],
      ["bad", { ...base, id: "bad", kind: "rsu" as const, state: "fault" as const, alarms: [] }],
    ]),
    drones: new Map([
      ["home", { id: "home", source: "s", timeMs: 0, state: "parked" as const }],
      ["out", { id: "out", source: "s", timeMs: 0, state: "flying" as const }],
    ]),
  };
  const ids = (id: VitalSign["id"]) => vitalTargets(id, observed).map((target) => target.id);

  test("is what needs a look first", () => {
    expect(ids("parking-occupancy")).toEqual(["full", "half", "roomy"]);
    expect(ids("docks-ready")).toEqual(["b", "a"]);
    expect(ids("equipment-online")).toEqual(["bad"]);
    expect(ids("sorties")).toEqual(["out"]);
    expect(ids("night-bays-free")).toEqual([]);
  });

  test("is gone through one after the other and begins anew", () => {
    const targets = vitalTargets("parking-occupancy", observed);
    expect(nextTarget(targets, undefined)?.id).toBe("full");
    expect(nextTarget(targets, "full")?.id).toBe("half");
    expect(nextTarget(targets, "roomy")?.id).toBe("full");
    expect(nextTarget([], "x")).toBeUndefined();
  });
});

test("an alarm is a serious event that is open and not acknowledged", () => {
  const event = (id: string, severity: "warning" | "caution", handling?: object) =>
    [id, { id, source: "s", timeMs: 0, beginMs: 0, kind: "accident", severity, ...handling }] as never;
  const events = new Map([
    event("new", "warning"),
    event("seen", "warning", {
      handling: { stage: "detected", steps: [], sightings: [], acknowledged: { timeMs: 1, author: "a" } },
    }),
    event("over", "warning", { handling: { stage: "cleared", steps: [], sightings: [] } }),
    event("small", "caution"),
  ]);
  expect(alarmsOf({ ...nothingObserved(), events } as never).map(({ id }) => id)).toEqual(["new"]);
});
