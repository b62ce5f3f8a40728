import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocking, nightPermits, priceANight } from "../../../src/analysis/parking/night-share.ts";
import { inWindow } from "../../../src/model/twin/day-window.ts";

const NIGHT = { fromMin: 20 * 60 + 30, toMin: 8 * 60 + 30 };

describe("sharing a car park at night", () => {
  test("a window that passes midnight holds the night and not the day", () => {
    expect([1230, 1439, 0, 509].map((minute) => inWindow(NIGHT, minute))).toEqual([true, true, true, true]);
    expect([510, 720, 1229].map((minute) => inWindow(NIGHT, minute))).toEqual([false, false, false]);
    expect(inWindow(NIGHT, 1440 + 30)).toBe(true);
  });

  test("the fullest minute of the window decides, not those outside", () => {
    const occupied = [
      { minute: 780, bays: 2900 },
      { minute: 1260, bays: 350 },
      { minute: 180, bays: 40 },
    ];
    expect(nightPermits({ capacity: 3000, reserve: 0.05, window: NIGHT, occupied })).toEqual({
      permits: 2500,
      tightestMin: 1260,
    });
  });

  test("nothing known of the window gives no figure; a full park gives none", () => {
    const base = { capacity: 100, reserve: 0, window: NIGHT };
    expect(nightPermits({ ...base, occupied: [{ minute: 700, bays: 3 }] })).toBeUndefined();
    expect(nightPermits({ ...base, occupied: [{ minute: 60, bays: 130 }] })?.permits).toBe(0);
  });

  test("guests, holders and reserve never exceed the capacity", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.array(
          fc.record({ minute: fc.integer({ min: 0, max: 1439 }), bays: fc.integer({ min: 0, max: 5000 }) }),
          { minLength: 1 },
        ),
        (capacity, reserve, occupied) => {
          const found = nightPermits({ capacity, reserve, window: NIGHT, occupied });
          for (const { minute, bays } of occupied) {
            if (!found || found.permits === 0 || !inWindow(NIGHT, minute)) continue;
            expect(bays + found.permits + capacity * reserve).toBeLessThanOrEqual(capacity + 1e-6);
          }
        },
      ),
    );
  });

  test("80 yuan a month are 2.67 yuan a night", () => {
    expect(priceANight(80)).toBeCloseTo(2.667, 3);
  });

  test.each([
    [100, 100, 0.0757],
    [20, 30, 0.00846],
    [9, 10, 0.16796],
  ])("a load of %f on %i bays turns away as Erlang has it", (load, bays, chance) => {
    expect(blocking(load, bays)).toBeCloseTo(chance, 4);
  });
});
