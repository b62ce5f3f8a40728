import { describe, expect, test } from "vitest";
import type { Point } from "../../../../src/analysis/incidents/covered-share.ts";
import { groundInView } from "../../../../src/server/feeds/simulation/street-watch.ts";
import { createWatcher, type SeenVehicle } from "../../../../src/server/feeds/simulation/watch-streets.ts";

const T = 1_790_000_000_000 - (1_790_000_000_000 % 60_000);
const zone = {
  id: "z",
  polygon: [
    [0, 0],
    [60, 0],
    [60, 4],
    [0, 4],
  ] as const,
};
const vehicle = (id: string, more: Partial<SeenVehicle> = {}): SeenVehicle => ({
  id,
  class: "car",
  timeMs: T,
  eastM: 30,
  northM: 2,
  headingRad: Math.PI / 2,
  speedMps: 0,
  lengthM: 4.6,
  widthM: 1.8,
  lonDeg: 114,
  latDeg: 30,
  ...more,
});
const everywhere = () => true;
const toDegrees = ([eastM, northM]: Point) => ({ lonDeg: eastM, latDeg: northM });

describe("a watcher over a no-stopping zone", () => {
  const watch = () => {
    const watcher = createWatcher({ source: "w", zones: [zone], toDegrees });
    return (second: number, list: SeenVehicle[], inSight: (at: Point) => boolean = everywhere) =>
      watcher.look(
        T + second * 1000,
        list.map((one) => ({ ...one, timeMs: T + second * 1000 })),
        inSight,
      );
  };

  test("suspects after five minutes, confirms ten seconds later, tells again each minute and when it has left", () => {
    const look = watch();
    const told = Array.from({ length: 400 }, (_, s) => look(s, [vehicle("v")])).flat();
    expect(
      told.map(({ timeMs, severity, confidence }) => [(timeMs - T) / 1000, severity, confidence]),
    ).toEqual([
      [300, "notice", 0.6],
      [310, "caution", 0.9],
      [370, "caution", 0.9],
    ]);
    expect(told[0]).toMatchObject({
      kind: "illegal-parking",
      trackId: "v",
      code: "z",
      beginMs: T,
      lonDeg: 30,
    });
    expect(look(401, [], () => false)).toEqual([]);
    expect(look(402, [])).toMatchObject([{ id: told[0]?.id, endMs: T + 402_000 }]);
    expect(look(403, [])).toEqual([]);
  });

  test("is told of the end when it drives off in sight, and of a second standing as an event of its own", () => {
    const look = watch();
    const first = Array.from({ length: 320 }, (_, s) => look(s, [vehicle("v")])).flat();
    expect(look(321, [vehicle("v", { eastM: 38, speedMps: 4 })])).toMatchObject([
      { id: first[0]?.id, endMs: T + 321_000 },
    ]);
    const again = Array.from({ length: 320 }, (_, s) => look(400 + s, [vehicle("v", { eastM: 45 })])).flat();
    expect(again[0]).toMatchObject({ kind: "illegal-parking", beginMs: T + 400_000 });
    expect(again[0]?.id).not.toBe(first[0]?.id);
  });

  test("sees it again on a drone's next pass as the same standing", () => {
    const look = watch();
    const told = [0, 1, 2, 600, 601, 611].flatMap((s) => look(s, [vehicle("v")]));
    expect(told.map(({ severity }) => severity)).toEqual(["notice", "caution"]);
  });

  test("lets be who moves, who is called, and who stands outside", () => {
    const look = watch();
    for (let s = 0; s < 400; s++)
      expect(
        look(s, [
          vehicle("moves", { speedMps: 3, eastM: 5 + (s % 50) }),
          vehicle("called", { class: "emergency" }),
          vehicle("outside", { northM: 5 }),
        ]),
      ).toEqual([]);
  });
});

describe("a watcher over a link", () => {
  const stretches = Array.from({ length: 4 }, (_, i) => ({ id: `l${i}`, linkId: "l", at: [i, 0] as const }));
  const links = [{ id: "l", lengthM: 100, freeFlowMps: 10 }];
  const run = (speedMps: number, seconds: number, vehicles = 20, from = 0) => {
    const watcher = createWatcher({ source: "w", zones: [], roads: { links, stretches }, toDegrees });
    return Array.from({ length: seconds }, (_, s) =>
      watcher.look(
        T + (from + s) * 1000,
        Array.from({ length: vehicles }, (_, i) =>
          vehicle(`v${i}`, {
            timeMs: T + s * 1000,
            speedMps,
            stretchId: `l${i % 4}`,
          }),
        ),
        everywhere,
      ),
    ).flat();
  };

  test("tells of congestion when it lasts, with the grade of GB/T 33171, and not before", () => {
    expect(run(2, 170)).toEqual([]);
    const [first, ...rest] = run(2, 400);
    expect(first).toMatchObject({ kind: "congestion", code: "severe", severity: "caution" });
    expect(new Set(rest.map(({ id }) => id))).toEqual(new Set([first?.id]));
    expect(first?.confidence).toBeGreaterThan(0.98);
    expect(run(3.5, 400)[0]).toMatchObject({ code: "moderate", severity: "notice" });
    // So near the limit it may as well be light.
    expect(run(3.95, 400)).toEqual([]);
  });

  test("a link that runs, or on which only a few were seen, is not congested", () => {
    expect(run(5.1, 400)).toEqual([]);
    expect(run(2, 400, 8)).toEqual([]);
  });
});

test("what a drone has in view lies ahead of it, along its yaw, and matches the formula's corners", () => {
  const ring = groundInView({
    droneId: "d",
    eastM: 1000,
    northM: 500,
    aboveGroundM: 100,
    pitchRad: -Math.PI / 3,
    yawRad: Math.PI / 2,
  });
  if (!ring) throw new Error("nothing in view");
  // Near edge 2.8 m and far edge 162.6 m ahead at H 100, 60° (planning's table), here to the east.
  expect(Math.min(...ring.map(([e]) => e))).toBeCloseTo(1002.79, 0);
  expect(Math.max(...ring.map(([e]) => e))).toBeCloseTo(1162.5, 0);
  expect(Math.max(...ring.map(([, n]) => n))).toBeCloseTo(500 + 121.1, 0);
});
