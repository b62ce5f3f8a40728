import { describe, expect, test } from "vitest";
import { keepSorties, keepTrail } from "../../../../src/desk/scenes/tracks/kept-trails.ts";
import { createTrail, TRAIL_STRIDE } from "../../../../src/desk/scenes/tracks/trail.ts";
import { createViewStore } from "../../../../src/desk/view/view-store.ts";
import type { DroneState } from "../../../../src/model/twin/drone.ts";
import type { TrackClass } from "../../../../src/model/twin/track-class.ts";
import { createTwinState, nothingObserved, type Twin } from "../../../../src/model/twin/twin-store.ts";

const pose = (eastM: number, upM = 0) => ({
  eastM,
  northM: 0,
  upM,
  headingRad: 0,
  speedMps: 10,
  reportedMs: 0,
});

/** One thing that drives east at 10 m/s. */
function twinOf(kind: TrackClass): Twin {
  const store = createTwinState(0);
  return {
    store,
    nowMs: () => 0,
    liveMs: () => 0,
    drawnMs: () => 0,
    replay: () => {},
    interest: () => {},
    tracks: {
      follow: () => () => {},
      identity: () => ({
        id: "t",
        class: kind,
        lengthM: 4,
        widthM: 2,
        heightM: 1,
        colorRgb: 0,
        source: "s",
      }),
      slotOf: (id) => (id === "t" ? 1 : undefined),
      poseOf: (id, timeMs) => (id === "t" ? { ...pose(timeMs / 100), reportedMs: timeMs } : undefined),
    },
  };
}
const select = (kind: string) => ({ selection: { id: "t", layer: "", kind, properties: {} } });

describe("the trail of a moving thing", () => {
  test("holds half a minute, and the ribbon joins each place with the next", () => {
    const trail = createTrail({ keepMs: 30_000, everyMs: 200, leastM: 0.3, most: 160 });
    for (let timeMs = 0; timeMs <= 60_000; timeMs += 50) trail.add(timeMs, pose(timeMs / 100), 0);
    expect(trail.fromMs()).toBe(30_000);
    expect(trail.points()).toBe(151);
    const { bytes, count } = trail.pack(60_000);
    expect(count).toBe(150);
    const view = new DataView(bytes.buffer);
    const f = (row: number, at: number) => view.getFloat32(row * TRAIL_STRIDE + at, true);
    for (let i = 0; i < count; i++) {
      expect(f(i, 0) + f(i, 12)).toBeCloseTo(300 + i * 2, 3);
      expect(f(i, 0) + f(i, 24)).toBeCloseTo(302 + i * 2, 3);
    }
    expect(f(149, 36)).toBe(1);
    expect(f(0, 36)).toBeLessThan(0.01);
  });

  test("is begun anew where the time jumps, as in a replay", () => {
    const trail = createTrail({ keepMs: 30_000, everyMs: 200, leastM: 0.3, most: 160 });
    for (let timeMs = 0; timeMs <= 5000; timeMs += 200) trail.add(timeMs, pose(timeMs), 0);
    trail.add(1000, pose(50), 0);
    expect(trail.points()).toBe(1);
    trail.add(90_000, pose(60), 0);
    expect(trail.points()).toBe(1);
  });

  test("outlasts a halt, and a clock that is set back by a little", () => {
    const trail = createTrail({ everyMs: 500, leastM: 2, most: 100 });
    for (let timeMs = 0; timeMs <= 10_000; timeMs += 500) trail.add(timeMs, pose(timeMs / 100), 0);
    const before = trail.points();
    for (let timeMs = 10_500; timeMs <= 90_000; timeMs += 500) trail.add(timeMs, pose(100), 0);
    trail.add(89_800, pose(101), 0);
    expect(trail.points()).toBe(before);
  });

  test("of a drone goes through what it reported, whatever its nose foretold, and ends where it is drawn", () => {
    const base = twinOf("drone");
    // It reports every two seconds and flies north; its nose shows east.
    const twin: Twin = {
      ...base,
      tracks: {
        ...base.tracks,
        poseOf: (_, timeMs) => {
          const reportedMs = Math.floor(timeMs / 2000) * 2000;
          return { ...pose((timeMs - reportedMs) / 100), northM: reportedMs / 100, reportedMs };
        },
      },
    };
    twin.store.setState({
      observed: {
        ...nothingObserved(),
        drones: new Map([["t", { id: "t", source: "s", timeMs: 0, state: "flying" as const }]]),
      },
    });
    const kept = keepSorties(twin, createViewStore(select("drone")));
    for (let timeMs = 0; timeMs <= 11_500; timeMs += 100) kept.step(timeMs);
    const { bytes, count } = kept.shown()?.pack(11_500) ?? { bytes: new Uint8Array(0), count: 0 };
    expect(count).toBe(6);
    const view = new DataView(bytes.buffer);
    const east = (row: number) =>
      view.getFloat32(row * TRAIL_STRIDE, true) + view.getFloat32(row * TRAIL_STRIDE + 24, true);
    expect([0, 1, 2, 3, 4].map(east)).toEqual([0, 0, 0, 0, 0]);
    expect(east(5)).toBe(15);
  });

  test("a long flight is thinned where it is old, and keeps its ends", () => {
    const trail = createTrail({ everyMs: 500, leastM: 2, most: 100 });
    for (let timeMs = 0; timeMs <= 400_000; timeMs += 500) trail.add(timeMs, pose(timeMs / 100), 0);
    expect(trail.points()).toBeLessThanOrEqual(101);
    expect(trail.fromMs()).toBe(0);
    const { bytes, count } = trail.pack(400_000);
    const view = new DataView(bytes.buffer);
    const last = (count - 1) * TRAIL_STRIDE;
    expect(view.getFloat32(last, true) + view.getFloat32(last + 24, true)).toBeCloseTo(4000, 0);
  });

  test("is that of the selected vehicle, and of the followed one before it", () => {
    const view = createViewStore();
    const kept = keepTrail(twinOf("car"), view, "vehicle");
    for (let timeMs = 0; timeMs < 2000; timeMs += 100) kept.step(timeMs);
    expect(kept.shown()).toBeUndefined();
    view.setState(select("vehicle"));
    for (let timeMs = 2000; timeMs <= 4000; timeMs += 100) kept.step(timeMs);
    expect(kept.shown()?.points()).toBe(11);
    view.setState({ follow: "gone" });
    kept.step(4200);
    expect(kept.shown()?.points()).toBe(0);
  });

  test("a drone's is the way of its present sortie, kept before it was selected", () => {
    const twin = twinOf("drone");
    const view = createViewStore();
    const kept = keepSorties(twin, view);
    const be = (state: DroneState) =>
      twin.store.setState({
        observed: {
          ...nothingObserved(),
          drones: new Map([["t", { id: "t", source: "s", timeMs: 0, state }]]),
        },
      });
    be("flying");
    for (let timeMs = 0; timeMs <= 10_000; timeMs += 100) kept.step(timeMs);
    expect(kept.shown()).toBeUndefined();
    view.setState(select("drone"));
    kept.step(10_100);
    expect(kept.shown()?.fromMs()).toBe(0);
    be("parked");
    kept.step(20_000);
    be("taking-off");
    kept.step(30_000);
    expect(kept.shown()?.fromMs()).toBe(30_000);
  });
});
