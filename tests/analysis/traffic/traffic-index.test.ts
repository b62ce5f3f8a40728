import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  freeFlowSpeed,
  indexGrade,
  indexOfDelay,
  type LinkSpeed,
  linkGrade,
  trafficIndex,
} from "../../../src/analysis/traffic/traffic-index.ts";

const link = (ratio: number, more: Partial<LinkSpeed> = {}): LinkSpeed => ({
  id: "1",
  lengthM: 400,
  freeFlowMps: 15,
  speedMps: 15 * ratio,
  ...more,
});

describe("the traffic index of GB/T 33171-2016", () => {
  test.each([
    [1.2, 1, 0, 0],
    [0.8, 1.25, 0.2, 4 / 3],
    [0.7, 1 / 0.7, 0.3, 2],
    [0.6, 1 / 0.6, 0.4, 3],
    [0.45, 1 / 0.45, 0.55, 5],
    [0.35, 1 / 0.35, 0.65, 7],
    [0.3, 1 / 0.3, 0.7, 8],
    [0.1, 10, 0.9, 28 / 3],
  ])("at %f of free flow, time, delay and index are as the annex has them", (ratio, time, delay, index) => {
    const found = trafficIndex([link(ratio)]);
    expect(found.travelTimeIndex).toBeCloseTo(time, 9);
    expect(found.delayShare).toBeCloseTo(delay, 9);
    expect(found.index).toBeCloseTo(index, 9);
  });

  test("borders of a link's grade belong to the worse side, whatever rounding does", () => {
    expect([0.71, 0.7, 0.5, 0.4, 0.3].map((ratio) => linkGrade(ratio, 1))).toEqual([
      "free",
      "mostly-free",
      "light",
      "moderate",
      "severe",
    ]);
    expect([0, 1.99, 2, 4, 6, 8, 10].map(indexGrade)).toEqual([
      "free",
      "free",
      "mostly-free",
      "light",
      "moderate",
      "severe",
      "severe",
    ]);
  });

  test("without a measured link there is no index, not one of 0", () => {
    const { speedMps: _, ...unmeasured } = link(1);
    expect(trafficIndex([unmeasured])).toMatchObject({ index: undefined, grade: undefined, coverage: 0 });
    expect(trafficIndex([])).toMatchObject({ index: undefined, congestedShare: undefined, coverage: 0 });
  });

  test("an unmeasured link changes the coverage and nothing else", () => {
    const { speedMps: _, ...unmeasured } = link(1, { lengthM: 1200 });
    const { coverage, ...rest } = trafficIndex([link(0.35), unmeasured]);
    const { coverage: whole, ...alone } = trafficIndex([link(0.35)]);
    expect(rest).toEqual(alone);
    expect([coverage, whole]).toEqual([0.25, 1]);
  });

  test("a standing queue gives the worst grade and a finite index", () => {
    const found = trafficIndex([link(0)]);
    expect(found.index).toBeGreaterThan(9.8);
    expect(found.index).toBeLessThanOrEqual(10);
    expect(found.congestedShare).toBe(1);
  });

  test("more delay never lowers the index, and it stays between 0 and 10", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, more) => {
          expect(indexOfDelay(a + more)).toBeGreaterThanOrEqual(indexOfDelay(a));
          expect(indexOfDelay(a)).toBeGreaterThanOrEqual(0);
          expect(indexOfDelay(a)).toBeLessThanOrEqual(10);
        },
      ),
    );
  });

  test("free flow is the mean of the fastest ninth of the slots, at most the limit", () => {
    const slots = Array.from({ length: 72 }, (_, i) => 5 + i * 0.1);
    expect(freeFlowSpeed(slots)).toBeCloseTo(5 + 6.75, 9);
    expect(freeFlowSpeed(slots, 11)).toBe(11);
    expect(freeFlowSpeed(slots.slice(0, 8))).toBeUndefined();
  });
});
