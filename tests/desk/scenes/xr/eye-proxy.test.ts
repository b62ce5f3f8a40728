import fc from "fast-check";
import { Matrix4, PerspectiveCamera, Quaternion, Vector3 } from "three";
import { expect, test } from "vitest";
import { createEyeProxy } from "../../../../src/desk/scenes/xr/eye-proxy.ts";

const DEG = Math.PI / 180;

/** An eye whose picture reaches these angles to its left and right, and this one up and down. */
function eye(leftDeg: number, rightDeg: number, halfDeg: number, at: Vector3, turn: Quaternion) {
  const camera = new PerspectiveCamera();
  const near = 0.1;
  const side = (deg: number) => Math.tan(deg * DEG) * near;
  camera.projectionMatrix.makePerspective(
    -side(leftDeg),
    side(rightDeg),
    side(halfDeg),
    -side(halfDeg),
    near,
    100,
  );
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
  camera.matrixWorld.compose(at, turn, new Vector3(1, 1, 1));
  camera.matrixWorldInverse.copy(camera.matrixWorld).invert();
  return camera;
}
const inside = (camera: PerspectiveCamera, point: Vector3) => {
  const seen = point
    .clone()
    .applyMatrix4(new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse));
  return Math.abs(seen.x) <= 1 && Math.abs(seen.y) <= 1 && seen.z <= 1;
};

test("what either eye sees, and what it sees after a turn of 10°, is within the proxy's picture", () => {
  fc.assert(
    fc.property(
      fc.record({
        outer: fc.double({ min: 40, max: 55, noNaN: true }),
        inner: fc.double({ min: 30, max: 45, noNaN: true }),
        half: fc.double({ min: 40, max: 52, noNaN: true }),
        ipd: fc.double({ min: 0.05, max: 0.075, noNaN: true }),
        cantDeg: fc.double({ min: 0, max: 5, noNaN: true }),
        yawDeg: fc.double({ min: -180, max: 180, noNaN: true }),
        pitchDeg: fc.double({ min: -60, max: 60, noNaN: true }),
        u: fc.double({ min: -0.999, max: 0.999, noNaN: true }),
        v: fc.double({ min: -0.999, max: 0.999, noNaN: true }),
        farM: fc.double({ min: 0.5, max: 90, noNaN: true }),
        right: fc.boolean(),
        turnDeg: fc.double({ min: -10, max: 10, noNaN: true }),
      }),
      ({ outer, inner, half, ipd, cantDeg, yawDeg, pitchDeg, u, v, farM, right, turnDeg }) => {
        const head = new Quaternion()
          .setFromAxisAngle(new Vector3(0, 1, 0), yawDeg * DEG)
          .multiply(new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), pitchDeg * DEG));
        const cant = (sign: number) =>
          head
            .clone()
            .multiply(new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), sign * cantDeg * DEG));
        const place = (x: number) =>
          new Vector3(x, 0, 0).applyQuaternion(head).add(new Vector3(700, 26, -300));
        const eyes = [
          eye(outer, inner, half, place(-ipd / 2), cant(1)),
          eye(inner, outer, half, place(ipd / 2), cant(-1)),
        ];
        const proxy = createEyeProxy(12, 2500);
        proxy.fit(eyes, 1000);
        const seeing = eyes[right ? 1 : 0] as PerspectiveCamera;
        const direction = new Vector3(u, v, 0.5).applyMatrix4(seeing.projectionMatrixInverse).normalize();
        const point = direction.multiplyScalar(farM).applyMatrix4(seeing.matrixWorld);
        expect(inside(seeing, point)).toBe(true);
        expect(inside(proxy.camera, point)).toBe(true);
        // The head turns before the proxy is fitted again.
        const turn = new Quaternion().setFromAxisAngle(
          new Vector3(0, 1, 0).applyQuaternion(head),
          turnDeg * DEG,
        );
        const centre = new Vector3(700, 26, -300);
        expect(inside(proxy.camera, point.sub(centre).applyQuaternion(turn).add(centre))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test("the right eye's outer side is lost by the left eye's picture and kept by the proxy's", () => {
  const straight = new Quaternion();
  const eyes = [
    eye(49, 37, 48, new Vector3(-0.032, 1.6, 0), straight),
    eye(37, 49, 48, new Vector3(0.032, 1.6, 0), straight),
  ] as const;
  const point = new Vector3(100, 1.6, -100);
  expect(inside(eyes[0], point)).toBe(false);
  expect(inside(eyes[1], point)).toBe(true);
  const proxy = createEyeProxy(12, 2500);
  proxy.fit(eyes, 1000);
  expect(inside(proxy.camera, point)).toBe(true);
});

test("pixels a degree stay the eyes', so that the same tiles are fine enough", () => {
  const one = eye(45, 45, 45, new Vector3(), new Quaternion());
  const proxy = createEyeProxy(12, 2500);
  proxy.fit([one], 1000);
  const perUnit = (camera: PerspectiveCamera, heightPx: number) =>
    (heightPx / 2) * (camera.projectionMatrix.elements[5] as number);
  expect(perUnit(proxy.camera, proxy.heightPx)).toBeCloseTo(perUnit(one, 1000), 6);
});

test("a head that rests is no change", () => {
  const one = eye(45, 45, 45, new Vector3(), new Quaternion());
  const proxy = createEyeProxy(12, 2500);
  expect(proxy.fit([one], 1000)).toBe(true);
  expect(proxy.fit([one], 1000)).toBe(false);
});
