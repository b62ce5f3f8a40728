// One camera round all eyes, for choosing tiles: since three r187 the headset's camera carries the left eye's frustum
// only, and what the right eye alone sees would never load. Turned as the first eye, as wide as all eyes need and a
// margin for the turns of a head between two choices. Eyes may be canted against each other.

import { type Camera, MathUtils, PerspectiveCamera, Quaternion, Vector3 } from "three";

const NEAR_M = 0.05;
const MOST_DEG = 80;
const CORNERS = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;

export interface EyeProxy {
  camera: PerspectiveCamera;
  /** Pixels of its picture at the eyes' own pixels a degree. */
  heightPx: number;
  /** Puts the camera round the eyes; true when it moved or changed since the fit before. */
  fit(eyes: readonly Camera[], eyeHeightPx: number): boolean;
}

export function createEyeProxy(marginDeg: number, farM: number): EyeProxy {
  const camera = new PerspectiveCamera();
  camera.matrixAutoUpdate = false;
  camera.matrixWorldAutoUpdate = false;
  const position = new Vector3();
  const eyeAt = new Vector3();
  const scale = new Vector3();
  const turn = new Quaternion();
  const direction = new Vector3();
  const backward = new Vector3();
  const before = new Float64Array(32);

  /** Tangents left, right, down, up that hold every corner of every eye. */
  function tangents(eyes: readonly Camera[], out: Float64Array): void {
    out.fill(0);
    for (const eye of eyes)
      for (const [x, y] of CORNERS) {
        direction
          .set(x, y, 0.5)
          .applyMatrix4(eye.projectionMatrixInverse)
          .transformDirection(eye.matrixWorld);
        direction.transformDirection(camera.matrixWorldInverse);
        const ahead = Math.max(1e-3, -direction.z);
        const [tx, ty] = [direction.x / ahead, direction.y / ahead];
        out[0] = Math.max(out[0] as number, -tx);
        out[1] = Math.max(out[1] as number, tx);
        out[2] = Math.max(out[2] as number, -ty);
        out[3] = Math.max(out[3] as number, ty);
      }
  }
  const sides = new Float64Array(4);
  const widened = (tangent: number) =>
    Math.tan(Math.min(Math.atan(tangent) + MathUtils.degToRad(marginDeg), MathUtils.degToRad(MOST_DEG)));

  return {
    camera,
    heightPx: 1,
    fit(eyes, eyeHeightPx) {
      const first = eyes[0];
      if (!first) return false;
      first.matrixWorld.decompose(position, turn, scale);
      position.set(0, 0, 0);
      for (const eye of eyes) position.add(eyeAt.setFromMatrixPosition(eye.matrixWorld));
      position.divideScalar(eyes.length);
      // From a little behind, one pyramid holds those of eyes that stand apart.
      let apart = 0;
      for (const eye of eyes)
        apart = Math.max(apart, eyeAt.setFromMatrixPosition(eye.matrixWorld).distanceTo(position));
      position.addScaledVector(backward.set(0, 0, 1).applyQuaternion(turn), apart * 2);
      camera.matrixWorld.compose(position, turn, scale.set(1, 1, 1));
      camera.matrixWorldInverse.copy(camera.matrixWorld).invert();
      tangents(eyes, sides);
      const [left, right, down, up] = [...sides].map(widened) as [number, number, number, number];
      camera.projectionMatrix.makePerspective(
        -left * NEAR_M,
        right * NEAR_M,
        up * NEAR_M,
        -down * NEAR_M,
        NEAR_M,
        farM,
      );
      camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
      const scaleOf = (matrix: { elements: number[] }) => matrix.elements[5] as number;
      this.heightPx = (eyeHeightPx * scaleOf(first.projectionMatrix)) / scaleOf(camera.projectionMatrix);
      let changed = false;
      for (let i = 0; i < 16; i++) {
        const [world, projection] = [camera.matrixWorld.elements[i], camera.projectionMatrix.elements[i]];
        if (Math.abs((before[i] as number) - (world as number)) > 1e-4) changed = true;
        if (Math.abs((before[i + 16] as number) - (projection as number)) > 1e-6) changed = true;
      }
      if (changed) {
        before.set(camera.matrixWorld.elements);
        before.set(camera.projectionMatrix.elements, 16);
      }
      return changed;
    },
  };
}
