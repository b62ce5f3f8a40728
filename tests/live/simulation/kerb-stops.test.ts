import { expect, test } from "vitest";
import { kerbStops } from "../../../src/live/simulation/kerb-stops.ts";

const T = 1_790_000_000_000;
const MINUTE = 60_000;

test("a few stand at any time, never two at one spot, and the same for the same seed whatever came before", () => {
  const stops = kerbStops(17, 6, 3);
  const spots = new Set<number>();
  for (let minute = 0; minute < 600; minute++) {
    const now = stops(T + minute * MINUTE);
    expect(new Set(now.map(({ spot }) => spot)).size).toBe(now.length);
    for (const { spot, sinceMs, untilMs } of now) {
      spots.add(spot);
      expect(spot).toBeLessThan(17);
      expect(sinceMs).toBeLessThanOrEqual(T + minute * MINUTE);
      expect((untilMs - sinceMs) / MINUTE).toBeGreaterThanOrEqual(15);
      expect((untilMs - sinceMs) / MINUTE).toBeLessThanOrEqual(35);
    }
  }
  expect(spots.size).toBeGreaterThan(10);
  expect(kerbStops(17, 6, 3)(T + 123)).toEqual(stops(T + 123));
  expect(kerbStops(17, 6, 4)(T + 123)).not.toEqual(stops(T + 123));
});

test("without a spot nobody stands", () => {
  expect(kerbStops(0, 6, 1)(T)).toEqual([]);
});
