import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clipToBounds, groundDistanceM, viewGround } from "../../../src/desk/view/view-ground.ts";
import type { CameraReadout } from "../../../src/desk/view/view-store.ts";

const WIDE = { west: 114, south: 30, east: 115, north: 31 };
const camera = (more: Partial<CameraReadout> = {}): CameraReadout => ({
  lonDeg: 114.47,
  latDeg: 30.49,
  heightM: 124,
  aboveGroundM: 100,
  headingDeg: 0,
  pitchDeg: -90,
  fovyRad: Math.PI / 3,
  aspect: 1.6,
  ...more,
});
const corners = (more: Partial<CameraReadout>, bounds = WIDE) => viewGround(camera(more), bounds) ?? [];
const extent = (ring: readonly (readonly [number, number])[], axis: 0 | 1) => {
  const values = ring.map((point) => point[axis]);
  return [Math.min(...values), Math.max(...values)] as const;
};

describe("the ground in view", () => {
  test("from straight above is the picture's frame at the ground's scale", () => {
    const ring = corners({});
    expect(ring[0]).toEqual(ring.at(-1));
    const [west, east] = extent(ring, 0);
    const [south, north] = extent(ring, 1);
    const halfHeight = 100 * Math.tan(Math.PI / 6);
    expect(groundDistanceM([west, 30.49], [east, 30.49])).toBeCloseTo(2 * halfHeight * 1.6 * 0.96, 0);
    expect(groundDistanceM([114.47, south], [114.47, north])).toBeCloseTo(halfHeight * (0.94 + 0.86), 0);
  });

  test("lies ahead of a camera that looks ahead, whichever way it faces", () => {
    for (const [headingDeg, axis, sign] of [
      [0, 1, 1],
      [90, 0, 1],
      [180, 1, -1],
      [270, 0, -1],
    ] as const) {
      const ring = corners({ headingDeg, pitchDeg: -45 });
      const from = axis === 0 ? 114.47 : 30.49;
      const middle = ring.reduce((sum, point) => sum + point[axis], 0) / ring.length;
      expect(Math.sign(middle - from), `heading ${headingDeg}`).toBe(sign);
    }
  });

  test("ends where one can no longer make things out, also above the horizon", () => {
    for (const point of corners({ pitchDeg: -10 }))
      expect(groundDistanceM([114.47, 30.49], point)).toBeLessThan(1001);
    for (const point of corners({ pitchDeg: -3, aboveGroundM: 1.7, heightM: 25.7 }))
      expect(groundDistanceM([114.47, 30.49], point)).toBeLessThan(301);
  });

  test("is none at the sky, below the ground, or beside the city", () => {
    expect(viewGround(camera({ pitchDeg: 45 }), WIDE)).toBeUndefined();
    expect(viewGround(camera({ aboveGroundM: 0 }), WIDE)).toBeUndefined();
    expect(viewGround(camera(), { west: 10, south: 50, east: 11, north: 51 })).toBeUndefined();
  });
});

test("a ring cut to bounds stays within them, and one within them stays as it is", () => {
  const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 12 }), (ring) => {
      const box = { west: -1, south: -1, east: 1, north: 1 };
      for (const [x, y] of clipToBounds(ring, box)) {
        expect(Math.abs(x)).toBeLessThanOrEqual(1 + 1e-9);
        expect(Math.abs(y)).toBeLessThanOrEqual(1 + 1e-9);
      }
      const small = ring.map(([x, y]): [number, number] => [x / 2, y / 2]);
      expect(clipToBounds(small, box)).toEqual(small);
    }),
  );
});
