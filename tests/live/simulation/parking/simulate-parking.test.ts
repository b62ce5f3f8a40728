import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { occupiedShare } from "../../../../src/live/simulation/parking/occupancy-shapes.ts";
import { holdersPresent, simulateParking } from "../../../../src/live/simulation/parking/simulate-parking.ts";

const WINDOW = { fromMin: 20 * 60 + 30, toMin: 8 * 60 + 30 };
const MALL = {
  id: "mall",
  use: "mall" as const,
  capacity: 4600,
  night: { bays: 2500, window: WINDOW, permits: 2300 },
};
const bits = (taken: Uint8Array) =>
  taken.reduce((sum, byte) => sum + [...byte.toString(2)].filter((b) => b === "1").length, 0);
const [hour, minute] = [60, 1];

describe("simulated car parks", () => {
  test("every bay that is taken is counted, and nothing is taken twice, at any minute", () => {
    const park = simulateParking([MALL, { id: "office", use: "office", capacity: 301 }], 7);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1439 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 365 }),
        (at, weekend, day) => {
          for (const { capacity, guests, holders, free, taken } of park.at(at, weekend, day)) {
            expect(bits(taken)).toBe(guests + holders);
            expect(free).toBe(capacity - guests - holders);
            expect(free).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("the mall is full of guests at noon and of permit holders at three in the morning", () => {
    const park = simulateParking([MALL], 7);
    const [noon] = park.at(12.5 * hour, true);
    const [night] = park.at(3 * hour, false);
    expect(noon?.guests).toBeGreaterThan(4000);
    expect(noon?.holders).toBe(0);
    expect(noon?.nightFree).toBeUndefined();
    expect(night?.guests).toBeLessThan(300);
    expect(night?.holders).toBeGreaterThan(2000);
    expect(night?.nightFree).toBe(2500 - (night?.holders ?? 0));
  });

  test("within a minute few bays change: a car park does not shuffle", () => {
    const park = simulateParking([MALL], 7);
    for (let at = 0; at < 1440; at += 37) {
      const [before, after] = [at, at + minute].map(
        (when) => park.at(when, false)[0]?.taken ?? new Uint8Array(),
      );
      const changed = bits((before as Uint8Array).map((byte, i) => byte ^ (after?.[i] ?? 0)));
      expect(changed).toBeLessThan(60);
    }
  });

  test("the same seed gives the same bays, another seed others", () => {
    const at = (seed: number) => simulateParking([MALL], seed).at(600, false)[0]?.taken;
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
  });

  test("holders come after the window opens and are gone when it ends", () => {
    expect(holdersPresent(WINDOW, WINDOW.fromMin)).toBe(0);
    expect(holdersPresent(WINDOW, 3 * hour)).toBeCloseTo(0.92, 9);
    expect(holdersPresent(WINDOW, WINDOW.toMin - 9)).toBeLessThan(0.1);
    expect(holdersPresent(WINDOW, WINDOW.toMin)).toBe(0);
  });

  test("a day's shape has no jump, midnight included", () => {
    for (const use of ["mall", "office", "residential", "hospital", "street"] as const)
      for (const weekend of [false, true])
        for (let at = 0; at < 1440; at++)
          expect(
            Math.abs(occupiedShare(use, at, weekend) - occupiedShare(use, at + 1, weekend)),
          ).toBeLessThan(0.01);
  });
});
