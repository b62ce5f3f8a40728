import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cancelStick,
  newStick,
  type StickGesture,
  stickGesture,
} from "../../../../src/desk/scenes/xr/body/stick-gestures.ts";

const run = (way: [number, number][]): StickGesture[] => {
  const state = newStick();
  return way.map(([x, y]) => stickGesture(state, x, y));
};

describe("the stick", () => {
  test("a flick turns once, however long it is held, and again only after a rest", () => {
    expect(
      run([
        [0.9, 0],
        [1, 0],
        [1, 0.1],
        [0.65, 0],
        [0.9, 0],
      ]),
    ).toEqual(["turn-right", "none", "none", "none", "none"]);
    expect(
      run([
        [-0.9, 0],
        [-0.4, 0],
        [-0.9, 0],
      ]),
    ).toEqual(["turn-left", "none", "turn-left"]);
  });

  test("pushing up aims, letting go travels; a cancelled aim travels nowhere", () => {
    expect(
      run([
        [0, -0.9],
        [0.2, -1],
        [0, -0.6],
        [0, -0.2],
        [0, 0],
      ]),
    ).toEqual(["aim", "none", "none", "go", "none"]);
    const state = newStick();
    expect(stickGesture(state, 0, -1)).toBe("aim");
    cancelStick(state);
    expect([stickGesture(state, 0, -1), stickGesture(state, 0, 0), stickGesture(state, 0, -1)]).toEqual([
      "none",
      "none",
      "aim",
    ]);
  });

  test("whatever a thumb does, turns are as many as rests between them, and every aim ends in one going", () => {
    const axis = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(axis, axis), { maxLength: 60 }), (way) => {
        const told = run([...way, [0, 0]]);
        const rests = [true, ...way.map(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) < 0.5)];
        const count = (...names: StickGesture[]) => told.filter((one) => names.includes(one)).length;
        expect(count("turn-left", "turn-right")).toBeLessThanOrEqual(rests.filter(Boolean).length);
        expect(count("aim")).toBe(count("go"));
      }),
    );
  });
});
