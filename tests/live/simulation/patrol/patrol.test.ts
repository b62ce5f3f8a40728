import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patrolAt } from "../../../../src/live/simulation/patrol/patrol-at.ts";
import { type PatrolOrder, planPatrol } from "../../../../src/live/simulation/patrol/plan-patrol.ts";

const ORDER: PatrolOrder = {
  id: "gaoxin-morning",
  droneId: "uav-1",
  dockId: "dock-1",
  dock: [40, 60, 80],
  dockHeadingRad: 0.3,
  route: [
    [0, 0, 120],
    [1500, 20, 120],
    [3000, -10, 121],
  ],
  cruiseMps: 12,
  enduranceS: 2400,
  chargeS: 2700,
  reserveShare: 0.25,
};
const patrol = planPatrol(ORDER);
const moment = (seconds: number) => patrolAt(patrol, seconds);
const every = (step: number) =>
  Array.from({ length: Math.ceil((2 * patrol.cycleS) / step) }, (_, i) => i * step);

describe("a drone on patrol", () => {
  test("opens its dock, climbs, flies the route, comes home, lands and charges, in this order", () => {
    const states = every(1).map((at) => moment(at).state);
    const order = states.slice(0, Math.floor(patrol.cycleS)).filter((state, i, all) => state !== all[i - 1]);
    expect(order).toEqual(["preparing", "taking-off", "flying", "returning", "landing", "parked"]);
    expect(patrol.loops).toBeGreaterThan(1);
  });

  test("never leaps: in a tenth of a second it moves what its speed allows, over whole cycles", () => {
    let before = moment(0);
    for (const at of every(0.1)) {
      const now = moment(at);
      const moved = Math.hypot(...now.position.map((v, axis) => v - (before.position[axis] as number)));
      expect(moved).toBeLessThanOrEqual(ORDER.cruiseMps * 0.1 + 1e-6);
      before = now;
    }
  });

  test("its reported speed is that of its way", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: patrol.cycleS - 1, noNaN: true }), (at) => {
        const [a, b] = [moment(at - 0.01), moment(at + 0.01)];
        const { speedMps, verticalMps } = moment(at);
        const flat = Math.hypot(b.position[0] - a.position[0], b.position[1] - a.position[1]) / 0.02;
        expect(Math.abs(flat - speedMps)).toBeLessThan(0.06);
        expect(Math.abs((b.position[2] - a.position[2]) / 0.02 - verticalMps)).toBeLessThan(0.06);
      }),
    );
  });

  test("it passes every place of the route, and lands where it started, above the reserve", () => {
    for (const place of ORDER.route) {
      const nearest = Math.min(
        ...every(0.5).map((at) => Math.hypot(...place.map((v, i) => v - (moment(at).position[i] as number)))),
      );
      expect(nearest).toBeLessThan(3.2);
    }
    const landed = every(0.5).find((at) => at > 60 && moment(at).droneInside) as number;
    expect(moment(landed).position).toEqual(ORDER.dock);
    expect(moment(landed).batteryShare).toBeGreaterThan(ORDER.reserveShare);
    expect(Math.min(...every(1).map((at) => moment(at).batteryShare))).toBeGreaterThan(ORDER.reserveShare);
    expect(moment(patrol.cycleS - 0.01).batteryShare).toBeCloseTo(moment(0).batteryShare, 2);
  });

  test("the cover is open whenever the drone passes it", () => {
    for (const at of every(0.5)) {
      const { position, cover, droneInside } = moment(at);
      const near = Math.hypot(position[0] - 40, position[1] - 60) < 1 && position[2] < 82 && !droneInside;
      if (near) expect(cover).toBe("open");
      if (moment(at).charging) expect(cover).toBe("closed");
    }
  });

  test("before its time it stands in a closed dock; each cycle is a sortie", () => {
    expect(moment(-5)).toMatchObject({ state: "parked", cover: "closed", droneInside: true, sorties: 0 });
    expect([0, 1, 2].map((n) => moment(n * patrol.cycleS + 1).sorties)).toEqual([1, 2, 3]);
  });

  test("a route too far for the battery, or none, is refused by name", () => {
    expect(() => planPatrol({ ...ORDER, enduranceS: 300 })).toThrow("fault.patrol.too-far");
    expect(() => planPatrol({ ...ORDER, route: [] })).toThrow("fault.patrol.empty");
  });
});
