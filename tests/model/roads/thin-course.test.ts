import fc from "fast-check";
import { expect, test } from "vitest";
import { thinCourse } from "../../../src/model/roads/thin-course.ts";

type P = [number, number, number];
const points = (flat: readonly number[]): P[] =>
  Array.from({ length: flat.length / 3 }, (_, i) => flat.slice(i * 3, i * 3 + 3) as P);

function distance(p: P, a: P, b: P): number {
  const d = b.map((v, i) => v - (a[i] as number)) as P;
  const q = p.map((v, i) => v - (a[i] as number)) as P;
  const squared = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
  const w = squared > 0 ? Math.min(1, Math.max(0, (q[0] * d[0] + q[1] * d[1] + q[2] * d[2]) / squared)) : 0;
  return Math.hypot(q[0] - w * d[0], q[1] - w * d[1], q[2] - w * d[2]);
}

const course = fc.array(
  fc.tuple(
    ...([0, 1, 2].map(() => fc.double({ min: -300, max: 300, noNaN: true })) as [never, never, never]),
  ),
  { minLength: 2, maxLength: 40 },
);

test("every point that is left out lies within the tolerance of what stays, and both ends stay", () => {
  fc.assert(
    fc.property(course, fc.double({ min: 0, max: 50, noNaN: true }), (raw, tolerance) => {
      const all = raw as unknown as P[];
      const kept = points(thinCourse(all.flat(), tolerance));
      expect(kept[0]).toEqual(all[0]);
      expect(kept.at(-1)).toEqual(all.at(-1));
      for (const p of all) {
        const least = Math.min(...kept.slice(1).map((b, i) => distance(p, kept[i] as P, b)));
        expect(least).toBeLessThanOrEqual(tolerance + 1e-9);
      }
    }),
  );
});

test("a straight course keeps a point at least every hundred metres or as often as it had one", () => {
  const straight = Array.from({ length: 101 }, (_, i): P => [i * 10, 0, 0]);
  const kept = points(thinCourse(straight.flat(), 0.005));
  expect(kept.length).toBeLessThan(20);
  kept.slice(1).forEach((b, i) => {
    expect(b[0] - (kept[i] as P)[0]).toBeLessThanOrEqual(100);
  });
});

test("a ring stays closed and keeps its corners", () => {
  const ring: P[] = [
    [0, 0, 0],
    [10, 0, 0],
    [20, 0, 0],
    [20, 20, 0],
    [0, 20, 0],
    [0, 0, 0],
  ];
  expect(points(thinCourse(ring.flat(), 0.001))).toEqual(ring.filter(([x]) => x !== 10));
});
