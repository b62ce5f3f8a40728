import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gcj02ToWgs84, wgs84ToGcj02 } from "../../../src/model/geo/gcj02.ts";

describe("GCJ-02", () => {
  test.each([
    [116.404, 39.915, 116.41024449916938, 39.91640428150164],
    [121.5272106, 31.1774276, 121.531541859215, 31.17530398364597],
    [113.912316, 22.543847, 113.9171764808363, 22.540796131694766],
    [116.377817, 39.911954, 116.38404722455657, 39.91334545536069],
    [114.2999512, 30.5955177, 114.30538899166217, 30.59310006420789],
    [114.42, 30.49, 114.42552163268039, 30.487682793909002],
  ])("%f, %f is shifted as the published vectors say", (lon, lat, lonShifted, latShifted) => {
    const out = wgs84ToGcj02(lon, lat);
    expect(out.lonDeg).toBeCloseTo(lonShifted, 12);
    expect(out.latDeg).toBeCloseTo(latShifted, 12);
  });

  test("the inverse comes back within 1e-10 degrees anywhere in China", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 74, max: 135, noNaN: true }),
        fc.double({ min: 18, max: 53, noNaN: true }),
        (lon, lat) => {
          const there = wgs84ToGcj02(lon, lat);
          const back = gcj02ToWgs84(there.lonDeg, there.latDeg);
          expect(Math.abs(back.lonDeg - lon)).toBeLessThan(1e-10);
          expect(Math.abs(back.latDeg - lat)).toBeLessThan(1e-10);
        },
      ),
    );
  });

  test("a place outside the area is left alone, both ways", () => {
    expect(wgs84ToGcj02(10.74, 52.42)).toEqual({ lonDeg: 10.74, latDeg: 52.42 });
    expect(gcj02ToWgs84(10.74, 52.42)).toEqual({ lonDeg: 10.74, latDeg: 52.42 });
  });
});
