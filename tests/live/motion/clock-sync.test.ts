import { describe, expect, test } from "vitest";
import { createClockSync, createDrawDelay } from "../../../src/live/motion/clock-sync.ts";

describe("the clock", () => {
  test("believes the shortest round trip", () => {
    const clock = createClockSync();
    clock.add(1000, 1300, 6000);
    clock.add(2000, 2010, 7005);
    clock.add(3000, 3500, 8900);
    expect(clock.offsetMs(4000)).toBeCloseTo(5000, 6);
    expect(clock.latencyMs()).toBe(5);
  });

  test("slews small differences at 5 ms a second and steps over large ones", () => {
    const clock = createClockSync();
    clock.add(0, 10, 1005);
    expect(clock.offsetMs(0)).toBeCloseTo(1000, 6);
    clock.add(1000, 1002, 2101);
    expect(clock.offsetMs(1000)).toBeCloseTo(1005, 6);
    expect(clock.offsetMs(2000)).toBeCloseTo(1010, 6);
    clock.add(3000, 3001, 9000.5);
    expect(clock.offsetMs(3000)).toBeCloseTo(6000, 6);
  });

  test("takes no answer that came before its question", () => {
    const clock = createClockSync();
    clock.add(1000, 900, 5000);
    expect(clock.latencyMs()).toBeUndefined();
  });
});

describe("the drawing delay", () => {
  test("is two ticks on a calm line and grows slowly to what lateness asks for", () => {
    const delay = createDrawDelay(200);
    for (let i = 0; i < 50; i++) delay.add(20);
    expect(delay.delayMs(0)).toBe(400);
    for (let i = 0; i < 50; i++) delay.add(600);
    expect(delay.delayMs(1000)).toBeCloseTo(450, 6);
    expect(delay.delayMs(60_000)).toBeCloseTo(800, 6);
  });
});
