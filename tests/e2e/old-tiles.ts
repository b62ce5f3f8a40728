// Tilesets as other programs write them, built in code: 3D Tiles 1.0 with b3dm, i3dm, pnts and cmpt, and 1.1 with implicit
// tiling. Places are east, north metres from an anchor; every thing is a box one picks by its lid.

import type { EnuFrame } from "../../src/model/geo/frames.ts";
import { type TestColumn, type TestPrimitive, writeTestGlb } from "./glb-writer.ts";

export interface Lid {
  id: string;
  eastM: number;
  northM: number;
  upM: number;
}

export const LID_M = 6;

/** A lid's square as glTF triangles; y up. */
function square({
  eastM: e,
  northM: n,
  upM: u,
}: Omit<Lid, "id">): Pick<TestPrimitive, "positions" | "normals" | "indices"> {
  const h = LID_M / 2;
  return {
    positions: [e - h, u, -(n - h), e + h, u, -(n - h), e + h, u, -(n + h), e - h, u, -(n + h)],
    normals: [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0],
    indices: [0, 1, 2, 0, 2, 3],
  };
}

function lids(all: readonly Lid[], ids: "rows" | "batchIds"): TestPrimitive {
  const out = {
    positions: [] as number[],
    normals: [] as number[],
    indices: [] as number[],
    ids: [] as number[],
  };
  all.forEach((lid, row) => {
    const part = square(lid);
    out.indices.push(...(part.indices ?? []).map((i) => i + out.positions.length / 3));
    out.positions.push(...part.positions);
    out.normals.push(...(part.normals ?? []));
    out.ids.push(row, row, row, row);
  });
  return { positions: out.positions, normals: out.normals, indices: out.indices, [ids]: out.ids };
}

const padded = (bytes: Buffer, start: number, fill: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((8 - ((start + bytes.length) % 8)) % 8, fill)]);

/** A container of 3D Tiles 1.0; `head` comes before the tables' lengths' end. */
function container(
  magic: string,
  featureTable: object,
  featureBytes: Buffer,
  batchTable: object | undefined,
  body: Buffer,
  gltfFormat?: number,
): Buffer {
  const headLength = gltfFormat === undefined ? 28 : 32;
  const feature = padded(Buffer.from(JSON.stringify(featureTable)), headLength, 0x20);
  const features = padded(featureBytes, 0, 0);
  const batch = batchTable ? padded(Buffer.from(JSON.stringify(batchTable)), 0, 0x20) : Buffer.alloc(0);
  const head = Buffer.alloc(headLength);
  head.write(magic, 0);
  const length = headLength + feature.length + features.length + batch.length + body.length;
  const words = [1, length, feature.length, features.length, batch.length, 0];
  for (const [i, word] of words.entries()) head.writeUInt32LE(word, 4 + i * 4);
  if (gltfFormat !== undefined) head.writeUInt32LE(gltfFormat, 28);
  return Buffer.concat([head, feature, features, batch, body]);
}

export const b3dm = (all: readonly Lid[]): Buffer =>
  container(
    "b3dm",
    { BATCH_LENGTH: all.length },
    Buffer.alloc(0),
    {
      gml_id: all.map(({ id }) => id),
      height: all.map(({ upM }) => upM),
      address: all.map((_, i) => ({ street: "高新大道", number: 100 + i })),
    },
    padded(writeTestGlb([lids(all, "batchIds")]), 0, 0),
  );

/** Copies of one lid, a batch each. In 1.0 the containers' own positions are z up. */
export const i3dm = (all: readonly Lid[]): Buffer =>
  container(
    "i3dm",
    { INSTANCES_LENGTH: all.length, POSITION: { byteOffset: 0 } },
    Buffer.from(new Float32Array(all.flatMap(({ eastM, northM, upM }) => [eastM, northM, upM])).buffer),
    { id: all.map(({ id }) => id), number: all.map((_, i) => i) },
    padded(writeTestGlb([square({ eastM: 0, northM: 0, upM: 0 })]), 0, 0),
    1,
  );

/** Points on a lid, in three rows and columns. */
export const pnts = (lid: Lid): Buffer => {
  const points = [-2, -1, 0, 1, 2].flatMap((e) =>
    [-2, -1, 0, 1, 2].map((n) => [lid.eastM + e, lid.northM + n, lid.upM]),
  );
  return container(
    "pnts",
    { POINTS_LENGTH: points.length, POSITION: { byteOffset: 0 }, RGB: { byteOffset: points.length * 12 } },
    Buffer.concat([
      Buffer.from(new Float32Array(points.flat()).buffer),
      Buffer.alloc(points.length * 3, 200),
    ]),
    undefined,
    Buffer.alloc(0),
  );
};

export function cmpt(tiles: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(16);
  head.write("cmpt", 0);
  const length = tiles.reduce((sum, tile) => sum + tile.length, 16);
  for (const [i, word] of [1, length, tiles.length].entries()) head.writeUInt32LE(word, 4 + i * 4);
  return Buffer.concat([head, ...tiles]);
}

/** Lids with a property table, whose Chinese name is in the schema only. */
export const glb = (all: readonly Lid[]): Buffer => {
  const columns: TestColumn[] = [
    { name: "osm_id", type: "STRING", values: all.map(({ id }) => id) },
    { name: "gao_du", title: "高度", type: "FLOAT32", values: all.map(({ upM }) => upM) },
  ];
  return writeTestGlb([lids(all, "rows")], columns);
};

export const oneTile = (frame: EnuFrame, version: "1.0" | "1.1", uri: string, halfM: number) => ({
  asset: { version },
  geometricError: 500,
  root: {
    transform: frame.matrix,
    boundingVolume: { box: [0, 0, 20, halfM, 0, 0, 0, halfM, 0, 0, 0, 60] },
    geometricError: 0,
    refine: "ADD",
    content: { uri },
  },
});

/** Two levels of a quadtree about a place, all there. */
export const implicitTileset = (
  frame: EnuFrame,
  [eastM, northM]: readonly [number, number],
  halfM: number,
) => ({
  asset: { version: "1.1" },
  geometricError: 1000,
  root: {
    transform: frame.matrix,
    boundingVolume: { box: [eastM, northM, 20, halfM, 0, 0, 0, halfM, 0, 0, 0, 60] },
    geometricError: 500,
    refine: "ADD",
    content: { uri: "content/{level}_{x}_{y}.glb" },
    implicitTiling: {
      subdivisionScheme: "QUADTREE",
      subtreeLevels: 2,
      availableLevels: 2,
      subtrees: { uri: "subtrees/{level}.{x}.{y}.subtree" },
    },
  },
});

export function subtree(): Buffer {
  const json = padded(
    Buffer.from(
      JSON.stringify({
        tileAvailability: { constant: 1 },
        contentAvailability: [{ constant: 1 }],
        childSubtreeAvailability: { constant: 0 },
      }),
    ),
    0,
    0x20,
  );
  const head = Buffer.alloc(24);
  head.write("subt", 0);
  head.writeUInt32LE(1, 4);
  head.writeBigUInt64LE(BigInt(json.length), 8);
  return Buffer.concat([head, json]);
}
