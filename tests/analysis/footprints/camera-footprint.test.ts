import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cameraFootprint,
  groundSampleM,
  pitchErrorM,
} from "../../../src/analysis/footprints/camera-footprint.ts";

const rad = (deg: number) => (deg * Math.PI) / 180;
const camera = (pitchDeg: number, heightM = 100) => ({
  heightM,
  pitchRad: rad(pitchDeg),
  hfovRad: rad(71.6),
  vfovRad: rad(56.8),
});

describe("what a camera above flat ground sees", () => {
  test.each([
    [90, -54.07, 54.07, 72.12, 72.12, 15598.5],
    [60, 2.79, 162.55, 63.47, 121.08, 29481.7],
    [45, 29.81, 335.44, 66.2, 222.07, 88104.2],
  ])(
    "at %i° down from 100 m the edges and the area are those of the formula",
    (pitch, near, far, nearHalf, farHalf, area) => {
      const found = cameraFootprint(camera(pitch), 2000);
      const [nearRight, nearLeft, farLeft] = found?.corners ?? [];
      expect(nearRight?.[0]).toBeCloseTo(near, 1);
      expect(nearLeft?.[1]).toBeCloseTo(nearHalf, 1);
      expect(farLeft?.[0]).toBeCloseTo(far, 1);
      expect(farLeft?.[1]).toBeCloseTo(farHalf, 1);
      expect(Math.abs((found?.areaM2 ?? 0) - area)).toBeLessThan(60);
      expect(found?.clipped).toBe(false);
    },
  );

  test("a picture with the horizon in it ends at the greatest range, and says so", () => {
    const found = cameraFootprint(camera(20), 500);
    expect(found?.clipped).toBe(true);
    expect(found?.corners[2]?.[0]).toBe(500);
  });

  test("a picture of the sky covers no ground", () => {
    expect(cameraFootprint(camera(-40), 500)).toBeUndefined();
    expect(cameraFootprint(camera(45, 0), 500)).toBeUndefined();
  });

  test("every corner within range projects back into a corner of the picture", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 30, max: 89, noNaN: true }),
        fc.double({ min: 20, max: 300, noNaN: true }),
        (pitch, height) => {
          const { pitchRad, hfovRad, vfovRad } = camera(pitch, height);
          const found = cameraFootprint(camera(pitch, height), 1e9);
          for (const [x, y] of found?.corners ?? []) {
            const depth = x * Math.cos(pitchRad) + height * Math.sin(pitchRad);
            const down = height * Math.cos(pitchRad) - x * Math.sin(pitchRad);
            expect(Math.abs(y / depth)).toBeCloseTo(Math.tan(hfovRad / 2), 6);
            expect(Math.abs(down / depth)).toBeCloseTo(Math.tan(vfovRad / 2), 6);
          }
        },
      ),
    );
  });

  test("a pixel's ground and a pitch error's offset are those of the table", () => {
    expect(groundSampleM(100, rad(71.6), 4000) * 100).toBeCloseTo(3.6, 1);
    expect(groundSampleM(100, rad(71.6), 1920) * 100).toBeCloseTo(7.5, 1);
    expect([90, 60, 45, 30].map((deg) => Number(pitchErrorM(100, rad(deg), rad(0.1)).toFixed(3)))).toEqual([
      0.175, 0.233, 0.349, 0.698,
    ]);
  });
});
