import fc from "fast-check";
import { expect, test } from "vitest";
import { anywhere, SIDES, START_COMPARE, splitOf } from "../../../src/desk/view/compare.ts";

const sides = fc.constantFrom(...SIDES);

test("without a split everything is on both sides, once", () => {
  expect(splitOf(undefined, "buildings", "a", true)).toEqual({
    styled: { left: true, right: true },
    plain: { left: false, right: false },
  });
});

test("each side shows a tileset once or not at all, styled or plain", () => {
  fc.assert(
    fc.property(sides, sides, fc.boolean(), (shown, styled, hasStyle) => {
      const compare = { ...START_COMPARE, tilesets: { a: shown }, styled: { buildings: styled } };
      const split = splitOf(compare, "buildings", "a", hasStyle);
      for (const side of ["left", "right"] as const) {
        const there = shown === "both" || shown === side;
        expect(Number(split.styled[side]) + Number(split.plain[side])).toBe(there ? 1 : 0);
      }
      if (!hasStyle) expect(anywhere(split.plain)).toBe(false);
    }),
  );
});

test("a style on the left leaves the right in its own colours", () => {
  const compare = { ...START_COMPARE, styled: { buildings: "left" as const } };
  expect(splitOf(compare, "buildings", "a", true)).toEqual({
    styled: { left: true, right: false },
    plain: { left: false, right: true },
  });
  expect(splitOf(compare, "roads", "b", true).styled).toEqual({ left: true, right: true });
});
