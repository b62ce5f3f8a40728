// The district on its network: land, houses, things that stand about, and records of what is operated, all in the
// district's axes. Seeded; the same network and seed give the same district.

import { seeded } from "../../../model/records/random.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";
import { type Corner, furnishRoads } from "../furniture/roadside.ts";
import { CARS } from "../furniture/street-models.ts";
import { apron } from "../ground/apron.ts";
import { blockEdges } from "../ground/block-rings.ts";
import { blockSurface, type EdgePoint, pointsOf } from "../ground/block-surface.ts";
import { type Footing, footings, groundMeshes, type PieceMesh } from "../ground/ground-mesh.ts";
import { GroundPlan, type Line } from "../ground/ground-plan.ts";
import { growBlock } from "../planners/grow-block.ts";
import { MONORAIL_U } from "../planners/parks.ts";
import { HALF_U_M, HALF_V_M, toDistrict } from "../roads/district-plan.ts";
import { groundHeightM } from "../roads/ground-field.ts";
import { areaOf, contains, type Ring } from "../shapes/plane.ts";
import { monorail } from "./monorail.ts";
import type { Building, City, Thing } from "./site.ts";

export interface Block {
  id: string;
  /** Counter-clockwise, with heights. */
  edge: EdgePoint[];
  meshes: PieceMesh[];
  lines: Line[];
  uses: string[];
  footing(u: number, v: number): Footing | undefined;
}

export interface District {
  city: City;
  blocks: Block[];
  apron: ReturnType<typeof apron>;
  corners: Corner[];
}

const RIM_M = 4;
const onRimU = (u: number) => Math.abs(Math.abs(u) - HALF_U_M) < RIM_M;

/** Once around the rim from its south-west corner, counter-clockwise, metres. */
function alongRim(u: number, v: number): number {
  if (!onRimU(u) && v < 0) return u + HALF_U_M;
  if (onRimU(u) && u > 0) return 2 * HALF_U_M + v + HALF_V_M;
  if (!onRimU(u)) return 2 * HALF_U_M + 2 * HALF_V_M + HALF_U_M - u;
  return 4 * HALF_U_M + 2 * HALF_V_M + HALF_V_M - v;
}

/** Closes an edge that runs from rim to rim; round a corner it takes that in. */
function closed(edge: EdgePoint[], cornerPoints: EdgePoint[]): EdgePoint[] {
  const [first, last] = [edge[0] as EdgePoint, edge.at(-1) as EdgePoint];
  if (onRimU(first[0]) === onRimU(last[0])) return edge;
  const [u, v] = [Math.sign(first[0]) * HALF_U_M, Math.sign(last[1]) * HALF_V_M].map((x) => x) as [
    number,
    number,
  ];
  const corner: EdgePoint = [
    u,
    Math.abs(first[1]) > Math.abs(last[1]) ? Math.sign(first[1]) * HALF_V_M : v,
    0,
  ];
  const place: EdgePoint = [corner[0], corner[1], groundHeightM(corner[0], corner[1])];
  cornerPoints.push(place);
  return [...edge, place];
}

const emptyCity = (): City => {
  const counts = new Map<string, number>();
  return {
    buildings: [],
    things: [],
    records: [],
    parcels: [],
    marks: new Map(),
    count(key) {
      const n = counts.get(key) ?? 0;
      counts.set(key, n + 1);
      return n;
    },
  };
};

const GREEN = new Set(["camphor", "plane", "metasequoia", "shrub"]);
const HARD = new Set(["lane", "carPark", "water", "track", "court", "courtGreen", "pitch", "yard"]);

/** Sets what was planned on a block down on its land, and leaves out what would stand in water, drives or houses. */
function setDown(things: readonly Thing[], buildings: readonly Building[], block: Block): Thing[] {
  const boxes = buildings.flatMap(({ footprints }) =>
    footprints.map((ring) => ({
      ring,
      u0: Math.min(...ring.map(([u]) => u)) - 1.5,
      u1: Math.max(...ring.map(([u]) => u)) + 1.5,
      v0: Math.min(...ring.map(([, v]) => v)) - 1.5,
      v1: Math.max(...ring.map(([, v]) => v)) + 1.5,
    })),
  );
  return things.flatMap((thing): Thing[] => {
    const { u, v, model } = thing;
    if (thing.z !== undefined) return [thing];
    const footing = block.footing(u, v);
    if (!footing || footing.piece.surface === "water") return [];
    if (GREEN.has(model)) {
      if (HARD.has(footing.piece.surface) || Math.abs(u - MONORAIL_U) < 5) return [];
      if (boxes.some((box) => u > box.u0 && u < box.u1 && v > box.v0 && v < box.v1)) return [];
    }
    return [{ ...thing, z: footing.z }];
  });
}

export function growDistrict(network: RoadNetwork, seed: number, chordM: number): District {
  const city = emptyCity();
  const cornerPoints: EdgePoint[] = [];
  const rim: EdgePoint[] = [];
  const edges = blockEdges(network, chordM)
    .map(({ points, closed: whole }) => {
      const edge = points.map(([x, y, z]): EdgePoint => [...toDistrict(x, y), z]).reverse();
      if (whole) return edge;
      rim.push(edge[0] as EdgePoint, edge.at(-1) as EdgePoint);
      return closed(edge, cornerPoints);
    })
    .filter((edge) => areaOf(pointsOf(edge)) > 1)
    .sort((a, b) => meanOf(a, 1) - meanOf(b, 1) || meanOf(a, 0) - meanOf(b, 0));

  const blocks = edges.map((edge, i): Block => {
    const ring: Ring = pointsOf(edge);
    const random = seeded(seed * 7919 + i * 104729);
    const ground = new GroundPlan(random);
    const heights = blockSurface(edge);
    const [thingsFrom, housesFrom] = [city.things.length, city.buildings.length];
    const uses = growBlock({ city, ground, random, heightAt: heights }, ring);
    const meshes = groundMeshes(ground, heights, edge);
    const block: Block = {
      id: `ov-block-${String(i).padStart(2, "0")}`,
      edge,
      meshes,
      lines: ground.lines,
      uses,
      footing: footings(meshes),
    };
    for (const { u, v, headingRad } of ground.stalls)
      if (random.next() < 0.12)
        city.things.push({
          model: CARS[random.index(CARS.length)] as string,
          u,
          v,
          headingRad,
          scale: random.between(0.96, 1.05),
        });
    const planned = city.things.splice(thingsFrom);
    city.things.push(...setDown(planned, city.buildings.slice(housesFrom), block));
    return block;
  });

  const random = seeded(seed * 31 + 5);
  const boxes = blocks.map(({ edge }) => {
    const ring = pointsOf(edge);
    const [us, vs] = [ring.map(([u]) => u), ring.map(([, v]) => v)];
    return { ring, u0: Math.min(...us), u1: Math.max(...us), v0: Math.min(...vs), v1: Math.max(...vs) };
  });
  const onLand = (u: number, v: number) =>
    boxes.some((b) => u > b.u0 && u < b.u1 && v > b.v0 && v < b.v1 && contains(b.ring, [u, v]));
  monorail(
    city,
    (u, v, m) =>
      ![
        [0, -m],
        [0, m],
        [-m, 0],
        [m, 0],
      ].every(([du, dv]) => onLand(u + (du as number), v + (dv as number))),
  );
  const corners = furnishRoads(city, network, random);
  const around = [...rim, ...cornerPoints].sort((a, b) => alongRim(a[0], a[1]) - alongRim(b[0], b[1]));
  return { city, blocks, apron: apron(around, HALF_U_M, HALF_V_M, seed), corners };
}

const meanOf = (edge: readonly EdgePoint[], axis: 0 | 1): number =>
  Math.round(edge.reduce((sum, p) => sum + p[axis], 0) / edge.length);
