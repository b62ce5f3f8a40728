// A body as the box round it, along its longest horizontal edge: what stands for it far away. Walls keep the body's
// colour and facade code, the lid its roof's colour; there is no floor.

import { GRAIN_M, MATERIALS } from "./feature-record.ts";
import type { RecordLevel, RecordMesh } from "./read-record.ts";

export interface Massing {
  meshes: RecordMesh[];
  /** How far a corner of the box is from the body at most. */
  errorM: number;
}

const ROOF = MATERIALS.indexOf("roof");
const FACADE = MATERIALS.indexOf("facade");
const PLAIN = MATERIALS.indexOf("plain");
const NO_IMAGE = -1;

/** Direction of the longest edge that is nearly level, in plan. */
function direction(meshes: readonly RecordMesh[]): [number, number] {
  let best = 0;
  let out: [number, number] = [1, 0];
  for (const { positions: p, indices } of meshes)
    for (let i = 0; i < indices.length; i++) {
      const a = (indices[i] as number) * 3;
      const b = (indices[i % 3 === 2 ? i - 2 : i + 1] as number) * 3;
      const x = (p[b] as number) - (p[a] as number);
      const y = (p[b + 1] as number) - (p[a + 1] as number);
      const z = (p[b + 2] as number) - (p[a + 2] as number);
      const plan2 = x * x + y * y;
      if (plan2 <= best || z * z > plan2 * 0.01) continue;
      best = plan2;
      const length = Math.sqrt(plan2);
      out = [x / length, y / length];
    }
  return out;
}

/** The box in its own axes, grains: c, s, then u0, v0, z0, u1, v1, z1. */
function boxRound(meshes: readonly RecordMesh[]) {
  const [c, s] = direction(meshes);
  let [u0, v0, z0] = [Infinity, Infinity, Infinity];
  let [u1, v1, z1] = [-Infinity, -Infinity, -Infinity];
  for (const { positions: p } of meshes)
    for (let i = 0; i < p.length; i += 3) {
      const x = p[i] as number;
      const y = p[i + 1] as number;
      const z = p[i + 2] as number;
      const u = c * x + s * y;
      const v = c * y - s * x;
      if (u < u0) u0 = u;
      if (u > u1) u1 = u;
      if (v < v0) v0 = v;
      if (v > v1) v1 = v;
      if (z < z0) z0 = z;
      if (z > z1) z1 = z;
    }
  return { c, s, u0, v0, z0, u1, v1, z1 };
}

const WALLS = Uint16Array.of(
  ...[0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7, 8, 9, 10, 8, 10, 11, 12, 13, 14, 12, 14, 15],
);
const LID = Uint16Array.of(0, 1, 2, 0, 2, 3);
const NO_WINDOWS = [255, 0, 0, 0] as const;

const colourOf = (mesh: RecordMesh | undefined): readonly [number, number, number] =>
  mesh?.colours
    ? [mesh.colours[0] as number, mesh.colours[1] as number, mesh.colours[2] as number]
    : (mesh?.colour ?? [200, 200, 200]);

/** @param leastWindowsM boxes that are lower have no windows: too small to see where they are shown */
export function boxMassing({ meshes }: RecordLevel, leastWindowsM: number): Massing {
  const { c, s, u0, v0, z0, u1, v1, z1 } = boxRound(meshes);
  const plan = [u0, v0, u1, v0, u1, v1, u0, v1];
  const foot = new Int32Array(8);
  for (let i = 0; i < 8; i += 2) {
    const [u, v] = [plan[i] as number, plan[i + 1] as number];
    foot[i] = Math.round(c * u - s * v);
    foot[i + 1] = Math.round(s * u + c * v);
  }
  const wall = meshes.find(({ material }) => material === FACADE) ?? meshes[0];
  const roof = meshes.find(({ material }) => material === ROOF) ?? wall;
  const heightM = (z1 - z0) * GRAIN_M;
  const windows = wall?.material === FACADE && heightM >= leastWindowsM;
  const walls = new Int32Array(48);
  const uvs = new Float32Array(32);
  const lid = new Int32Array(12);
  let along = 0;
  for (let side = 0; side < 4; side++) {
    const a = side * 2;
    const b = ((side + 1) % 4) * 2;
    const next = along + (side % 2 === 0 ? u1 - u0 : v1 - v0) * GRAIN_M;
    // Down one edge and up the next, as walls are everywhere here.
    for (let k = 0; k < 4; k++) {
      const from = k < 2 ? a : b;
      const at = side * 4 + k;
      const upper = k === 0 || k === 3;
      walls[at * 3] = foot[from] as number;
      walls[at * 3 + 1] = foot[from + 1] as number;
      walls[at * 3 + 2] = upper ? z1 : z0;
      uvs[at * 2] = k < 2 ? along : next;
      uvs[at * 2 + 1] = upper ? heightM : 0;
    }
    lid[side * 3] = foot[a] as number;
    lid[side * 3 + 1] = foot[a + 1] as number;
    lid[side * 3 + 2] = z1;
    along = next;
  }
  const box: RecordMesh[] = [
    {
      material: windows ? FACADE : PLAIN,
      positions: walls,
      indices: WALLS,
      colour: colourOf(wall),
      colours: undefined,
      uvs: windows ? uvs : undefined,
      facade: windows ? (wall?.facade ?? NO_WINDOWS) : NO_WINDOWS,
      image: NO_IMAGE,
    },
    {
      material: ROOF,
      positions: lid,
      indices: LID,
      colour: colourOf(roof),
      colours: undefined,
      uvs: undefined,
      facade: NO_WINDOWS,
      image: NO_IMAGE,
    },
  ];
  return { meshes: box, errorM: farthest(foot, z0, z1, meshes) };
}

/** Of the box's corners from the nearest corner of the body, metres. */
function farthest(foot: Int32Array, z0: number, z1: number, meshes: readonly RecordMesh[]): number {
  let most = 0;
  for (let corner = 0; corner < 8; corner++) {
    const x = foot[(corner & 3) * 2] as number;
    const y = foot[(corner & 3) * 2 + 1] as number;
    const z = corner < 4 ? z0 : z1;
    let nearest = Infinity;
    for (const { positions: p } of meshes)
      for (let i = 0; i < p.length; i += 3) {
        const dx = (p[i] as number) - x;
        const dy = (p[i + 1] as number) - y;
        const dz = (p[i + 2] as number) - z;
        const d = dx * dx + dy * dy + dz * dz;
        if (d < nearest) nearest = d;
      }
    if (nearest > most) most = nearest;
  }
  return Math.sqrt(most) * GRAIN_M;
}
