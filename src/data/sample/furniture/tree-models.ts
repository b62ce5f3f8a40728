// Trees as models at two levels: camphor (香樟), plane (悬铃木), metasequoia (水杉) and a shrub. x east, y north, z up at the
// foot, metres. At most 300 triangles near by and 60 from afar.

import { seeded } from "../../../model/records/random.ts";
import type { CityLevel, InstanceModel } from "../../tiling/city/city-feature.ts";
import type { Colour } from "../shapes/body.ts";

interface Mesh {
  positions: number[];
  indices: number[];
  colours: number[];
}

const T = (1 + Math.sqrt(5)) / 2;
const ICOSA = [
  [-1, T, 0],
  [1, T, 0],
  [-1, -T, 0],
  [1, -T, 0],
  [0, -1, T],
  [0, 1, T],
  [0, -1, -T],
  [0, 1, -T],
  [T, 0, -1],
  [T, 0, 1],
  [-T, 0, -1],
  [-T, 0, 1],
].map(([x, y, z]) => {
  const l = Math.hypot(x as number, y as number, z as number);
  return [(x as number) / l, (y as number) / l, (z as number) / l] as [number, number, number];
});
const ICOSA_FACES = [
  0, 11, 5, 0, 5, 1, 0, 1, 7, 0, 7, 10, 0, 10, 11, 1, 5, 9, 5, 11, 4, 11, 10, 2, 10, 7, 6, 7, 1, 8, 3, 9, 4,
  3, 4, 2, 3, 2, 6, 3, 6, 8, 3, 8, 9, 4, 9, 5, 2, 4, 11, 6, 2, 10, 8, 6, 7, 9, 8, 1,
];

function sphere(fine: boolean): { points: [number, number, number][]; faces: number[] } {
  if (!fine) return { points: ICOSA, faces: ICOSA_FACES };
  const points = [...ICOSA];
  const faces: number[] = [];
  const middles = new Map<string, number>();
  const middle = (a: number, b: number) => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    let id = middles.get(key);
    if (id === undefined) {
      const [p, q] = [points[a], points[b]] as [[number, number, number], [number, number, number]];
      const m = [p[0] + q[0], p[1] + q[1], p[2] + q[2]] as [number, number, number];
      const l = Math.hypot(...m);
      id = points.push([m[0] / l, m[1] / l, m[2] / l]) - 1;
      middles.set(key, id);
    }
    return id;
  };
  for (let i = 0; i < ICOSA_FACES.length; i += 3) {
    const [a, b, c] = ICOSA_FACES.slice(i, i + 3) as [number, number, number];
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
    faces.push(a, ab, ca, b, bc, ab, c, ca, bc, ab, bc, ca);
  }
  return { points, faces };
}

/** A crown: a ball drawn out and made uneven; darker below. */
function blob(
  mesh: Mesh,
  at: [number, number, number],
  r: [number, number, number],
  fine: boolean,
  colour: Colour,
  seed: number,
): void {
  const random = seeded(seed);
  const { points, faces } = sphere(fine);
  const first = mesh.positions.length / 3;
  for (const [x, y, z] of points) {
    const k = 1 + random.between(-0.14, 0.14);
    mesh.positions.push(at[0] + x * r[0] * k, at[1] + y * r[1] * k, at[2] + z * r[2] * k);
    const light = 0.78 + 0.26 * (z * 0.5 + 0.5) + random.between(-0.05, 0.05);
    mesh.colours.push(...colour.map((c) => Math.min(255, Math.round(c * light))));
  }
  mesh.indices.push(...faces.map((i) => first + i));
}

function cone(
  mesh: Mesh,
  z0: number,
  z1: number,
  r0: number,
  r1: number,
  sides: number,
  colour: Colour,
  twist = 0,
): void {
  const first = mesh.positions.length / 3;
  for (let i = 0; i < sides; i++) {
    const a = twist + (2 * Math.PI * i) / sides;
    mesh.positions.push(r0 * Math.cos(a), r0 * Math.sin(a), z0, r1 * Math.cos(a), r1 * Math.sin(a), z1);
    mesh.colours.push(
      ...colour.map((c) => Math.round(c * 0.72)),
      ...colour.map((c) => Math.min(255, Math.round(c * 1.06))),
    );
  }
  for (let i = 0; i < sides; i++) {
    const [a, b] = [first + 2 * i, first + 2 * ((i + 1) % sides)];
    mesh.indices.push(a, b, b + 1, a, b + 1, a + 1);
  }
}

const TRUNK: Colour = [104, 88, 72];
const level = (errorM: number, draw: (mesh: Mesh) => void): CityLevel => {
  const mesh: Mesh = { positions: [], indices: [], colours: [] };
  draw(mesh);
  return {
    errorM,
    meshes: [{ material: "plain", positions: mesh.positions, indices: mesh.indices, colour: mesh.colours }],
  };
};

function broadleaf(
  id: string,
  heightM: number,
  spreadM: number,
  colour: Colour,
  seed: number,
): InstanceModel {
  const s = spreadM / 2;
  return {
    id,
    kind: "vegetation",
    levels: [
      level(1.2, (mesh) => {
        cone(mesh, -0.4, heightM * 0.5, 0.2, 0.14, 3, TRUNK);
        blob(mesh, [0, 0, heightM * 0.66], [s, s, heightM * 0.34], false, colour, seed);
      }),
      level(0, (mesh) => {
        cone(mesh, -0.4, heightM * 0.5, 0.24, 0.15, 4, TRUNK);
        blob(mesh, [0, 0, heightM * 0.7], [s * 0.86, s * 0.86, heightM * 0.3], true, colour, seed);
        blob(
          mesh,
          [s * 0.42, s * 0.2, heightM * 0.56],
          [s * 0.62, s * 0.62, heightM * 0.2],
          true,
          colour,
          seed + 1,
        );
        blob(
          mesh,
          [-s * 0.44, -s * 0.16, heightM * 0.6],
          [s * 0.6, s * 0.6, heightM * 0.22],
          true,
          colour,
          seed + 2,
        );
      }),
    ],
  };
}

export const treeModels = (): InstanceModel[] => [
  broadleaf("camphor", 8.4, 7.2, [88, 122, 66], 11),
  broadleaf("plane", 10.6, 8, [116, 142, 76], 23),
  {
    id: "metasequoia",
    kind: "vegetation",
    levels: [
      level(1, (mesh) => {
        cone(mesh, -0.4, 3, 0.2, 0.16, 3, TRUNK);
        cone(mesh, 2, 14.4, 2.4, 0.05, 6, [84, 118, 72]);
      }),
      level(0, (mesh) => {
        cone(mesh, -0.4, 13, 0.26, 0.08, 5, TRUNK);
        for (let k = 0; k < 5; k++)
          cone(
            mesh,
            1.8 + k * 2,
            5 + k * 1.95,
            2.5 - k * 0.34,
            0.25,
            9,
            [82 + k * 4, 116 + k * 4, 68 + k * 3],
            k * 0.35,
          );
      }),
    ],
  },
  {
    id: "shrub",
    kind: "vegetation",
    levels: [level(0, (mesh) => blob(mesh, [0, 0, 0.7], [1.2, 1.2, 0.95], false, [96, 126, 74], 41))],
  },
];
