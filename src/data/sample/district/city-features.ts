// The grown district as the city tiler takes it: features and instances in the ENU frame at the city's anchor.

import type { CityFeature, CityMesh, FacadeCode, Instance } from "../../tiling/city/city-feature.ts";
import { lineMesh, type PieceMesh } from "../ground/ground-mesh.ts";
import { Body, type BodyMesh, type Colour } from "../shapes/body.ts";
import type { ToEnu } from "./enu.ts";
import type { Block, District } from "./grow-district.ts";
import type { Building, City } from "./site.ts";

function placed(positions: readonly number[], toEnu: ToEnu): Float64Array {
  const out = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 3)
    out.set(toEnu(positions[i] as number, positions[i + 1] as number, positions[i + 2] as number), i);
  return out;
}

const cityMesh = (
  { material, positions, indices, colours, uvs, facade }: BodyMesh,
  toEnu: ToEnu,
): CityMesh => ({
  material,
  positions: placed(positions, toEnu),
  indices,
  colour: colours,
  ...(uvs && { uvs }),
  ...(facade && { facade }),
});

/** Largest dimension that a house's massing leaves out: recesses, plant, parapets. */
const MASSING_ERROR_M = 8;

/** The facade that most of a house's walls have, with their mean colour: by night its windows are lit from afar too. */
function mainFacade(body: Body): { code: FacadeCode; colour: Colour } | undefined {
  const meshes = body.meshes().filter(({ facade }) => facade !== undefined);
  const main = meshes.reduce<BodyMesh | undefined>(
    (best, mesh) => (wallArea(mesh) > (best ? wallArea(best) : 0) ? mesh : best),
    undefined,
  );
  if (!main?.facade) return undefined;
  const sum = [0, 0, 0];
  main.colours.forEach((value, i) => {
    sum[i % 3] = (sum[i % 3] as number) + value;
  });
  const count = main.colours.length / 3;
  const [r, g, b] = sum.map((value) => Math.round(value / count)) as [number, number, number];
  return { code: main.facade, colour: [r, g, b] };
}

/** By the wall-metres of its triangles. */
function wallArea({ indices, uvs = [] }: BodyMesh): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => (indices[i + k] as number) * 2) as [number, number, number];
    const at = (k: number) => uvs[k] as number;
    sum += Math.abs((at(b) - at(a)) * (at(c + 1) - at(a + 1)) - (at(c) - at(a)) * (at(b + 1) - at(a + 1)));
  }
  return sum;
}

function houseFeature(
  { id, kind = "building", attributes, body, massing }: Building,
  toEnu: ToEnu,
): CityFeature {
  const coarse = new Body();
  const look = mainFacade(body);
  for (const { ring, z0, z1, colour } of massing) {
    coarse.walls(ring, z0, z1, look?.colour ?? colour, look && { code: look.code });
    coarse.area("roof", [ring], z1, colour);
  }
  return {
    id,
    kind,
    attributes,
    levels: [
      ...(massing.length > 0
        ? [{ errorM: MASSING_ERROR_M, meshes: coarse.meshes().map((mesh) => cityMesh(mesh, toEnu)) }]
        : []),
      { errorM: 0, meshes: body.meshes().map((mesh) => cityMesh(mesh, toEnu)) },
    ],
    ...(kind === "rail" && massing.length === 0 && { cut: true }),
  };
}

export function* houseFeatures({ city }: District, toEnu: ToEnu): Generator<CityFeature> {
  for (const house of city.buildings) yield houseFeature(house, toEnu);
}

const pieceMesh = (meshes: readonly PieceMesh[], toEnu: ToEnu, material: CityMesh["material"]): CityMesh => {
  const positions: number[] = [];
  const colour: number[] = [];
  const indices: number[] = [];
  for (const mesh of meshes) {
    const first = positions.length / 3;
    positions.push(...mesh.positions);
    for (let i = 0; i < mesh.positions.length; i += 3) colour.push(...mesh.colour);
    for (const i of mesh.indices) indices.push(first + i);
  }
  return { material, positions: placed(positions, toEnu), indices, colour };
};

/** What lines and small beds are to a block seen from kilometres. */
const GROUND_ERROR_M = 2;

function* blockFeatures(block: Block, toEnu: ToEnu): Generator<CityFeature> {
  const land = block.meshes.filter(({ piece }) => !piece.own);
  const mesh = pieceMesh(land, toEnu, "ground");
  const lines = lineMesh(block.lines, (u, v) => block.footing(u, v)?.z ?? block.edge[0]?.[2] ?? 0);
  yield {
    id: block.id,
    kind: "land",
    attributes: {
      name: "街区地面",
      nameEn: "Block ground",
      use: block.uses.join(", "),
      derivation: "synthetic",
    },
    cut: true,
    levels: [
      { errorM: GROUND_ERROR_M, meshes: [mesh] },
      {
        errorM: 0,
        meshes: [
          mesh,
          ...(lines.indices.length > 0
            ? [
                {
                  material: "ground" as const,
                  positions: placed(lines.positions, toEnu),
                  indices: lines.indices,
                  colour: lines.colour,
                },
              ]
            : []),
        ],
      },
    ],
  };
  for (const own of block.meshes) {
    const said = own.piece.own;
    if (!said) continue;
    const part = pieceMesh([own], toEnu, said.kind === "water" ? "water" : "ground");
    yield {
      id: said.id,
      kind: said.kind,
      attributes: said.attributes,
      cut: true,
      levels: [{ errorM: 0, meshes: [part] }],
    };
  }
}

export function* groundFeatures({ blocks, apron }: District, toEnu: ToEnu): Generator<CityFeature> {
  for (const block of blocks) yield* blockFeatures(block, toEnu);
  const { positions, indices, colours } = apron;
  yield {
    id: "ov-apron",
    kind: "land",
    attributes: {
      name: "周边地形",
      nameEn: "Land around the district",
      use: "surroundings",
      derivation: "synthetic",
    },
    // Whole: few triangles over a hundred square kilometres.
    levels: [
      {
        errorM: 0,
        meshes: [{ material: "ground", positions: placed(positions, toEnu), indices, colour: colours }],
      },
    ],
  };
}

const TYPES: Record<string, string> = { camphor: "tree", plane: "tree", metasequoia: "tree", shrub: "shrub" };

export function* instances({ things }: City, toEnu: ToEnu): Generator<Instance> {
  // Where the district's v points, clockwise from north.
  const [a, b] = [toEnu(0, 0, 26), toEnu(0, 100, 26)];
  const turnRad = Math.atan2(b[0] - a[0], b[1] - a[1]);
  const counts = new Map<string, number>();
  for (const { model, u, v, z = 0, headingRad, scale, attributes } of things) {
    const n = counts.get(model) ?? 0;
    counts.set(model, n + 1);
    yield {
      id: `ov-${model.slice(0, 4)}${n}`,
      model,
      position: toEnu(u, v, z),
      headingRad: headingRad + turnRad,
      scale,
      attributes: attributes ?? { type: TYPES[model] ?? model.replace(/-.*$/, "") },
    };
  }
}
