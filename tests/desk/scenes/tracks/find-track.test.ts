import fc from "fast-check";
import { expect, test } from "vitest";
import { enterBox } from "../../../../src/desk/scenes/tracks/find-track.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test("a ray enters a box where small steps along it first find the inside", () => {
  fc.assert(
    fc.property(
      fc.tuple(number(-20, 20), number(-20, 20), number(-3, 3)),
      fc.tuple(number(-1, 1), number(-1, 1), number(-0.3, 0.3)),
      ([x, y, z], [dx, dy, dz]) => {
        const length = Math.hypot(dx, dy, dz);
        fc.pre(length > 0.1);
        const ray = { origin: [x, y, z], direction: [dx / length, dy / length, dz / length] } as const;
        const half = [2.25, 0.9, 0.75] as const;
        const within = (t: number) =>
          half.every((h, k) => Math.abs((ray.origin[k] as number) + t * (ray.direction[k] as number)) <= h);
        let stepped: number | undefined;
        for (let t = 0; t <= 60 && stepped === undefined; t += 0.01) if (within(t)) stepped = t;
        const entered = enterBox(ray, half, 60);
        if (stepped !== undefined) {
          expect(entered).toBeDefined();
          expect(stepped - (entered as number)).toBeGreaterThanOrEqual(-1e-9);
          expect(stepped - (entered as number)).toBeLessThanOrEqual(0.0101);
        } else if (entered !== undefined) {
          // Steps may miss a corner that is cut for less than their length.
          expect(within(entered + 1e-9) || within(entered)).toBe(true);
        }
      },
    ),
  );
});
