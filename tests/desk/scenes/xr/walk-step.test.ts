import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { aimArc, newAim } from "../../../../src/desk/scenes/xr/body/teleport-aim.ts";
import { walkStep } from "../../../../src/desk/scenes/xr/body/walk-step.ts";
import type { Vec3 } from "../../../../src/model/geo/frames.ts";
import { isWalkable, newGroundHit } from "../../../../src/model/roads/walkable.ts";
import { walledStreet } from "../../../model/roads/walled-street.ts";

let street: Awaited<ReturnType<typeof walledStreet>>;
beforeAll(async () => {
  street = await walledStreet();
});
const feet = (p: Vec3) => Float64Array.from(p);
const place = ([eastM, northM, upM]: Vec3) => ({ eastM, northM, upM });

describe("walking step by step", () => {
  test("no walk leaves the ground, enters what stands, crosses the wall or the median, or goes faster than it is pushed", () => {
    const { walkable, at } = street;
    const push = fc.tuple(fc.double({ min: 0, max: 6.3, noNaN: true }), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(fc.array(push, { minLength: 1, maxLength: 30 }), (pushes) => {
        const out = newGroundHit();
        let [e, n, u] = at(30, -3);
        for (const [angle, steps] of pushes)
          for (let i = 0; i < steps; i++) {
            const [pe, pn] = [0.05 * Math.cos(angle), 0.05 * Math.sin(angle)];
            const moved = walkStep(walkable, feet([e, n, u]), pe, pn, out);
            if (!moved) continue;
            expect(Math.hypot(out.eastM - e, out.northM - n)).toBeLessThanOrEqual(0.05 + 1e-9);
            expect(isWalkable(out.kind)).toBe(true);
            expect(Math.abs(out.upM - u)).toBeLessThan(0.36);
            [e, n, u] = [out.eastM, out.northM, out.upM];
            expect(walkable.clearanceM(feet([e, n, u]), 0, 0.3, 1.9, 0.3)).toBeGreaterThanOrEqual(0.3);
            expect(e).toBeLessThan(at(50, -3)[0]);
            expect(n).toBeLessThanOrEqual(at(30, 0)[1] + 0.01);
          }
      }),
      { numRuns: 60 },
    );
  });

  test("a kerb is climbed at once, and a wall is slid along", () => {
    const { walkable, at } = street;
    const out = newGroundHit();
    const [e, n, u] = at(30, -5.98);
    expect(walkStep(walkable, feet([e, n, u]), 0, -0.05, out)).toBe(true);
    expect(out.upM - u).toBeCloseTo(0.15, 2);
    const [we, wn, wu] = at(49.55, -3);
    expect(walkStep(walkable, feet([we, wn, wu]), 0.035, -0.035, out)).toBe(true);
    expect(Math.abs(out.northM - wn)).toBeGreaterThan(0.01);
  });

  test("who stands on the median walks off it, and then cannot step on it again", () => {
    const { walkable, at } = street;
    const out = newGroundHit();
    let p = at(30, 1, 0.15);
    for (let i = 0; i < 60; i++)
      if (walkStep(walkable, feet(p), 0, -0.05, out)) p = [out.eastM, out.northM, out.upM];
    expect(p[1]).toBeLessThan(at(30, -1)[1]);
    for (let i = 0; i < 60; i++)
      if (walkStep(walkable, feet(p), 0, 0.05, out)) p = [out.eastM, out.northM, out.upM];
    expect(p[1]).toBeLessThanOrEqual(at(30, 0.001)[1]);
  });

  test("a hand behind the wall aims nowhere, whatever lies there", () => {
    const { walkable, at } = street;
    const aim = newAim();
    const head = place(at(49.6, -3, 1.7));
    const direction = { eastM: Math.cos(0.3), northM: 0, upM: -Math.sin(0.3) };
    expect(aimArc(walkable, head, place(at(49.7, -3, 1.4)), direction, aim).state).toBe("blocked");
    expect(aimArc(walkable, head, place(at(50.4, -3, 1.4)), direction, aim).state).toBe("blocked");
    expect(
      aimArc(
        walkable,
        place(at(40, -3, 1.7)),
        place(at(40.3, -3, 1.4)),
        { eastM: 0.8, northM: 0, upM: -0.6 },
        aim,
      ).state,
    ).toBe("valid");
    // Onto the planted median.
    expect(
      aimArc(
        walkable,
        place(at(40, -3, 1.7)),
        place(at(40, -2.8, 1.4)),
        { eastM: 0, northM: 0.9755, upM: -0.22 },
        aim,
      ).state,
    ).toBe("barred");
  });
});
