import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { APART_RAD, freeYaw, wrapYaw } from "../../../../src/desk/scenes/xr/panels/place-panel.ts";

const yaw = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });

describe("where a panel stands", () => {
  test("alone it stands where it is wanted", () => {
    fc.assert(
      fc.property(yaw, (wanted) => {
        expect(freeYaw(wanted, [])).toBeCloseTo(wrapYaw(wanted), 9);
      }),
    );
  });

  test("beside others it covers none of them, and stands no farther off than the nearest free place", () => {
    fc.assert(
      fc.property(yaw, fc.array(yaw, { minLength: 1, maxLength: 3 }), (wanted, taken) => {
        const found = freeYaw(wanted, taken);
        const apart = (at: number) => Math.min(...taken.map((each) => Math.abs(wrapYaw(at - each))));
        expect(apart(found)).toBeGreaterThanOrEqual(APART_RAD - 1e-6);
        // Looked for by trying, every fifth of a degree outwards.
        const step = Math.PI / 900;
        let off = 0;
        while (apart(wanted + off) < APART_RAD && apart(wanted - off) < APART_RAD) off += step;
        expect(Math.abs(wrapYaw(found - wanted))).toBeLessThanOrEqual(off + 1e-6);
      }),
    );
  });

  test("with panels all round it stands where it is wanted rather than nowhere", () => {
    const around = Array.from({ length: 9 }, (_, i) => wrapYaw(i * 0.7));
    expect(freeYaw(0.1, around)).toBeCloseTo(0.1, 9);
  });

  test("yaws wrap to half a turn either way", () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (rad) => {
        const wrapped = wrapYaw(rad);
        expect(Math.abs(wrapped)).toBeLessThanOrEqual(Math.PI + 1e-9);
        expect(Math.cos(wrapped)).toBeCloseTo(Math.cos(rad), 9);
        expect(Math.sin(wrapped)).toBeCloseTo(Math.sin(rad), 9);
      }),
    );
  });
});
