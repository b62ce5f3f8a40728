// The ground that a device sees, planned or standing, as a flat shape for either engine.

import type { InstanceField, InstanceMesh } from "./instance-mesh.ts";
import { putPlace } from "./instance-place.ts";

/** Numbers that the plan's own parts leave for it: its paint and its band. */
export const SECTOR_PART = { fill: 0, edge: 4 } as const;
export const SECTOR_FRAGMENT = `
vec4 shade(vec3 paint, float part, float diffuse) { return vec4(paint, part > 3.5 ? 0.85 : 0.16); }`;

/**
 * What a device sees, as a flat sector on the ground: the fill and its edge. Metres round the foot,
 * looking along +x; a full circle has no sides.
 */
export function viewSector(fovDeg: number, rangeM: number, edgeM: number): InstanceMesh {
  const positions: number[] = [];
  const shapes: number[] = [];
  const indices: number[] = [];
  const vertex = (x: number, y: number, part: number) => {
    positions.push(x, y, 0);
    shapes.push(0, 0, 1, part);
    return positions.length / 3 - 1;
  };
  const round = fovDeg >= 360;
  const half = (Math.min(fovDeg, 360) / 2) * (Math.PI / 180);
  const steps = Math.max(2, Math.ceil(Math.min(fovDeg, 360) / 4));
  const angles = Array.from({ length: steps + 1 }, (_, i) => -half + (2 * half * i) / steps);
  const centre = vertex(0, 0, SECTOR_PART.fill);
  const arc = angles.map((a) => vertex(rangeM * Math.cos(a), rangeM * Math.sin(a), SECTOR_PART.fill));
  arc.slice(1).forEach((at, i) => {
    indices.push(centre, arc[i] as number, at);
  });
  const strip = (inner: number[], outer: number[]) => {
    for (let i = 1; i < inner.length; i++) {
      const [a, b] = [inner[i - 1] as number, inner[i] as number];
      const [c, d] = [outer[i - 1] as number, outer[i] as number];
      indices.push(a, c, d, a, d, b);
    }
  };
  const onArc = (r: number) => angles.map((a) => vertex(r * Math.cos(a), r * Math.sin(a), SECTOR_PART.edge));
  strip(onArc(rangeM - edgeM), onArc(rangeM));
  if (!round)
    for (const a of [-half, half]) {
      const [x, y] = [Math.cos(a), Math.sin(a)];
      // Thin at the foot, so that what is near is not hidden.
      const side = (off: number) => [
        vertex(-y * off * 0.1, x * off * 0.1, SECTOR_PART.edge),
        vertex(rangeM * x - y * off, rangeM * y + x * off, SECTOR_PART.edge),
      ];
      strip(side(edgeM / 2), side(-edgeM / 2));
    }
  return {
    positions: Float32Array.from(positions),
    shapes: Float32Array.from(shapes),
    indices: Uint16Array.from(indices),
  };
}

export const SECTOR_STRIDE = 28;
export const SECTOR_FIELDS: readonly InstanceField[] = [
  { name: "i_cell", size: 3, type: "f32", offset: 0 },
  { name: "i_local", size: 3, type: "f32", offset: 12 },
  { name: "i_turn", size: 1, type: "f32", offset: 24 },
];
/** @param paint sRGB, 0–255 */
export const sectorVertex = (paint: readonly [number, number, number]): string => `
void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick) {
  float c = cos(i_turn);
  float s = sin(i_turn);
  cell = i_cell;
  local = i_local;
  turn = mat3(c, s, 0.0, -s, c, 0.0, 0.0, 0.0, 1.0);
  paint = vec3(${paint.map((v) => (v / 255).toFixed(4)).join(", ")});
  pick = 0u;
}`;

/** Bytes of one sector. @param turnRad counter-clockwise from east */
export function sectorInstance(enu: readonly [number, number, number], turnRad: number): Uint8Array {
  const bytes = new Uint8Array(SECTOR_STRIDE);
  const data = new DataView(bytes.buffer);
  putPlace(data, 0, enu);
  data.setFloat32(24, turnRad, true);
  return bytes;
}
