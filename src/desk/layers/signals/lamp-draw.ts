// One lamp as both engines draw it: a disc, its fields and its shader text.

import type { InstanceField, InstanceMesh } from "../../scenes/instance-mesh.ts";

const SIDES = 16;

export const LAMP_FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: 0 },
  { name: "i_local", size: 3, type: "f32", offset: 12 },
  { name: "i_face", size: 2, type: "f32", offset: 24 },
  { name: "i_look", size: 4, type: "u8", normalize: true, offset: 32 },
];

export const LAMP_VERTEX = `
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  float c = cos(i_face.x);
  float s = sin(i_face.x);
  cell = i_cell;
  local = i_local;
  turn = mat3(c, s, 0.0, -s, c, 0.0, 0.0, 0.0, 1.0);
  stretch = vec3(i_face.y);
  // Dark lamps keep a tint of their colour.
  paint = i_look.w > 0.5 ? i_look.rgb : i_look.rgb * 0.13 + 0.02;
  pick = 0u;
}`;
export const LAMP_FRAGMENT = "vec3 shade(vec3 paint, float part, float diffuse) { return paint; }";

/** A disc facing +x with a narrow rim, radius 1, a little in front of the head. */
export function lampMesh(): InstanceMesh {
  const positions = [0.06, 0, 0];
  const shapes = [1, 0, 0, 0];
  const indices: number[] = [];
  for (let i = 0; i < SIDES; i++) {
    const angle = (i * 2 * Math.PI) / SIDES;
    positions.push(0.06, Math.cos(angle), Math.sin(angle));
    shapes.push(1, 0, 0, 0);
    indices.push(0, i + 1, ((i + 1) % SIDES) + 1);
  }
  return {
    positions: Float32Array.from(positions),
    shapes: Float32Array.from(shapes),
    indices: Uint16Array.from(indices),
  };
}
