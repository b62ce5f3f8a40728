import { describe, expect, test } from "vitest";
import { hangars } from "../../../src/desk/layers/docks/hangar.ts";
import { coverageOf } from "../../../src/desk/view/coverage.ts";
import { hoverFacts } from "../../../src/desk/view/hover-facts.ts";
import { nearestPlaces, observedPlaces, searchObserved } from "../../../src/desk/view/observed-places.ts";
import { delayOf } from "../../../src/desk/view/report-delay.ts";
import { withObservations } from "../../../src/live/sources/socket/with-observations.ts";
import { enuFrame } from "../../../src/model/geo/frames.ts";
import { createTwinState, nothingObserved, type Twin } from "../../../src/model/twin/twin-store.ts";

const at = { source: "s", timeMs: 8000, lonDeg: 114, latDeg: 30 };
const city = { anchor: { lonDeg: 114, latDeg: 30, heightM: 20 } };
const store = createTwinState(0);
store.setState({
  sources: [{ id: "s", kind: "mqtt", title: "S", objects: 1, reportEveryMs: 2000 }],
  observed: withObservations(
    nothingObserved(),
    {
      drones: [{ id: "d", source: "s", timeMs: 8000, state: "flying", batteryShare: 0.5 }],
      docks: [
        { id: "dock", ...at, state: "idle", cover: "half-open", droneInside: true },
        { id: "nowhere", source: "s", timeMs: 0, state: "idle" },
      ],
      sites: [
        { id: "p1", ...at, lonDeg: 114.01, name: "Ｍall 光谷", state: "open", totalBays: 9, freeBays: 4 },
      ],
      equipment: [{ id: "cam", ...at, lonDeg: 114.1, kind: "camera", state: "ok", alarms: [] }],
    },
    [],
  ),
});
const pose = { eastM: 0, northM: 500, upM: 80, headingRad: 0, speedMps: 10, reportedMs: 6000 };
const twin: Twin = {
  store,
  nowMs: () => 9400,
  liveMs: () => 9400,
  drawnMs: () => 9000,
  replay: () => {},
  interest: () => {},
  tracks: {
    follow: () => () => {},
    identity: () => ({
      id: "d",
      class: "drone",
      lengthM: 1,
      widthM: 1,
      heightM: 1,
      colorRgb: 0,
      source: "s",
    }),
    slotOf: (id) => (id === "d" ? 1 : undefined),
    poseOf: (id) => (id === "d" ? pose : undefined),
  },
};
const nothing = { find: async () => ({ entries: [], total: 0, of: 3 }) };

describe("what is observed live", () => {
  test("has a place where it is told or drawn, the nearest first", () => {
    const near = nearestPlaces(observedPlaces(twin, city), { lonDeg: 114, latDeg: 30 });
    expect(near.map(({ id }) => id)).toEqual(["dock", "d", "p1", "cam"]);
    expect(near[1]?.metres).toBeCloseTo(500, -1);
    expect(near[1]?.heightM).toBeCloseTo(100, 0);
  });

  test("is found by id and by name, whatever the case and width of the letters", async () => {
    const search = searchObserved(nothing, () => observedPlaces(twin, city));
    const ids = async (text: string) => (await search.find(text, 5))?.entries.map(({ id }) => id);
    expect(await ids("mall 光谷")).toEqual(["p1"]);
    expect(await ids("CAM")).toEqual(["cam"]);
    expect(await ids("nowhere")).toEqual([]);
    expect((await search.find("dock", 5))?.of).toBe(7);
  });

  test("and filed as well is told once; a newer question still ends an older one", async () => {
    const filed = { id: "dock", kind: "dock", attributes: {}, centre: [0, 0, 0], half: [1, 1, 1] } as const;
    const city2 = {
      find: async () => ({
        entries: [{ ...filed, centre: [0, 0, 0], half: [1, 1, 1], lonDeg: 0, latDeg: 0, heightM: 0 }],
        total: 1,
        of: 1,
      }),
    } as unknown as typeof nothing;
    const found = await searchObserved(city2, () => observedPlaces(twin, city)).find("dock", 5);
    expect(found?.entries).toHaveLength(1);
    expect(found?.total).toBe(1);
    const outdated = { find: async () => undefined };
    expect(await searchObserved(outdated, () => observedPlaces(twin, city)).find("dock", 5)).toBeUndefined();
  });

  test("a drone whose source reports every two seconds says how late it is, by its newest report", () => {
    expect(delayOf(twin, "d")).toBe(1400);
    const pick = { id: "d", layer: "drones", kind: "drone", properties: {} };
    expect(hoverFacts("zh", twin, pick).map(({ text }) => text)).toEqual([
      "d",
      "巡航",
      "50",
      "36.0",
      "延迟 1.4 秒",
    ]);
    store.setState({ sources: [{ id: "s", kind: "mqtt", title: "S", objects: 1, reportEveryMs: 200 }] });
    expect(delayOf(twin, "d")).toBeUndefined();
  });

  test("a dock's hangar opens as far as its cover is seen to, with the drone where it is said to be", () => {
    const frame = enuFrame(114, 30, 20);
    const { bytes, count, places } = hangars(store.getState().observed.docks.values(), frame, 20, []);
    const data = new DataView(bytes.buffer);
    expect(count).toBe(1);
    expect(places[0]?.id).toBe("dock");
    expect([data.getFloat32(28, true), data.getFloat32(32, true)]).toEqual([0.5, 1]);
    expect(hangars(store.getState().observed.docks.values(), frame, 20, ["good"]).count).toBe(0);
  });
});

describe("what a device covers", () => {
  const device = { id: "e", source: "s", timeMs: 0, state: "ok" as const, alarms: [] };
  test("is what it states, then what is usual for its kind, and that is said", () => {
    const own = { headingRad: 1, fovRad: Math.PI / 3, rangeM: 90 };
    expect(coverageOf({ ...device, kind: "camera", ...own })).toMatchObject({ rangeM: 90, basis: "stated" });
    expect(coverageOf({ ...device, kind: "camera", headingRad: 1 })).toMatchObject({ basis: "typical" });
    expect(coverageOf({ ...device, kind: "rsu" })).toMatchObject({ fovDeg: 360, basis: "typical" });
  });

  test("is unknown without a heading, and nothing of a box that only computes", () => {
    expect(coverageOf({ ...device, kind: "camera", rangeM: 90 })).toBeUndefined();
    expect(coverageOf({ ...device, kind: "edge" })).toBeUndefined();
    expect(coverageOf({ ...device, kind: "other" })).toBeUndefined();
  });
});
