import fc from "fast-check";
import { Group, PerspectiveCamera } from "three";
import { describe, expect, test } from "vitest";
import { clampSpeed, createComfort, MOST_SPEED_MPS } from "../../../../src/desk/scenes/xr/body/comfort.ts";
import { createRigMoves, SNAP_RAD } from "../../../../src/desk/scenes/xr/body/rig-moves.ts";
import { STANDING_EYE_M, seatedLift } from "../../../../src/desk/scenes/xr/body/seat.ts";
import {
  clearHalfAngleDeg,
  createVignette,
  SOFT_DEG,
  vignetteStrength,
} from "../../../../src/desk/scenes/xr/body/vignette.ts";

const metres = fc.double({ min: -2, max: 2, noNaN: true });
const angle = fc.double({ min: -3.1, max: 3.1, noNaN: true });

function person() {
  const rig = new Group();
  const camera = new PerspectiveCamera();
  rig.add(camera);
  return { rig, camera, moves: createRigMoves(rig, camera) };
}

describe("moving the rig", () => {
  test("a snap turns by 45° ± 0.01° about the head, wherever in the room it is; eight come round to the start", () => {
    fc.assert(
      fc.property(metres, metres, angle, angle, (x, z, rigYaw, headYaw) => {
        const { rig, camera, moves } = person();
        rig.position.set(1200, 3.5, -800);
        rig.rotation.set(0, rigYaw, 0);
        camera.position.set(x, 1.6, z);
        camera.rotation.set(0, headYaw, 0);
        const from = moves.head().clone();
        const yaw = moves.headYaw();
        moves.turn(SNAP_RAD);
        const turned = (((((moves.headYaw() - yaw) * 180) / Math.PI) % 360) + 360) % 360;
        expect(Math.abs(turned - 45)).toBeLessThan(0.01);
        expect(moves.head().distanceTo(from)).toBeLessThan(1e-9);
        for (let i = 1; i < 8; i++) moves.turn(SNAP_RAD);
        expect(Math.abs(Math.sin(moves.headYaw() - yaw))).toBeLessThan(1e-9);
        expect(moves.head().distanceTo(from)).toBeLessThan(1e-9);
      }),
    );
  });

  test("recentring puts the head over the place and lets it look the way that was wanted", () => {
    fc.assert(
      fc.property(metres, metres, angle, angle, (x, z, headYaw, wanted) => {
        const { rig, camera, moves } = person();
        rig.position.set(10, 2, -5);
        camera.position.set(x, 1.2, z);
        camera.rotation.set(0, headYaw, 0);
        moves.recentre(30, -40, wanted);
        expect(Math.hypot(moves.head().x - 30, moves.head().z + 40)).toBeLessThan(1e-9);
        expect(Math.abs(Math.sin((moves.headYaw() - wanted) / 2))).toBeLessThan(1e-9);
        expect(rig.position.y).toBe(2);
      }),
    );
  });
});

describe("comfort", () => {
  test("at full speed the vignette is at half of its strength or more, and hides half of a headset's picture or more", () => {
    for (const speed of [1.4, 2, MOST_SPEED_MPS]) {
      const strength = vignetteStrength(speed);
      expect(strength).toBeGreaterThanOrEqual(0.5);
      // A Quest 3 eye: 49° outward, 37° inward, 48° up and down. The share of its pixels beyond the clear cone and its edge.
      const tan = (deg: number) => Math.tan((deg * Math.PI) / 180);
      const limit = clearHalfAngleDeg(strength) + SOFT_DEG;
      let hidden = 0;
      let all = 0;
      for (let i = 0; i < 200; i++)
        for (let k = 0; k < 200; k++) {
          const x = -tan(49) + ((tan(49) + tan(37)) * (i + 0.5)) / 200;
          const y = -tan(48) + (2 * tan(48) * (k + 0.5)) / 200;
          all += 1;
          if ((Math.atan(Math.hypot(x, y)) * 180) / Math.PI > limit) hidden += 1;
        }
      expect(hidden / all, `${speed} m/s`).toBeGreaterThanOrEqual(0.5);
    }
    expect(vignetteStrength(0)).toBe(0);
  });

  test("smooth walking is never the default, and no speed goes beyond 3 m/s", () => {
    expect(createComfort().getState()).toMatchObject({ smooth: false, seated: false, speedMps: 1.4 });
    expect([clampSpeed(9), clampSpeed(1.4), clampSpeed(0)]).toEqual([3, 1.4, 0.5]);
  });

  test("the vignette is all that hangs on the head, unseen while nobody moves", () => {
    const { camera } = person();
    const vignette = createVignette(camera);
    expect(camera.children).toEqual([vignette.mesh]);
    expect(vignette.mesh.visible).toBe(false);
    vignette.set(0.7, 0);
    expect(vignette.mesh.visible).toBe(true);
    vignette.detach();
    expect(camera.children).toEqual([]);
  });

  test("who sits is lifted to the eyes of who stands, within reason", () => {
    expect(seatedLift(1.15)).toBeCloseTo(STANDING_EYE_M - 1.15, 12);
    expect(seatedLift(1.8)).toBe(0);
    expect(seatedLift(0.1)).toBe(1.1);
  });
});
