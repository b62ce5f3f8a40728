// A drone as both engines draw it: body, four arms with rotors, camera. The unit is the thing itself: x −0.5 … 0.5 forward,
// y −0.5 … 0.5 left, z 0 … 1 up; instances stretch it to their size.

import type { InstanceMesh } from "../../scenes/instance-mesh.ts";
import { createMeshBuilder } from "../../scenes/mesh-builder.ts";

export const PART = { body: 0, rotor: 1, lens: 2, front: 3, back: 4 } as const;

export function droneMesh(): InstanceMesh {
  const mesh = createMeshBuilder();
  mesh.box([-0.24, 0.24], [-0.11, 0.11], [0.38, 0.72], PART.body, { x: [-0.2, 0.16], y: [-0.08, 0.08] });
  mesh.box([0.14, 0.3], [-0.07, 0.07], [0.1, 0.4], PART.lens);
  for (const x of [-1, 1])
    for (const y of [-1, 1]) {
      // Two boxes make an arm that runs outward.
      mesh.box(
        x > 0 ? [0.1, 0.26] : [-0.26, -0.1],
        y > 0 ? [0.08, 0.2] : [-0.2, -0.08],
        [0.5, 0.6],
        PART.body,
      );
      mesh.box(
        x > 0 ? [0.22, 0.36] : [-0.36, -0.22],
        y > 0 ? [0.16, 0.36] : [-0.36, -0.16],
        [0.5, 0.6],
        PART.body,
      );
      mesh.cylinder("z", [0.72, 0.78], [x * 0.33, y * 0.33], 0.17, PART.rotor, 12);
      mesh.cylinder("z", [0.4, 0.74], [x * 0.33, y * 0.33], 0.035, x > 0 ? PART.front : PART.back, 6);
      mesh.box(x > 0 ? [0.2, 0.24] : [-0.24, -0.2], y > 0 ? [0.1, 0.13] : [-0.13, -0.1], [0, 0.5], PART.body);
    }
  return mesh.finish();
}

/** sRGB; navigation lights in front green, behind red. */
export const DRONE_FRAGMENT = `
vec3 shade(vec3 paint, float part, float diffuse) {
  vec3 base = vec3(0.86, 0.88, 0.9);
  vec3 glow = vec3(0.0);
  if (part > 3.5) { base = vec3(0.9, 0.1, 0.08); glow = base * (0.35 + 0.6 * CITY_NIGHT); }
  else if (part > 2.5) { base = vec3(0.1, 0.85, 0.35); glow = base * (0.35 + 0.6 * CITY_NIGHT); }
  else if (part > 1.5) base = vec3(0.05);
  else if (part > 0.5) base = vec3(0.25, 0.28, 0.32);
  return base * (0.5 + 0.5 * diffuse) * sqrt(min(u_level, vec3(1.1))) + glow;
}`;
