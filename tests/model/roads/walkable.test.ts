import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Vec3 } from "../../../src/model/geo/frames.ts";
import { newGroundHit, openWalkable } from "../../../src/model/roads/walkable.ts";
import { GROUND } from "../../../src/model/roads/walkable-ground.ts";
import { buffersOf } from "../../../src/model/roads/walkable-index.ts";
import { walledStreet } from "./walled-street.ts";

let street: Awaited<ReturnType<typeof walledStreet>>;
beforeAll(async () => {
  street = await walledStreet();
});
const points = (...list: Vec3[]) => Float64Array.from(list.flat());
/** Share of the way at which something is met. */
function meets(a: Vec3, b: Vec3): number | undefined {
  const met = { share: 0 };
  return street.walkable.obstacleAlong(points(a, b), 0, met) ? met.share : undefined;
}
const along = fc.double({ min: 0.5, max: 99.5, noNaN: true });

/** What lies at an offset of the street, by its lanes. */
const expected = (t: number) => {
  if (t > 5.5 || t < -6) return GROUND.pavement;
  if (t > 2 || t < 0) return GROUND.road;
  return GROUND.barred;
};
const raised = (t: number) => (t > 5.5 || t < -6 || (t > 0 && t < 2) ? 0.15 : 0);

describe("the walkable ground of a street", () => {
  test("every place is what its lane is, as high as the lane lies, to a millimetre", () => {
    const { walkable, at } = street;
    const out = newGroundHit();
    fc.assert(
      fc.property(along, fc.double({ min: -8.9, max: 8.4, noNaN: true }), (s, t) => {
        fc.pre([-6, 0, 2, 5.5].every((edge) => Math.abs(t - edge) > 0.01));
        const [e, n, u] = at(s, t, raised(t));
        expect(walkable.groundAt(points([e, n, u]), 0, 1, 1, out)).toBe(true);
        expect(out.kind).toBe(expected(t));
        expect(Math.abs(out.upM - u)).toBeLessThan(1e-3);
        expect(out.normalUp).toBeGreaterThan(0.99);
      }),
    );
  });

  test("beside the street there is nothing, and nothing beyond the heights that are asked for", () => {
    const { walkable, at } = street;
    const out = newGroundHit();
    for (const [s, t] of [
      [50, 8.6],
      [50, -9.2],
      [-1, 0],
      [101, 0],
      [500, 900],
    ] as const) {
      const [e, n, u] = at(s, t);
      expect(walkable.groundAt(points([e, n, u]), 0, 5, 5, out)).toBe(false);
    }
    const [e, n, u] = at(50, 3);
    expect(walkable.groundAt(points([e, n, u]), 0, -0.5, 9, out)).toBe(false);
  });

  test("a way down meets the ground where a line meets the plane", () => {
    const { walkable, at } = street;
    const out = newGroundHit();
    fc.assert(
      fc.property(along, along, fc.double({ min: -5, max: -1, noNaN: true }), (s0, s1, t) => {
        fc.pre(Math.abs(s0 - s1) < 20);
        const [ae, an, au] = at(s0, t, 2);
        const [be, bn, bu] = at(s1, t, -1);
        expect(walkable.groundAlong(points([ae, an, au], [be, bn, bu]), 0, out)).toBe(true);
        expect(out.share).toBeCloseTo(2 / 3, 3);
        expect(out.kind).toBe(GROUND.road);
        const [pe, pn] = [ae + out.share * (be - ae), an + out.share * (bn - an)];
        expect(Math.hypot(out.eastM - pe, out.northM - pn)).toBeLessThan(1e-6);
      }),
    );
  });

  test("a wall is met from either side at its face, passed beside and above, and never reached through", () => {
    const { at } = street;
    fc.assert(
      fc.property(
        fc.double({ min: -8.7, max: -0.3, noNaN: true }),
        fc.double({ min: 0.05, max: 2.9, noNaN: true }),
        fc.boolean(),
        (t, h, back) => {
          const [from, to] = back ? [52, 48] : [48, 52];
          const share = meets(at(from, t, h), at(to, t, h));
          expect(share).toBeCloseTo((2 - 0.15) / 4, 3);
        },
      ),
    );
    expect(meets(at(48, 3, 1), at(52, 3, 1))).toBeUndefined();
    expect(meets(at(48, -3, 3.2), at(52, -3, 3.4))).toBeUndefined();
    // From above onto its top, and from within.
    expect(meets(at(50, -3, 4), at(50, -3, 1))).toBeCloseTo(1 / 3, 2);
    expect(meets(at(50, -3, 1), at(50, -3, 4))).toBe(0);
  });

  test("railings, trees and outlined houses stand in the way as well", () => {
    const { at } = street;
    expect(meets(at(33, -8, 0.6), at(33, -9.5, 0.6))).toBeLessThan(1);
    expect(meets(at(33, -8, 1.6), at(33, -9.5, 1.6))).toBeUndefined();
    expect(meets(at(18, 7, 1), at(22, 7, 1))).toBeCloseTo((2 - 0.15) / 4, 2);
    expect(meets(at(18, 7, 3), at(22, 7, 3))).toBeCloseTo((2 - 1.2) / 4, 2);
    expect(meets(at(74, 7, 1), at(80, 7, 1))).toBeCloseTo(0.5, 2);
  });

  test("clearance is the distance to the nearest body within a person's height", () => {
    const { walkable, at } = street;
    const clear = (s: number, t: number) => {
      const [e, n, u] = at(s, t);
      return walkable.clearanceM(points([e, n, u]), 0, 0.1, 1.9, 0.75);
    };
    expect(clear(49.35, -3)).toBeCloseTo(0.5, 3);
    expect(clear(50, -3)).toBe(0);
    expect(clear(40, 3)).toBe(0.75);
    expect(clear(33, -8.5)).toBeCloseTo(0.35, 2);
    // Lower than a step.
    expect(clear(10, -2)).toBe(0.75);
  });

  test("what another thread gets answers as the original does", () => {
    const { data, walkable, at } = street;
    const copy = openWalkable(structuredClone(data, { transfer: [] }));
    expect(buffersOf(data)).toHaveLength(14);
    const [a, b] = [newGroundHit(), newGroundHit()];
    const [e, n, u] = at(40, 3);
    walkable.groundAt(points([e, n, u]), 0, 1, 1, a);
    copy.groundAt(points([e, n, u]), 0, 1, 1, b);
    expect(b).toEqual(a);
  });
});
