// Boxes with windows, ground and lamps to make tiles of.

import type {
  CityFeature,
  CityMesh,
  Instance,
  InstanceModel,
} from "../../../../src/data/tiling/city/city-feature.ts";

export const ANCHOR = { lonDeg: 114.476, latDeg: 30.4895, heightM: 20 };

/** Walls and lid of a box, counter-clockwise from outside; closed below when `closed`. */
export function boxMeshes(
  [x, y, z]: readonly [number, number, number],
  [w, d, h]: readonly [number, number, number],
  closed = true,
): CityMesh[] {
  const corner = (i: number, up: number) => [
    x + (i === 1 || i === 2 ? w : 0),
    y + (i >= 2 ? d : 0),
    z + (up ? h : 0),
  ];
  const walls: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  let along = 0;
  for (let i = 0; i < 4; i++) {
    const j = (i + 1) % 4;
    const length = i % 2 === 0 ? w : d;
    walls.push(...corner(i, 0), ...corner(j, 0), ...corner(j, 1), ...corner(i, 1));
    uvs.push(along, 0, along + length, 0, along + length, h, along, h);
    indices.push(...[0, 1, 2, 0, 2, 3].map((k) => k + i * 4));
    along += length;
  }
  const lid = [0, 1, 2, 3].flatMap((i) => corner(i, 1));
  const floor = [0, 3, 2, 1].flatMap((i) => corner(i, 0));
  const flat = [0, 1, 2, 0, 2, 3];
  return [
    {
      material: "facade",
      positions: walls,
      indices,
      colour: [210, 205, 190],
      uvs,
      facade: { style: 1, floorM: 3, bayM: 3.6, seed: 7 },
    },
    { material: "roof", positions: lid, indices: flat, colour: [120, 120, 125] },
    ...(closed
      ? [{ material: "ground" as const, positions: floor, indices: flat, colour: [90, 90, 90] as const }]
      : []),
  ];
}

export function house(
  id: string,
  place: readonly [number, number, number],
  size: readonly [number, number, number] = [12, 9, 15],
): CityFeature {
  return {
    id,
    kind: "building",
    attributes: {
      名称: `楼 ${id}`,
      height: size[2],
      levels: Math.round(size[2] / 3),
      use: id.length % 2 ? "居住" : "办公",
      open: true,
    },
    levels: [{ errorM: 0, meshes: boxMeshes(place, size) }],
  };
}

export function ground(id: string, west: number, south: number, sizeM: number): CityFeature {
  const e = west + sizeM;
  const n = south + sizeM;
  return {
    id,
    kind: "land",
    attributes: { use: "绿地" },
    cut: true,
    levels: [
      {
        errorM: 0,
        meshes: [
          {
            material: "ground",
            positions: [west, south, 0, e, south, 0, e, n, 0, west, n, 0],
            indices: [0, 1, 2, 0, 2, 3],
            colour: [70, 110, 60],
          },
        ],
      },
    ],
  };
}

export const lampModel: InstanceModel = {
  id: "lamp",
  kind: "furniture",
  levels: [
    { errorM: 0.5, meshes: boxMeshes([-0.1, -0.1, 0], [0.2, 0.2, 8]) },
    {
      errorM: 0,
      meshes: [...boxMeshes([-0.1, -0.1, 0], [0.2, 0.2, 8]), ...boxMeshes([0, -0.2, 7.8], [1.5, 0.4, 0.2])],
    },
  ],
};

export const lamps = (count: number): Instance[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `lamp:${i}`,
    model: "lamp",
    position: [i * 30, 5, 0] as const,
    headingRad: i,
    scale: 1,
    attributes: { heightM: 8, number: i },
  }));

/** A chequer of houses of many heights. */
export function* town(side: number, stepM = 40): Generator<CityFeature> {
  for (let i = 0; i < side; i++)
    for (let j = 0; j < side; j++)
      yield house(
        `b${i}/${j}`,
        [i * stepM - 300, j * stepM - 200, 0],
        [12 + (i % 5) * 6, 9 + (j % 4) * 5, 6 + ((i * 7 + j * 3) % 20) * 3],
      );
}
