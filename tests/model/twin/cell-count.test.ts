import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellCircles, levelsFor } from "../../../src/desk/scenes/tracks/cell-circles.ts";
import { cellKeyOf, tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import { joinCells } from "../../../src/model/twin/cell-count.ts";

const cellAt = (lonDeg: number, latDeg: number) => cellKeyOf(tileKeyOf(lonDeg, latDeg));
const place = fc.record({
  lonDeg: fc.double({ min: -179, max: 179, noNaN: true }),
  latDeg: fc.double({ min: -80, max: 80, noNaN: true }),
});

describe("cells of counted things", () => {
  test("the middle of a cell lies within half its width of whatever was counted in it", () => {
    fc.assert(
      fc.property(place, ({ lonDeg, latDeg }) => {
        const [cell] = joinCells([{ cell: cellAt(lonDeg, latDeg), count: 1, meanSpeedMps: 5 }], 0);
        const half = (cell?.widthM ?? 0) / 2;
        const north = ((cell?.latDeg ?? 0) - latDeg) * 111_320;
        const east = ((cell?.lonDeg ?? 0) - lonDeg) * 111_320 * Math.cos((latDeg * Math.PI) / 180);
        expect(Math.abs(north)).toBeLessThan(half * 1.02);
        expect(Math.abs(east)).toBeLessThan(half * 1.02);
      }),
    );
  });

  test("put together they count the same things, and their speed is that of all of them", () => {
    const cells = [
      { cell: cellAt(114.4, 30.5), count: 30, meanSpeedMps: 10 },
      { cell: cellAt(114.45, 30.5), count: 10, meanSpeedMps: 2 },
      { cell: cellAt(116.4, 39.9), count: 5, meanSpeedMps: 7 },
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 13 }), (levels) => {
        const joined = joinCells(cells, levels);
        expect(joined.reduce((sum, { count }) => sum + count, 0)).toBe(45);
        expect(joined.reduce((sum, { count, meanSpeedMps }) => sum + count * meanSpeedMps, 0)).toBeCloseTo(
          355,
        );
      }),
    );
    expect(joinCells(cells, 4)).toHaveLength(2);
    expect(joinCells(cells, 13)).toMatchObject([{ id: "0/0/0", count: 45 }]);
  });

  test("circles are as far apart as they are wide, from any height", () => {
    const cells = [{ cell: cellAt(114.4, 30.5), count: 30, meanSpeedMps: 10 }];
    for (const metresPerPixel of [10, 57, 200, 1000]) {
      const [circle] = cellCircles(cells, levelsFor(cells, metresPerPixel));
      expect((circle?.widthM ?? 0) / metresPerPixel).toBeGreaterThan(circle?.sizePx ?? 0);
    }
  });

  test("an empty cell has no circle, and a full one is the largest", () => {
    const circles = cellCircles(
      [
        { cell: cellAt(114.4, 30.5), count: 12_345, meanSpeedMps: 10 },
        { cell: cellAt(114.5, 30.5), count: 100, meanSpeedMps: 10 },
        { cell: cellAt(114.6, 30.5), count: 0, meanSpeedMps: 0 },
      ],
      0,
    );
    expect(circles.map(({ text }) => text)).toEqual(["12.3k", "100"]);
    expect(circles[0]?.sizePx).toBeGreaterThan(circles[1]?.sizePx ?? 0);
  });
});
