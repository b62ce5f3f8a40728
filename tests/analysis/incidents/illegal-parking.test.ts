import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coveredShare } from "../../../src/analysis/incidents/covered-share.ts";
import { type StandingVehicle, watchParking } from "../../../src/analysis/incidents/illegal-parking.ts";

const ZONE = {
  id: "kerb-1",
  polygon: [
    [0, 0],
    [3, 0],
    [3, 60],
    [0, 60],
  ] as [number, number][],
};
const car = (minute: number, more: Partial<StandingVehicle> = {}): StandingVehicle => ({
  id: "v1",
  timeMs: minute * 60_000,
  eastM: 1.5,
  northM: 20,
  headingRad: 0,
  lengthM: 4.6,
  widthM: 1.8,
  speedMps: 0,
  source: "drone-1",
  ...more,
});
const states = (sights: StandingVehicle[]) => {
  const watch = watchParking([ZONE]);
  return sights.flatMap((sight) => watch.see([sight]).map(({ state }) => state));
};

describe("illegal parking", () => {
  test("one who stands in the zone for five minutes is suspected once, and confirmed by a second sight", () => {
    expect(states([0, 1, 4.9, 5, 5.1, 5.5, 6, 9].map((minute) => car(minute)))).toEqual([
      "suspected",
      "confirmed",
    ]);
  });

  test("the time of the first sight counts, and every source that saw it is named", () => {
    const watch = watchParking([ZONE]);
    watch.see([car(0)]);
    const [found] = watch.see([car(6, { source: "camera-7" })]);
    expect(found).toMatchObject({
      sinceMs: 0,
      lastMs: 360_000,
      sources: ["camera-7", "drone-1"],
      zoneId: "kerb-1",
    });
  });

  test.each(["queue", "red-light", "bus-stop", "emergency", "breakdown"] as const)(
    "a %s is no offence, and its time does not count",
    (excuse) => {
      expect(states([car(0), car(4, { excuse }), car(5.5), car(9)])).toEqual([]);
    },
  );

  test("who moves on or rolls begins anew", () => {
    expect(states([car(0), car(3, { northM: 22 }), car(6, { northM: 22 })])).toEqual([]);
    expect(states([car(0), car(3, { speedMps: 1 }), car(6)])).toEqual([]);
  });

  test("with less than half of the vehicle in the zone it stands beside it", () => {
    expect(states([car(0, { eastM: 3.2 }), car(6, { eastM: 3.2 })])).toEqual([]);
  });

  test("late and repeated sights change nothing", () => {
    expect(states([car(0), car(5), car(5), car(2), car(5.05)])).toEqual(["suspected"]);
  });

  test("who has not been seen for twenty minutes is forgotten", () => {
    const watch = watchParking([ZONE]);
    watch.see([car(0)]);
    watch.tidy(21 * 60_000);
    expect(watch.watched()).toBe(0);
  });

  test("the share of a vehicle in a polygon is that of a fine grid of points over it", () => {
    const corner = fc.tuple(
      fc.double({ min: -8, max: 8, noNaN: true }),
      fc.double({ min: -8, max: 8, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 7, noNaN: true }),
        corner,
        corner,
        corner,
        (headingRad, a, b, c) => {
          const box = { eastM: 0.3, northM: -0.2, headingRad, lengthM: 4.6, widthM: 1.8 };
          const [s, k] = [Math.sin(headingRad), Math.cos(headingRad)];
          const side = (p: readonly number[], q: readonly number[], x: number, y: number) =>
            ((q[0] as number) - (p[0] as number)) * (y - (p[1] as number)) -
            ((q[1] as number) - (p[1] as number)) * (x - (p[0] as number));
          let inside = 0;
          const n = 40;
          for (let i = 0; i < n; i++)
            for (let j = 0; j < n; j++) {
              const along = ((i + 0.5) / n - 0.5) * box.lengthM;
              const right = ((j + 0.5) / n - 0.5) * box.widthM;
              const x = box.eastM + along * s + right * k;
              const y = box.northM + along * k - right * s;
              const sides = [side(a, b, x, y), side(b, c, x, y), side(c, a, x, y)];
              if (sides.every((v) => v >= 0) || sides.every((v) => v <= 0)) inside += 1;
            }
          expect(Math.abs(coveredShare(box, [a, b, c]) - inside / (n * n))).toBeLessThan(0.05);
        },
      ),
      { numRuns: 60 },
    );
  });
});
