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

export function boxMassing({ meshes }: RecordLevel): Massing {
  const [c, s] = direction(meshes);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const { positions: p } of meshes)
    for (let i = 0; i < p.length; i += 3) {
      const x = p[i] as number;
      const y = p[i + 1] as number;
      const place = [c * x + s * y, c * y - s * x, p[i + 2] as number];
      for (let axis = 0; axis < 3; axis++) {
        const v = place[axis] as number;
        if (v < (low[axis] as number)) low[axis] = v;
        if (v > (high[axis] as number)) high[axis] = v;
      }
    }
  const at = (u: number, v: number, z: number) =>
    [c * u - s * v, s * u + c * v, z].map(Math.round) as [number, number, number];
  const [u0, v0, z0] = low as [number, number, number];
  const [u1, v1, z1] = high as [number, number, number];
  const plan: [number, number][] = [
    [u0, v0],
    [u1, v0],
    [u1, v1],
    [u0, v1],
  ];
  const wall = meshes.find(({ material }) => material === FACADE) ?? meshes[0];
  const roof = meshes.find(({ material }) => material === ROOF) ?? wall;
  const positions: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  let along = 0;
  const heightM = (z1 - z0) * GRAIN_M;
  for (let side = 0; side < 4; side++) {
    const [au, av] = plan[side] as [number, number];
    const [bu, bv] = plan[(side + 1) % 4] as [number, number];
    const lengthM = (Math.abs(bu - au) + Math.abs(bv - av)) * GRAIN_M;
    const base = side * 4;
    positions.push(...at(au, av, z0), ...at(bu, bv, z0), ...at(bu, bv, z1), ...at(au, av, z1));
    uvs.push(along, 0, along + lengthM, 0, along + lengthM, heightM, along, heightM);
    indices.push(base, base + 1, base + 2, base, base + 2, base + 3);
    along += lengthM;
  }
  const colourOf = (mesh: RecordMesh | undefined): readonly [number, number, number] =>
    mesh?.colours
      ? [mesh.colours[0] as number, mesh.colours[1] as number, mesh.colours[2] as number]
      : (mesh?.colour ?? [200, 200, 200]);
  const isFacade = wall?.material === FACADE;
  const box: RecordMesh[] = [
    {
      material: isFacade ? FACADE : PLAIN,
      positions: Int32Array.from(positions),
      indices: Uint16Array.from(indices),
      colour: colourOf(wall),
      colours: undefined,
      uvs: isFacade ? Float32Array.from(uvs) : undefined,
      facade: wall?.facade ?? [255, 0, 0, 0],
      image: NO_IMAGE,
    },
    {
      material: ROOF,
      positions: Int32Array.from(plan.flatMap(([u, v]) => at(u, v, z1))),
      indices: Uint16Array.of(0, 1, 2, 0, 2, 3),
      colour: colourOf(roof),
      colours: undefined,
      uvs: undefined,
      facade: [255, 0, 0, 0],
      image: NO_IMAGE,
    },
  ];
  return {
    meshes: box,
    errorM: farthest(
      plan.flatMap(([u, v]) => [at(u, v, z0), at(u, v, z1)]),
      meshes,
    ),
  };
}

/** Of these corners from the nearest corner of the body, metres. */
function farthest(corners: readonly [number, number, number][], meshes: readonly RecordMesh[]): number {
  let most = 0;
  for (const [x, y, z] of corners) {
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
