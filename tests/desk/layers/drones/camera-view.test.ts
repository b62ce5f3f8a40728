import { describe, expect, test } from "vitest";
import {
  droneViews,
  MOST_RANGE_M,
  STEM_STRIDE,
  VIEW_STRIDE,
  viewMesh,
} from "../../../../src/desk/layers/drones/camera-view.ts";
import type { DroneObservation } from "../../../../src/model/twin/drone.ts";
import type { TrackPose } from "../../../../src/model/twin/twin-store.ts";

const DEG = Math.PI / 180;
const drone = (more: Partial<DroneObservation>): DroneObservation => ({
  id: "d",
  source: "s",
  timeMs: 0,
  state: "flying",
  gimbal: { pitchRad: -60 * DEG, rollRad: 0, yawRad: 90 * DEG },
  camera: { hfovRad: 71.6 * DEG, vfovRad: 56.8 * DEG },
  ...more,
});
const pose: TrackPose = { eastM: 1000, northM: -300, upM: 105, headingRad: 0, speedMps: 10, reportedMs: 0 };
const poseOf = () => pose;

function corners(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const at = (k: number) => view.getFloat32(k * 4, true);
  return [0, 1, 2, 3].map((k) => [at(0) + at(3 + k * 2), at(1) + at(4 + k * 2)]);
}

describe("what a drone's camera sees", () => {
  test("lies ahead of where it looks, centred on its line of sight, on the ground", () => {
    const { footprints, stems } = droneViews([drone({})], poseOf, 5, "d");
    expect([footprints.count, stems.count]).toEqual([1, 1]);
    const seen = corners(footprints.bytes);
    // Looking east: ahead is east, and left and right of it are as far.
    const north = seen.map(([, n]) => (n as number) + 300);
    expect((north[0] as number) + (north[1] as number)).toBeCloseTo(0, 3);
    expect((north[2] as number) + (north[3] as number)).toBeCloseTo(0, 3);
    // Near edge 100 / tan(88.4°), far edge 100 / tan(31.6°).
    expect((seen[0]?.[0] as number) - 1000).toBeCloseTo(100 / Math.tan(88.4 * DEG), 2);
    expect((seen[2]?.[0] as number) - 1000).toBeCloseTo(100 / Math.tan(31.6 * DEG), 2);
    const stem = new DataView(stems.bytes.buffer);
    expect(stem.getFloat32(24, true)).toBe(100);
    expect(stem.getFloat32(28, true)).toBe(1);
  });

  test("is cut before the horizon", () => {
    const level = drone({ gimbal: { pitchRad: -20 * DEG, rollRad: 0, yawRad: 0 } });
    const { footprints } = droneViews([level], poseOf, 5, undefined);
    const far = Math.max(...corners(footprints.bytes).map(([, n]) => (n as number) + 300));
    expect(far).toBeCloseTo(MOST_RANGE_M, 2);
  });

  test("is not made up where the camera tells no angle, and nothing is drawn of who is on the ground or gone", () => {
    const { gimbal: _, ...silent } = drone({});
    expect(droneViews([silent], poseOf, 5, undefined).footprints.count).toBe(0);
    expect(droneViews([silent], poseOf, 5, undefined).stems.count).toBe(1);
    expect(droneViews([drone({ state: "parked" })], poseOf, 5, undefined).stems.count).toBe(0);
    expect(droneViews([drone({})], () => undefined, 5, undefined).stems.count).toBe(0);
    expect(droneViews([drone({})], poseOf, 104, undefined).stems.count).toBe(0);
  });

  test("instances keep to their stride, and the mesh names four corners only", () => {
    const { footprints, stems } = droneViews([drone({}), drone({ id: "e" })], poseOf, 5, undefined);
    expect(footprints.bytes.length).toBe(2 * VIEW_STRIDE);
    expect(stems.bytes.length).toBe(2 * STEM_STRIDE);
    const { positions, indices } = viewMesh();
    for (let i = 0; i < positions.length; i += 3) expect([0, 1, 2, 3]).toContain(positions[i]);
    expect(Math.max(...indices)).toBe(positions.length / 3 - 1);
  });
});
