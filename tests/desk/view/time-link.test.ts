import fc from "fast-check";
import { expect, test } from "vitest";
import { timeOfHash, withTime } from "../../../src/desk/view/time-link.ts";

test("a moment goes into the address and comes back to the millisecond, and what else stands there stays", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.constantFrom("", "#walk=114.4,30.4,25,90.00&select=lane%3A1", "#a=1"),
      (timeMs, hash) => {
        const link = withTime(hash, timeMs);
        expect(timeOfHash(link)).toBe(timeMs);
        expect(withTime(link, undefined)).toBe(hash);
        expect(timeOfHash(withTime(link, timeMs + 1))).toBe(timeMs + 1);
      },
    ),
  );
});

test("an address without a moment, or with one that is none, asks for no replay", () => {
  for (const hash of ["", "#", "#time=", "#time=now", "#time=2026-13-01T00:00:00Z", "#time=17"])
    expect(timeOfHash(hash)).toBeUndefined();
});
