import { beforeAll, describe, expect, test } from "vitest";
import { signalPlans, stateAt } from "../../../src/live/simulation/signal-plans.ts";
import { stopLines } from "../../../src/live/simulation/stop-lines.ts";
import { createTraffic, type Traffic } from "../../../src/live/simulation/traffic.ts";
import { sampleNetwork } from "../../data/sample/sample-network.ts";

const START_MS = 1_790_000_000_000;
let sample: Awaited<ReturnType<typeof sampleNetwork>>;
const traffic = (vehicles: number, seed = 1): Traffic =>
  createTraffic(sample.network, {
    seed,
    vehicles: () => vehicles,
    startMs: START_MS,
    toGeodetic: sample.toGeodetic,
    source: "sim",
  });

beforeAll(async () => {
  sample = await sampleNetwork();
});

describe("the simulated traffic", () => {
  test("gives the same rows for the same seed and times, whatever the steps it is asked in", () => {
    const a = traffic(80);
    const b = traffic(80);
    a.advance(START_MS + 20_000 - 10_000);
    a.advance(START_MS + 20_000);
    for (let t = 0; t <= 20_000; t += 300) b.advance(START_MS + t);
    b.advance(START_MS + 20_000);
    expect(a.rows()).toEqual(b.rows());
    const other = traffic(80, 2);
    other.advance(START_MS + 9_000);
    a.advance(START_MS + 9_000);
    expect(other.rows()).not.toEqual(a.rows());
  });

  test("holds no more than the network does", () => {
    const many = traffic(1_000_000);
    expect(many.count()).toBeLessThanOrEqual(many.capacity);
    expect(many.capacity).toBeGreaterThan(1000);
  });

  test("never lets two vehicles stand in one another on a lane, and keeps moving", () => {
    const busy = traffic(400);
    let metres = 0;
    for (let t = 500; t <= 90_000; t += 500) {
      busy.advance(START_MS + t);
      const lanes = new Map<number, (typeof busy.vehicles)[number][]>();
      for (const vehicle of busy.vehicles) {
        metres += vehicle.v * 0.5;
        const list = lanes.get(vehicle.node) ?? [];
        lanes.set(vehicle.node, [...list, vehicle]);
      }
      for (const list of lanes.values()) {
        list.sort((a, b) => a.d - b.d);
        for (let i = 1; i < list.length; i++) {
          const [back, front] = [list[i - 1], list[i]] as [(typeof list)[number], (typeof list)[number]];
          const gap = front.d - back.d - (front.body.lengthM + back.body.lengthM) / 2;
          expect(gap).toBeGreaterThan(-0.3);
        }
      }
    }
    expect(metres / 90 / busy.count()).toBeGreaterThan(3);
  });

  test("passes no stop line on red", () => {
    const busy = traffic(400);
    const plans = signalPlans(sample.network);
    const lines = stopLines(sample.network, busy.graph, plans);
    expect(lines.size).toBeGreaterThan(50);
    const fronts = new Map<number, { node: number; front: number }>();
    let crossings = 0;
    for (let t = 200; t <= 120_000; t += 200) {
      busy.advance(START_MS + t);
      for (const vehicle of busy.vehicles) {
        const front = vehicle.d + vehicle.body.lengthM / 2;
        const before = fronts.get(vehicle.serial);
        fronts.set(vehicle.serial, { node: vehicle.node, front });
        if (!before || before.node !== vehicle.node || vehicle.change) continue;
        for (const { d, plan } of lines.get(vehicle.node) ?? []) {
          if (!(before.front <= d && front > d)) continue;
          crossings += 1;
          const { state, sinceMs } = stateAt(plan, START_MS + t);
          // Who could not stop at yellow crosses within the next second.
          expect(state !== "red" || START_MS + t - sinceMs < 1500).toBe(true);
        }
      }
    }
    expect(crossings).toBeGreaterThan(50);
  });

  test("tells who came and who went, each once, and describes each vehicle with its size", () => {
    const busy = traffic(300);
    const there = new Set(busy.born().map(({ id }) => id));
    for (const track of traffic(5).born())
      expect(track).toMatchObject({ source: "sim", lengthM: expect.any(Number) });
    for (let t = 1000; t <= 60_000; t += 1000) {
      busy.advance(START_MS + t);
      const gone = busy.ended();
      for (const id of gone) there.delete(id);
      for (const { id } of busy.born()) {
        expect(there.has(id)).toBe(false);
        there.add(id);
      }
    }
    expect([...there].sort()).toEqual(
      busy
        .rows()
        .map(({ id }) => id)
        .sort(),
    );
  });

  test("moves a vehicle by no more than its speed allows from one tick to the next", () => {
    const busy = traffic(200);
    let before = new Map<string, { lonDeg: number; latDeg: number }>();
    for (let t = 200; t <= 30_000; t += 200) {
      busy.advance(START_MS + t);
      const now = new Map(busy.rows().map((row) => [row.id, row]));
      for (const [id, row] of now) {
        const from = before.get(id);
        if (!from) continue;
        const metres = Math.hypot(
          (row.lonDeg - from.lonDeg) * 111_320 * Math.cos((30.49 * Math.PI) / 180),
          (row.latDeg - from.latDeg) * 110_900,
        );
        expect(metres).toBeLessThan(row.speedMps * 0.2 + 1.2);
      }
      before = now;
    }
  });
});
