import fc from "fast-check";
import { expect, test } from "vitest";
import { isTileKey, tileCorner, tileFrame, tileKeyOf } from "../../../src/live/protocol/tile-key.ts";
import { geodeticToEcef } from "../../../src/model/geo/frames.ts";

test("every place lies in its tile, north-east of the corner and within the range of a row", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -179.9, max: 179.9, noNaN: true }),
      fc.double({ min: -80, max: 80, noNaN: true }),
      (lonDeg, latDeg) => {
        const key = tileKeyOf(lonDeg, latDeg);
        const corner = tileCorner(key);
        expect(isTileKey(key)).toBe(true);
        expect(lonDeg).toBeGreaterThanOrEqual(corner.lonDeg - 1e-9);
        expect(latDeg).toBeGreaterThanOrEqual(corner.latDeg - 1e-9);
        const [east, north] = tileFrame(key).toEnu(...geodeticToEcef(lonDeg, latDeg, 0));
        expect(east).toBeGreaterThan(-2);
        expect(north).toBeGreaterThan(-2);
        expect(Math.max(east, north)).toBeLessThan(2047);
      },
    ),
  );
});
