import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BLEND_S, HOLD_S, interpolate, type MotionSample } from "../../../src/live/motion/interpolation.ts";

const sample = fc.record({
  x: fc.double({ min: -500, max: 500, noNaN: true }),
  y: fc.double({ min: -500, max: 500, noNaN: true }),
  z: fc.double({ min: -20, max: 20, noNaN: true }),
  timeS: fc.double({ min: -5, max: 0, noNaN: true }),
  headingRad: fc.double({ min: -3.14, max: 3.14, noNaN: true }),
  speedMps: fc.double({ min: 0, max: 40, noNaN: true }),
});
const straight: MotionSample = { x: 10, y: 20, z: 1, timeS: 0, headingRad: 0, speedMps: 10 };

describe("delayed dead reckoning", () => {
  test("follows a row's course until a tick before the next, and stands on that one at its time", () => {
    const b = { ...straight, x: 31, timeS: 2 };
    expect(interpolate(straight, b, 1).x).toBeCloseTo(20, 9);
    expect(interpolate(straight, b, 2 - BLEND_S).x).toBeCloseTo(10 + 10 * (2 - BLEND_S), 9);
    expect(interpolate(straight, b, 2).x).toBeCloseTo(31, 9);
  });

  test("without a newer row goes on for five seconds and then stands", () => {
    const at = (timeS: number) => interpolate(straight, straight, timeS).x;
    expect(at(HOLD_S)).toBeCloseTo(60, 9);
    expect(at(HOLD_S + 30)).toBeCloseTo(60, 9);
  });

  test("turns the short way round", () => {
    const a = { ...straight, headingRad: 3.1 };
    const b = { ...straight, headingRad: -3.1, timeS: 1 };
    expect(Math.abs(interpolate(a, b, 1).headingRad - 3.1)).toBeLessThan(0.1);
  });

  test("moves without a jump: a thousandth of a second never takes it further than both rows' courses allow", () => {
    fc.assert(
      fc.property(
        sample,
        sample,
        fc.double({ min: 0.3, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (a, c, gap, at) => {
          const b = { ...c, x: a.x + c.x / 100, y: a.y + c.y / 100, timeS: a.timeS + gap };
          const t = a.timeS + at;
          const [p, q] = [interpolate(a, b, t), interpolate(a, b, t + 1e-3)];
          const apart = Math.hypot(
            a.x +
              Math.cos(a.headingRad) * a.speedMps * (t - a.timeS) -
              b.x -
              Math.cos(b.headingRad) * b.speedMps * (t - b.timeS),
            a.y +
              Math.sin(a.headingRad) * a.speedMps * (t - a.timeS) -
              b.y -
              Math.sin(b.headingRad) * b.speedMps * (t - b.timeS),
          );
          const most = (a.speedMps + b.speedMps) * 1e-3 + (1.5 / BLEND_S) * 1e-3 * (apart + 1) + 1e-6;
          expect(Math.hypot(p.x - q.x, p.y - q.y)).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});
