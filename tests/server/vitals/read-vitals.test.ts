import { describe, expect, test } from "vitest";
import { trafficIndex } from "../../../src/analysis/traffic/traffic-index.ts";
import type { VitalSignId } from "../../../src/model/twin/vital-sign.ts";
import { VITAL_SIGNS } from "../../../src/model/twin/vital-sign.ts";
import { readVitals, type VitalInputs } from "../../../src/server/vitals/read-vitals.ts";
import { resources } from "../../../src/words/index.ts";

const nowMs = 1_790_000_000_000;
const nothing: VitalInputs = {
  nowMs,
  observed: {},
  vehicles: undefined,
  traffic: undefined,
  openEvents: [],
};
const sign = (inputs: Partial<VitalInputs>, id: VitalSignId) =>
  readVitals({ ...nothing, ...inputs }).find((one) => one.id === id);
const told = { source: "s", timeMs: nowMs - 1000 };

describe("vital signs", () => {
  test("of a city that tells nothing have no value, except that no event is open", () => {
    const signs = readVitals(nothing);
    expect(signs.map(({ id }) => id)).toEqual([...VITAL_SIGNS]);
    expect(signs.filter(({ value }) => value !== undefined).map(({ id, value }) => [id, value])).toEqual([
      ["open-events", 0],
    ]);
  });

  test("name a method that is worded in both languages", () => {
    for (const { method } of readVitals(nothing))
      for (const language of ["zh", "en"] as const)
        expect(resources[language][method as string], method).toBeDefined();
    for (const grade of ["free", "mostly-free", "light", "moderate", "severe"])
      expect(resources.zh[`grade.${grade}`]).toBeDefined();
  });

  test("the traffic index waits for a minute's look, and says how many links it knows", () => {
    const index = trafficIndex([
      { id: "a", lengthM: 100, freeFlowMps: 10, speedMps: 5 },
      { id: "b", lengthM: 100, freeFlowMps: 10 },
    ]);
    const traffic = { index, links: 2, measured: 1, watchedMs: 59_000, sources: ["sim"], timeMs: nowMs };
    expect(sign({ traffic }, "traffic-index")?.value).toBeUndefined();
    // Half the time is delay: index 4, the first of "light".
    expect(sign({ traffic: { ...traffic, watchedMs: 60_000 } }, "traffic-index")).toMatchObject({
      value: 4,
      grade: "grade.light",
      coverage: { known: 1, total: 2 },
      sources: ["sim"],
    });
  });

  test("a dock is ready when it is idle with its drone inside and nothing wrong; one of unknown state counts in no figure", () => {
    const docks = [
      { id: "1", ...told, state: "idle", droneInside: true, sorties: 3 },
      { id: "2", ...told, state: "idle", droneInside: false, sorties: 4 },
      { id: "3", ...told, state: "working" },
      { id: "4", ...told, state: "idle", alarm: true },
      { id: "5", ...told, state: "unknown", source: "t" },
    ] as const;
    expect(sign({ observed: { docks: [...docks] } }, "docks-ready")).toEqual({
      id: "docks-ready",
      value: 1,
      total: 4,
      coverage: { known: 4, total: 5 },
      sources: ["s"],
      timeMs: nowMs - 1000,
      method: "method.docks-ready",
    });
    expect(sign({ observed: { docks: [...docks] } }, "sorties")).toMatchObject({
      value: 7,
      coverage: { known: 2, total: 5 },
    });
  });

  test("parking counts the lots that tell their bays; the night's bays are known in their window only", () => {
    const night = { bays: 2500, window: { fromMin: 1200, toMin: 480 } };
    const sites = [
      { id: "1", ...told, state: "open", totalBays: 100, occupiedBays: 40, night },
      { id: "2", ...told, state: "open", totalBays: 300, freeBays: 100 },
      { id: "3", ...told, state: "open", freeBays: 100 },
    ] as const;
    expect(sign({ observed: { sites: [...sites] } }, "parking-occupancy")).toMatchObject({
      value: 0.6,
      coverage: { known: 2, total: 3 },
    });
    expect(sign({ observed: { sites: [...sites] } }, "night-bays-free")).toMatchObject({
      coverage: { known: 0, total: 1 },
    });
    expect(sign({ observed: { sites: [...sites] } }, "night-bays-free")?.value).toBeUndefined();
    const open = { ...sites[0], night: { ...night, freeBays: 0 } };
    expect(sign({ observed: { sites: [open] } }, "night-bays-free")).toMatchObject({ value: 0, total: 2500 });
  });

  test("equipment that works counts as online, degraded too", () => {
    const equipment = (["ok", "degraded", "fault", "offline", "unknown"] as const).map((state, i) => ({
      id: `${i}`,
      ...told,
      kind: "rsu" as const,
      state,
      alarms: [],
    }));
    expect(sign({ observed: { equipment } }, "equipment-online")).toMatchObject({
      value: 2,
      total: 4,
      coverage: { known: 4, total: 5 },
    });
  });
});
