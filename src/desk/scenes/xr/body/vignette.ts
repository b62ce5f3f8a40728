// The one thing that hangs on the head: a dark hood that narrows the view while walking smoothly, and closes for a blink.
// It is drawn by the angle from each eye's own axis, so that both eyes see the same. Unseen while nothing moves.

import { BackSide, Mesh, type PerspectiveCamera, ShaderMaterial, SphereGeometry } from "three";
import type { Detach } from "../../layer.ts";
import { MOST_SPEED_MPS } from "./comfort.ts";

/** Half of the angle that stays clear: barely narrowed, and at full strength. */
export const WIDEST_DEG = 52;
export const NARROWEST_DEG = 24;
export const SOFT_DEG = 8;
const RADIUS_M = 0.45;
const ON_TOP = 1000;

/** 0 … 1; walking at all takes half of it. */
export const vignetteStrength = (speedMps: number): number =>
  speedMps <= 0 ? 0 : 0.5 + 0.5 * Math.min(1, speedMps / MOST_SPEED_MPS);

/** Half angle that stays wholly clear at a strength, degrees. */
export const clearHalfAngleDeg = (strength: number): number =>
  WIDEST_DEG + (NARROWEST_DEG - WIDEST_DEG) * strength;

export interface Vignette {
  /** @param closed 0 open … 1 dark */
  set(strength: number, closed: number): void;
  strength(): number;
  mesh: Mesh;
  detach: Detach;
}

export function createVignette(camera: PerspectiveCamera): Vignette {
  const clear = { value: Math.PI };
  const closing = { value: 0 };
  let now = 0;
  const material = new ShaderMaterial({
    name: "vignette",
    side: BackSide,
    transparent: true,
    depthTest: false,
    depthWrite: false,
    toneMapped: false,
    uniforms: { u_clear: clear, u_closed: closing },
    vertexShader: `
      varying vec3 v_eye;
      void main() {
        vec4 at = modelViewMatrix * vec4(position, 1.0);
        v_eye = at.xyz;
        gl_Position = projectionMatrix * at;
      }`,
    fragmentShader: `
      varying vec3 v_eye;
      uniform float u_clear;
      uniform float u_closed;
      void main() {
        float off = acos(clamp(-normalize(v_eye).z, -1.0, 1.0));
        float dark = smoothstep(u_clear, u_clear + ${((SOFT_DEG * Math.PI) / 180).toFixed(4)}, off);
        gl_FragColor = vec4(0.0, 0.0, 0.0, max(dark, u_closed));
      }`,
  });
  const mesh = new Mesh(new SphereGeometry(RADIUS_M, 24, 16), material);
  mesh.name = "vignette";
  mesh.renderOrder = ON_TOP;
  mesh.frustumCulled = false;
  mesh.visible = false;
  camera.add(mesh);
  return {
    mesh,
    strength: () => now,
    set(strength, closed) {
      now = strength;
      mesh.visible = strength > 0 || closed > 0;
      clear.value = strength > 0 ? (clearHalfAngleDeg(strength) * Math.PI) / 180 : Math.PI;
      closing.value = closed;
    },
    detach() {
      camera.remove(mesh);
      mesh.geometry.dispose();
      material.dispose();
    },
  };
}
