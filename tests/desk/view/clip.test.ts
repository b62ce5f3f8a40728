import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BoxClip, convexHull, keptByClip, type PlaneClip } from "../../../src/desk/view/clip.ts";
import { ecefToGeodetic, enuFrame } from "../../../src/model/geo/frames.ts";

const frame = enuFrame(114.47, 30.49, 20);
const at = (e: number, n: number, u = 0) => ecefToGeodetic(...frame.toEcef(e, n, u));
const ring = (corners: [number, number][]) => {
  const points = corners.map(([e, n]): [number, number] => {
    const { lonDeg, latDeg } = at(e, n);
    return [lonDeg, latDeg];
  });
  return [...points, points[0] as [number, number]];
};
const square: [number, number][] = [
  [-50, -50],
  [50, -50],
  [50, 50],
  [-50, 50],
];
const box = (keep: "inside" | "outside"): BoxClip => ({
  kind: "box",
  ring: ring(square),
  lowM: 10,
  highM: 60,
  keep,
});
const metres = fc.double({ min: -200, max: 200, noNaN: true });

describe("a box", () => {
  test("keeps what is within its plan and its heights, or all the rest", () => {
    fc.assert(
      fc.property(metres, metres, metres, (e, n, u) => {
        const heightM = at(e, n, u).heightM;
        const near = [Math.abs(e) - 50, Math.abs(n) - 50, heightM - 10, heightM - 60].some(
          (d) => Math.abs(d) < 0.05,
        );
        fc.pre(!near);
        const inside = Math.abs(e) < 50 && Math.abs(n) < 50 && heightM > 10 && heightM < 60;
        expect(keptByClip(box("inside"), at(e, n, u))).toBe(inside);
        expect(keptByClip(box("outside"), at(e, n, u))).toBe(!inside);
      }),
    );
  });

  test("drawn the other way round is the same box", () => {
    const other = { ...box("inside"), ring: ring([...square].reverse()) };
    expect(keptByClip(other, at(0, 0))).toBe(true);
    expect(keptByClip(other, at(80, 0))).toBe(false);
  });

  test("that is not convex counts as its hull", () => {
    const dart = { ...box("inside"), ring: ring([...square.slice(0, 3), [0, 0]]) };
    expect(keptByClip(dart, at(-20, 10))).toBe(false);
    expect(keptByClip({ ...dart, ring: ring([...square, [0, 0]]) }, at(-40, 0))).toBe(true);
  });

  test("hulls hold every point they are made from", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(metres, metres), { minLength: 3, maxLength: 30 }), (points) => {
        const hull = convexHull(points);
        fc.pre(hull.length > 2);
        for (const [x, y] of points)
          for (let i = 0; i < hull.length; i++) {
            const [a, b] = [hull[i], hull[(i + 1) % hull.length]] as [[number, number], [number, number]];
            expect((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])).toBeGreaterThan(-1e-6);
          }
      }),
    );
  });
});

describe("a plane", () => {
  const plane = (changed: Partial<PlaneClip>): PlaneClip => ({
    kind: "plane",
    lonDeg: 114.47,
    latDeg: 30.49,
    heightM: 20,
    headingDeg: 0,
    tiltDeg: 0,
    offsetM: 0,
    ...changed,
  });

  test("cuts away what it looks at", () => {
    expect(keptByClip(plane({ headingDeg: 90 }), at(10, 0))).toBe(false);
    expect(keptByClip(plane({ headingDeg: 90 }), at(-10, 0))).toBe(true);
    expect(keptByClip(plane({ headingDeg: 0 }), at(0, 10))).toBe(false);
  });

  test("moves along its own direction", () => {
    expect(keptByClip(plane({ headingDeg: 90, offsetM: 20 }), at(10, 0))).toBe(true);
    expect(keptByClip(plane({ headingDeg: 90, offsetM: 20 }), at(21, 0))).toBe(false);
  });

  test("that lies level cuts off what is above it", () => {
    expect(keptByClip(plane({ tiltDeg: 90, offsetM: 30 }), at(0, 0, 31))).toBe(false);
    expect(keptByClip(plane({ tiltDeg: 90, offsetM: 30 }), at(80, 80, 29))).toBe(true);
  });
});
