import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { readOpenDrive } from "../../../src/data/formats/opendrive/read-opendrive.ts";
import { type District, growDistrict } from "../../../src/data/sample/district/grow-district.ts";
import type { PlaceRecord } from "../../../src/data/sample/district/site.ts";
import { treeModels } from "../../../src/data/sample/furniture/tree-models.ts";
import { pointsOf } from "../../../src/data/sample/ground/block-surface.ts";
import { ALL_BAYS, operated, SHARED_LOTS } from "../../../src/data/sample/places/records.ts";
import { HALF_U_M, HALF_V_M, toDistrict } from "../../../src/data/sample/roads/district-plan.ts";
import { districtRoads } from "../../../src/data/sample/roads/district-roads.ts";
import { contains, type Point, type Ring } from "../../../src/data/sample/shapes/plane.ts";
import { junctionFloor } from "../../../src/data/tiling/junction-floors.ts";
import { laneSurfaces } from "../../../src/data/tiling/lane-surfaces.ts";
import { seeded } from "../../../src/model/records/random.ts";
import { type ReferenceLine, referenceLine } from "../../../src/model/roads/reference-line.ts";
import type { RoadNetwork } from "../../../src/model/roads/road-network.ts";
import { triangleIndex } from "./triangle-index.ts";

const CHORD_M = 0.02;
let network: RoadNetwork;
let district: District;
let records: PlaceRecord[];
/** What lies at a place, by its triangles in plan. */
let land: ReturnType<typeof triangleIndex<string>>;
let lanes: ReturnType<typeof triangleIndex<{ type: string; z: number[] }>>;
let floors: ReturnType<typeof triangleIndex<string>>;

beforeAll(async () => {
  const bytes = new TextEncoder().encode(districtRoads(1));
  ({ network } = await readOpenDrive([bytes], { fileName: "district.xodr", sha256: "" }));
  district = growDistrict(network, 1, CHORD_M);
  records = operated(district.city, district.corners, seeded(20));
  land = triangleIndex();
  for (const { meshes } of district.blocks)
    for (const { positions, indices, piece } of meshes)
      land.add(positions, indices, piece.own?.kind === "water" ? "water" : "land");
  lanes = triangleIndex();
  floors = triangleIndex();
  const lines = new Map(network.roads.map((road) => [road.id, referenceLine(road)]));
  const flat = (positions: readonly number[]) => {
    const out: number[] = [];
    for (let i = 0; i < positions.length; i += 3)
      out.push(...toDistrict(positions[i] as number, positions[i + 1] as number), positions[i + 2] as number);
    return out;
  };
  for (const line of lines.values())
    for (const mesh of laneSurfaces(network.dataset, line, CHORD_M)) {
      const positions = flat(mesh.positions);
      lanes.add(positions, mesh.indices, { type: String(mesh.properties.type), z: positions });
    }
  for (const junction of network.junctions) {
    const connecting = network.roads.filter(({ junctionId }) => junctionId === junction.id);
    const floor = junctionFloor(
      junction,
      connecting.map(({ id }) => lines.get(id) as ReferenceLine),
    );
    if (floor) floors.add(flat(floor.positions), floor.indices, "floor");
  }
}, 180_000);

describe("the district's land", () => {
  test("covers every place once that no street covers: 100,000 places at random", () => {
    const random = seeded(99);
    const wrong: string[] = [];
    for (let i = 0; i < 100_000; i++) {
      const u = random.between(-HALF_U_M + 2, HALF_U_M - 2);
      const v = random.between(-HALF_V_M + 1, HALF_V_M - 1);
      const pieces = land.at(u, v, 1e-6);
      const driven = lanes.at(u, v, 1e-6);
      const street = driven.length > 0 || floors.at(u, v, 0).length > 0;
      // Two pieces or a piece and a lane share their border, which has no width.
      if (pieces.length > 1 && land.at(u, v, -1e-4).length > 1) wrong.push(`${u} ${v} twice land`);
      if (pieces.length > 0 && lanes.at(u, v, -1e-3).length > 0 && land.at(u, v, -1e-3).length > 0)
        wrong.push(`${u} ${v} land on a lane`);
      if (pieces.length === 0 && !street) wrong.push(`${u} ${v} bare`);
    }
    expect(wrong).toEqual([]);
  });

  test("meets the pavements at their own height", () => {
    for (const { edge, meshes } of district.blocks) {
      const heights = new Map<string, number>();
      const key = (u: number, v: number) => `${Math.round(u * 1e3)} ${Math.round(v * 1e3)}`;
      for (const { positions: p } of meshes)
        for (let i = 0; i < p.length; i += 3)
          heights.set(key(p[i] as number, p[i + 1] as number), p[i + 2] as number);
      for (const [u, v, z] of edge) expect(heights.get(key(u, v))).toBeCloseTo(z, 6);
    }
  });

  test("has a lake and a stream below it, and tracks of true length", () => {
    const own = district.blocks.flatMap(({ meshes }) => meshes.flatMap(({ piece }) => piece.own ?? []));
    expect(own.filter(({ kind }) => kind === "water").map(({ id }) => id)).toContain("ov-lake");
    expect(own.filter(({ id }) => id.startsWith("ov-stream")).length).toBeGreaterThanOrEqual(4);
    expect(own.filter(({ id }) => id.startsWith("ov-track")).length).toBeGreaterThanOrEqual(3);
  });
});

/** Floors that a kind of house has, and its height in metres. */
const KINDS: Record<string, { levels: [number, number]; heightM: [number, number] }> = {
  "residential-tower": { levels: [26, 33], heightM: [76, 100] },
  "residential-midrise": { levels: [11, 18], heightM: [32, 54] },
  "residential-slab": { levels: [6, 7], heightM: [17, 20.5] },
  "office-tower": { levels: [10, 52], heightM: [50, 205] },
  campus: { levels: [4, 19], heightM: [17, 84] },
  shed: { levels: [1, 1], heightM: [9, 19] },
  mall: { levels: [4, 5], heightM: [21, 29] },
  school: { levels: [2, 6], heightM: [10, 22] },
  hospital: { levels: [4, 19], heightM: [16, 76] },
  government: { levels: [5, 11], heightM: [20, 48] },
};

describe("the district's houses", () => {
  test("number 2,500 to 4,000 and have heights as their kind has", () => {
    const houses = district.city.buildings.filter(({ kind }) => kind === "building" || kind === undefined);
    expect(houses.length).toBeGreaterThan(2500);
    expect(houses.length).toBeLessThan(4000);
    for (const [typology, { levels, heightM }] of Object.entries(KINDS)) {
      const own = houses.filter(({ attributes }) => attributes.typology === typology);
      expect(own.length, typology).toBeGreaterThan(0);
      for (const { id, attributes } of own) {
        expect(Number(attributes.levels), id).toBeGreaterThanOrEqual(levels[0]);
        expect(Number(attributes.levels), id).toBeLessThanOrEqual(levels[1]);
        // A massing begins below the land it stands on.
        expect(Number(attributes.heightM), id).toBeGreaterThanOrEqual(heightM[0]);
        expect(Number(attributes.heightM), id).toBeLessThanOrEqual(heightM[1]);
      }
    }
  });

  test("all have ids of their own and say that they are synthetic", () => {
    const { buildings } = district.city;
    expect(new Set(buildings.map(({ id }) => id)).size).toBe(buildings.length);
    expect(buildings.filter(({ attributes }) => attributes.derivation !== "synthetic")).toEqual([]);
  });

  test("stand on land, none in a street or in the water", () => {
    const wrong = district.city.buildings.flatMap(({ id, footprints }) =>
      footprints.flatMap((ring) =>
        ring.filter(([u, v]) => lanes.at(u, v, 0).length > 0 || !landOnly(u, v)).map(() => id),
      ),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  test("stand beside one another, not in one another", () => {
    const all = district.city.buildings.flatMap(({ id, footprints }) =>
      footprints.map((ring) => ({ id, ring, ...boxOf(ring) })),
    );
    const wrong: string[] = [];
    all.sort((a, b) => a.u0 - b.u0);
    all.forEach((a, i) => {
      for (let k = i + 1; k < all.length; k++) {
        const b = all[k] as (typeof all)[number];
        if (b.u0 > a.u1) break;
        if (b.v0 > a.v1 || b.v1 < a.v0) continue;
        if (inside(a.ring, b.ring) || inside(b.ring, a.ring)) wrong.push(`${a.id} ${b.id}`);
      }
    });
    expect(wrong).toEqual([]);
  });
});

/** Where pieces of land meet there are two of them. */
function landOnly(u: number, v: number): boolean {
  const found = land.at(u, v, 1e-4);
  return found.length > 0 && found.every((what) => what === "land");
}

function boxOf(ring: Ring) {
  const [us, vs] = [ring.map(([u]) => u), ring.map(([, v]) => v)];
  return { u0: Math.min(...us), u1: Math.max(...us), v0: Math.min(...vs), v1: Math.max(...vs) };
}

/** Whether a corner of one, drawn in by a decimetre, lies in the other. */
function inside(a: Ring, b: Ring): boolean {
  const { u0, u1, v0, v1 } = boxOf(b);
  const middle: Point = [(u0 + u1) / 2, (v0 + v1) / 2];
  return b.some((p) => {
    const l = Math.hypot(p[0] - middle[0], p[1] - middle[1]) || 1;
    const k = Math.max(0, 1 - 0.1 / l);
    return contains(a, [middle[0] + (p[0] - middle[0]) * k, middle[1] + (p[1] - middle[1]) * k]);
  });
}

describe("what stands about in the district", () => {
  test("is 20,000 to 60,000 things, trees of few triangles among them", () => {
    expect(district.city.things.length).toBeGreaterThan(20_000);
    expect(district.city.things.length).toBeLessThan(60_000);
    for (const { id, levels } of treeModels()) {
      const triangles = levels.map(({ meshes }) =>
        meshes.reduce((sum, mesh) => sum + mesh.indices.length / 3, 0),
      );
      expect(triangles.at(-1), id).toBeLessThanOrEqual(300);
      if (levels.length > 1) expect(triangles[0], id).toBeLessThanOrEqual(60);
    }
  });

  test("stands in no carriageway, and nothing of it floats", () => {
    const wrong: string[] = [];
    const boxes = district.blocks.map((block) => ({ block, ...boxOf(pointsOf(block.edge)) }));
    for (const { model, u, v, z = 0 } of district.city.things) {
      if (model === "hangar" || model === "gantry") continue;
      const types = lanes.at(u, v, -0.02).map(({ type }) => type);
      if (types.some((type) => type !== "median" && type !== "sidewalk"))
        wrong.push(`${model} ${u} ${v} on ${types.join()}`);
      const ground = boxes
        .filter((box) => u > box.u0 && u < box.u1 && v > box.v0 && v < box.v1)
        .map(({ block }) => block.footing(u, v))
        .find((found) => found !== undefined);
      if (ground && Math.abs(ground.z - z) > 0.05) wrong.push(`${model} ${u} ${v} floats ${ground.z - z}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("what is operated in the district", () => {
  test("parking: the mall's 2,500 night bays at 80 yuan a month, 72 more lots, 100,000 bays together", () => {
    const lots = records.filter(({ list }) => list === "parking");
    expect(lots).toHaveLength(SHARED_LOTS + 1);
    expect(lots[0]?.properties).toMatchObject({ bays: 2500, priceYuan: 80, per: "month" });
    expect(lots.reduce((sum, { properties }) => sum + Number(properties.bays), 0)).toBe(ALL_BAYS);
    for (const { properties } of lots) expect(Number(properties.bays)).toBeGreaterThan(0);
  });

  test("every record has a name in both languages and says that it is synthetic", () => {
    for (const kind of [
      "rest-station",
      "party-mass",
      "mediation",
      "rooftop",
      "rsu",
      "camera",
      "radar",
      "edge-box",
      "drone-hangar",
    ])
      expect(records.filter(({ properties }) => properties.kind === kind).length, kind).toBeGreaterThan(4);
    for (const { properties } of records)
      expect(properties).toMatchObject({
        name: expect.any(String),
        nameEn: expect.any(String),
        derivation: "synthetic",
      });
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });
});

test("the same seed grows the same district", () => {
  const digest = ({ city, blocks }: District) => {
    const hash = createHash("sha256");
    for (const { id, body } of city.buildings)
      hash.update(
        `${id} ${body
          .meshes()
          .map(({ positions }) => positions.join())
          .join()}`,
      );
    for (const { meshes } of blocks) for (const { positions } of meshes) hash.update(positions.join());
    return hash.digest("hex");
  };
  expect(digest(growDistrict(network, 1, CHORD_M))).toBe(digest(district));
}, 60_000);
