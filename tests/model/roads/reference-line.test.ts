import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planCurve } from "../../../src/model/roads/plan-curve.ts";
import type { PlanShape } from "../../../src/model/roads/road-network.ts";

const curve = (shape: PlanShape, lengthM: number) =>
  planCurve({ sM: 0, x: 0, y: 0, headingRad: 0, lengthM, shape });

/** Sum of small chords: what "arc length" means, without the code under test's quadrature. */
function chordLength(at: (s: number) => { u: number; v: number }, to: number, steps = 20_000): number {
  let sum = 0;
  let last = at(0);
  for (let i = 1; i <= steps; i++) {
    const next = at((to * i) / steps);
    sum += Math.hypot(next.u - last.u, next.v - last.v);
    last = next;
  }
  return sum;
}

describe("plan curves by arc length", () => {
  test("a quarter circle ends where a quarter circle ends", () => {
    const { u, v, turnRad } = curve({ kind: "arc", curvature: 0.01 }, 50 * Math.PI)(50 * Math.PI);
    expect(u).toBeCloseTo(100, 9);
    expect(v).toBeCloseTo(100, 9);
    expect(turnRad).toBeCloseTo(Math.PI / 2, 12);
  });

  test("a spiral meets the Fresnel integrals", () => {
    // A clothoid with curvature π·s has u = C(s), v = S(s); C(1) and S(1) from Abramowitz and Stegun, table 7.7.
    const { u, v } = curve({ kind: "spiral", curvStart: 0, curvEnd: Math.PI }, 1)(1);
    expect(u).toBeCloseTo(0.7798934, 7);
    expect(v).toBeCloseTo(0.4382591, 7);
  });

  test("a spiral of equal curvatures is an arc, of none a line", () => {
    const arc = curve({ kind: "arc", curvature: -0.02 }, 60)(45);
    const same = curve({ kind: "spiral", curvStart: -0.02, curvEnd: -0.02 }, 60)(45);
    expect(same.u).toBeCloseTo(arc.u, 9);
    expect(same.v).toBeCloseTo(arc.v, 9);
    expect(curve({ kind: "spiral", curvStart: 0, curvEnd: 0 }, 60)(45)).toMatchObject({ u: 45, v: 0 });
  });

  test("s along any well-behaved paramPoly3 and poly3 is its arc length within 0.01 mm", () => {
    const small = fc.double({ min: -0.3, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(
        small,
        small,
        small,
        fc.constantFrom("arcLength", "normalized", "poly3"),
        (bV, c, d, kind) => {
          const lengthM = 40;
          const k = kind === "normalized" ? lengthM : 1;
          const scale = kind === "normalized" ? 1 : 1 / lengthM;
          const shape: PlanShape =
            kind === "poly3"
              ? { kind: "poly3", a: 0, b: bV, c: c / 100, d: d / 4000 }
              : {
                  kind: "paramPoly3",
                  aU: 0,
                  bU: k,
                  cU: 0,
                  dU: 0,
                  aV: 0,
                  bV: bV * k,
                  cV: c * k * scale,
                  dV: d * k * scale * scale,
                  pRange: kind as "arcLength" | "normalized",
                };
          const at = curve(shape, lengthM);
          // Chords fall short of the arc by under a nanometre at this step.
          expect(Math.abs(chordLength(at, 30) - 30)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 60 },
    );
  });
});
