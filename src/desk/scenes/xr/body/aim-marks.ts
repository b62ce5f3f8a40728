// Shows where a teleport would go: a ribbon along the way and a mark on the ground. Valid and not valid differ in shape
// as well as in colour: whole ribbon, ring with a full middle; broken ribbon, ring with a cross.

import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DoubleSide,
  DynamicDrawUsage,
  Group,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  PlaneGeometry,
  RingGeometry,
  ShaderMaterial,
} from "three";
import type { Detach } from "../../layer.ts";
import { type Aim, MOST_POINTS } from "./teleport-aim.ts";

/** Okabe–Ito: sky blue and vermilion stay apart for every kind of colour vision. */
const VALID = "#56b4e9";
const INVALID = "#e06c1f";
const WIDE_M = 0.024;
const OVER_GROUND_M = 0.03;

/** Metres from the point before. */
function apart(points: Float64Array, i: number): number {
  let sum = 0;
  for (let k = i * 3; k < i * 3 + 3; k++) {
    const d = (points[k] as number) - (points[k - 3] as number);
    sum += d * d;
  }
  return Math.sqrt(sum);
}

export interface AimMarks {
  show(aim: Aim): void;
  hide(): void;
  group: Group;
  detach: Detach;
}

function ribbonMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    name: "aim-ribbon",
    transparent: true,
    side: DoubleSide,
    depthWrite: false,
    toneMapped: false,
    uniforms: { u_colour: { value: new Color(VALID) }, u_broken: { value: 0 } },
    vertexShader: `
      attribute vec3 onward;
      attribute vec2 place; // side −1 or 1, metres along
      varying float v_along;
      void main() {
        vec4 at = modelViewMatrix * vec4(position, 1.0);
        vec3 way = (modelViewMatrix * vec4(onward, 0.0)).xyz;
        vec3 across = cross(way, at.xyz);
        across = length(across) > 1e-6 ? normalize(across) : vec3(1.0, 0.0, 0.0);
        float wide = ${(WIDE_M / 2).toFixed(4)} * max(1.0, -at.z / 6.0);
        at.xyz += across * place.x * wide;
        v_along = place.y;
        gl_Position = projectionMatrix * at;
      }`,
    fragmentShader: `
      uniform vec3 u_colour;
      uniform float u_broken;
      varying float v_along;
      void main() {
        if (u_broken > 0.5 && fract(v_along * 1.6) > 0.5) discard;
        gl_FragColor = vec4(u_colour, 0.9);
        #include <colorspace_fragment>
      }`,
  });
}

export function createAimMarks(world: Object3D): AimMarks {
  const group = new Group();
  group.name = "aim";
  group.visible = false;
  const geometry = new BufferGeometry();
  const attribute = (size: number) => {
    const made = new BufferAttribute(new Float32Array(MOST_POINTS * 2 * size), size);
    made.setUsage(DynamicDrawUsage);
    return made;
  };
  const positions = attribute(3);
  const onward = attribute(3);
  const place = attribute(2);
  geometry.setAttribute("position", positions);
  geometry.setAttribute("onward", onward);
  geometry.setAttribute("place", place);
  const indices: number[] = [];
  for (let i = 1; i < MOST_POINTS; i++) {
    const k = 2 * i;
    indices.push(k - 2, k - 1, k, k, k - 1, k + 1);
  }
  geometry.setIndex(indices);
  const ribbon = new Mesh(geometry, ribbonMaterial());
  ribbon.frustumCulled = false;

  const target = new Group();
  const paint = new MeshBasicMaterial({
    transparent: true,
    opacity: 0.9,
    depthWrite: false,
    toneMapped: false,
  });
  const flat = (shape: BufferGeometry) => shape.rotateX(-Math.PI / 2);
  const ring = new Mesh(flat(new RingGeometry(0.34, 0.42, 48)), paint);
  const middle = new Mesh(flat(new RingGeometry(0, 0.16, 32)), paint);
  const cross = [1, -1].map((side) => {
    const bar = new Mesh(flat(new PlaneGeometry(0.5, 0.08)), paint);
    bar.rotation.y = (side * Math.PI) / 4;
    return bar;
  });
  target.add(ring, middle, ...cross);
  group.add(ribbon, target);
  world.add(group);
  const valid = new Color(VALID);
  const invalid = new Color(INVALID);
  const colour = ribbon.material.uniforms.u_colour as { value: Color };
  const broken = ribbon.material.uniforms.u_broken as { value: number };

  return {
    group,
    hide() {
      group.visible = false;
    },
    show({ state, points, count }) {
      group.visible = true;
      const good = state === "valid";
      colour.value = good ? valid : invalid;
      broken.value = good ? 0 : 1;
      paint.color.copy(colour.value);
      const p = positions.array as Float32Array;
      const w = onward.array as Float32Array;
      const s = place.array as Float32Array;
      let along = 0;
      for (let i = 0; i < count; i++) {
        const from = Math.max(0, i - 1) * 3;
        const to = Math.min(count - 1, i + 1) * 3;
        const e = points[i * 3] as number;
        const n = points[i * 3 + 1] as number;
        const u = points[i * 3 + 2] as number;
        if (i > 0) along += apart(points, i);
        for (let side = 0; side < 2; side++) {
          const k = (2 * i + side) * 3;
          p[k] = e;
          p[k + 1] = u;
          p[k + 2] = -n;
          w[k] = (points[to] as number) - (points[from] as number);
          w[k + 1] = (points[to + 2] as number) - (points[from + 2] as number);
          w[k + 2] = -((points[to + 1] as number) - (points[from + 1] as number));
          s[(2 * i + side) * 2] = side === 0 ? -1 : 1;
          s[(2 * i + side) * 2 + 1] = along;
        }
      }
      positions.needsUpdate = true;
      onward.needsUpdate = true;
      place.needsUpdate = true;
      geometry.setDrawRange(0, Math.max(0, count - 1) * 6);
      const last = (count - 1) * 3;
      target.position.set(
        points[last] as number,
        (points[last + 2] as number) + OVER_GROUND_M,
        -(points[last + 1] as number),
      );
      target.visible = state !== "too-far";
      middle.visible = good;
      for (let i = 0; i < cross.length; i++) (cross[i] as Mesh).visible = !good;
    },
    detach() {
      world.remove(group);
      group.traverse((object) => {
        if (object instanceof Mesh) object.geometry.dispose();
      });
      ribbon.material.dispose();
      paint.dispose();
    },
  };
}
