import { expect, test } from "vitest";
import { memoryTarget } from "../../../src/data/export/memory-target.ts";
import { writeCityTiles } from "../../../src/data/tiling/city/write-city-tiles.ts";
import type { Check } from "../../../src/data/tiling/verify/verify-report.ts";
import { verifyTileset } from "../../../src/data/tiling/verify/verify-tileset.ts";
import { ANCHOR, boxMeshes, ground, house, lampModel, lamps, town } from "./city/small-features.ts";

// biome-ignore lint/suspicious/noExplicitAny: documents that are broken on purpose
type Json = Record<string, any>;
type Files = Map<string, Uint8Array>;
const FEATURES = 12 * 12 + 1 + 20;

async function city(compress = false): Promise<Files> {
  const target = memoryTarget();
  const furnishing = { models: [lampModel], instances: lamps(20) };
  await writeCityTiles([...town(12), ground("park", -500, -500, 1200)], furnishing, target, {
    anchor: ANCHOR,
    tilesetId: "t",
    compress,
  });
  return new Map([...target.files].map(([path, pieces]) => [path, new Uint8Array(Buffer.concat(pieces))]));
}

const verify = (files: Files, expectedFeatures = FEATURES) =>
  verifyTileset("tileset.json", async (path) => files.get(path), { groundHeightM: 20, expectedFeatures });

const wrongOf = async (files: Files): Promise<Check[]> =>
  (await verify(files)).checks.filter(({ wrong }) => wrong > 0).map(({ check }) => check);

const decode = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Json;
const encode = (json: Json) => new TextEncoder().encode(JSON.stringify(json));

function editTileset(files: Files, edit: (json: Json) => void): void {
  const json = decode(files.get("tileset.json") as Uint8Array);
  edit(json);
  files.set("tileset.json", encode(json));
}

/** The first tile of buildings, opened for a change of its JSON or its arrays. */
function editTile(
  files: Files,
  edit: (json: Json, bin: DataView, at: (accessor: number) => number) => void,
): void {
  const path = [...files.keys()].find((name) => name.startsWith("full/")) as string;
  const glb = (files.get(path) as Uint8Array).slice();
  const head = new DataView(glb.buffer);
  const length = head.getUint32(12, true);
  const json = decode(glb.subarray(20, 20 + length));
  const bin = new DataView(glb.buffer, 28 + length);
  edit(json, bin, (i) => {
    const { bufferView, byteOffset = 0 } = json.accessors[i];
    return json.bufferViews[bufferView].byteOffset + byteOffset;
  });
  const text = encode(json);
  const padded = Math.ceil((text.length + 28) / 8) * 8 - 28;
  const out = new Uint8Array(28 + padded + bin.byteLength).fill(32, 20, 20 + padded);
  const view = new DataView(out.buffer);
  [0x46546c67, 2, out.length, padded, 0x4e4f534a].forEach((word, i) => {
    view.setUint32(i * 4, word, true);
  });
  out.set(text, 20);
  view.setUint32(20 + padded, bin.byteLength, true);
  view.setUint32(24 + padded, 0x004e4942, true);
  out.set(glb.subarray(28 + length), 28 + padded);
  files.set(path, out);
}

const firstPrimitive = (json: Json) => json.meshes[0].primitives[0] as Json;

test.each([true, false])("what the tiler writes passes every check, compressed: %s", async (compress) => {
  const report = await verify(await city(compress));
  expect(report.checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
  expect(report.checks.filter(({ seen }) => seen === 0)).toEqual([]);
  expect(report).toMatchObject({ ok: true, features: FEATURES });
});

test.each<[string, Check, (files: Files) => void]>([
  ["a root without refine", "root-refine", (f) => editTileset(f, ({ root }) => delete root.refine)],
  [
    "a child with a larger error than its parent",
    "errors-fall",
    (f) => editTileset(f, ({ root }) => (root.children[0].geometricError = 1e6)),
  ],
  ["a tileset without an error", "errors-fall", (f) => editTileset(f, (json) => (json.geometricError = 0))],
  [
    "a box that is too small",
    "vertices-in-box",
    (f) =>
      editTileset(f, ({ root }) => {
        const leaf = root.children[0];
        for (const i of [3, 7, 11]) leaf.boundingVolume.box[i] /= 10;
      }),
  ],
  [
    "a child's box outside its parent's",
    "box-in-parent",
    (f) => editTileset(f, ({ root }) => (root.children[0].boundingVolume.box[0] += 3000)),
  ],
  [
    "a tile with its axes mixed up",
    "on-the-ground",
    (f) =>
      editTile(f, (json) => {
        json.nodes[0].rotation = [Math.SQRT1_2, 0, 0, Math.SQRT1_2];
      }),
  ],
  [
    "a tile in millimetres",
    "scale",
    (f) =>
      editTile(f, (json) => {
        json.nodes[0].scale = [8, 8, 8];
      }),
  ],
  [
    "faces turned inside out",
    "winding",
    (f) =>
      editTile(f, (json, bin, at) => {
        for (const { indices } of json.meshes[0].primitives)
          for (let i = 0; i < json.accessors[indices].count; i += 3) {
            const o = at(indices) + i * 2;
            const b = bin.getUint16(o + 2, true);
            bin.setUint16(o + 2, bin.getUint16(o + 4, true), true);
            bin.setUint16(o + 4, b, true);
          }
      }),
  ],
  [
    "a normal that is too short",
    "normals",
    (f) =>
      editTile(f, (json, bin, at) => {
        for (let i = 0; i < 400; i++) bin.setInt8(at(firstPrimitive(json).attributes.NORMAL) + i, 20);
      }),
  ],
  [
    "an id of no row",
    "feature-ids",
    (f) =>
      editTile(f, (json, bin, at) =>
        bin.setUint16(at(firstPrimitive(json).attributes._FEATURE_ID_0), 60000, true),
      ),
  ],
  [
    "a row of no vertex",
    "feature-ids",
    (f) =>
      editTile(f, (json, bin, at) => {
        for (const { attributes } of json.meshes[0].primitives)
          for (let i = 0; i < json.accessors[attributes._FEATURE_ID_0].count; i++)
            bin.setUint16(at(attributes._FEATURE_ID_0) + i * 4, 0, true);
      }),
  ],
  [
    "a column that is too short",
    "metadata",
    (f) =>
      editTile(f, (json) => {
        const { height } = json.extensions.EXT_structural_metadata.propertyTables[0].properties;
        json.bufferViews[height.values].byteLength -= 4;
      }),
  ],
  [
    "a column off its alignment",
    "metadata",
    (f) =>
      editTile(f, (json) => {
        const { height } = json.extensions.EXT_structural_metadata.propertyTables[0].properties;
        json.bufferViews[height.values].byteOffset += 2;
      }),
  ],
  [
    "string offsets that end too early",
    "metadata",
    (f) =>
      editTile(f, (json) => {
        const { id } = json.extensions.EXT_structural_metadata.propertyTables[0].properties;
        json.bufferViews[id.values].byteLength += 1;
      }),
  ],
  [
    "a vertex that is no number",
    "numbers",
    (f) =>
      editTile(f, (json) => {
        json.nodes[0].matrix = [Number.NaN, ...Array(15).fill(1)].map((v) => (Number.isNaN(v) ? "x" : v));
      }),
  ],
  [
    "triangles without area",
    "slivers",
    (f) =>
      editTile(f, (json, bin, at) => {
        const { indices } = firstPrimitive(json);
        for (let i = 0; i < 9; i++) bin.setUint16(at(indices) + i * 2, 0, true);
      }),
  ],
  [
    "a tile beyond its budget",
    "budget",
    (f) => {
      const path = [...f.keys()].find((name) => name.startsWith("full/")) as string;
      const glb = f.get(path) as Uint8Array;
      const out = new Uint8Array(glb.length + 2_000_000);
      out.set(glb);
      const view = new DataView(out.buffer);
      view.setUint32(8, out.length, true);
      f.set(path, out);
    },
  ],
  [
    "two rows of one id",
    "ids-unique",
    (f) =>
      editTile(f, (json, bin) => {
        const { id } = json.extensions.EXT_structural_metadata.propertyTables[0].properties;
        const from = json.bufferViews[id.values].byteOffset;
        const offsets = json.bufferViews[id.stringOffsets].byteOffset;
        // Ids of equal length: the second gets the first's text.
        const [a, b, c] = [0, 2, 4].map((o) => bin.getUint16(offsets + o, true)) as [number, number, number];
        expect(b - a).toBe(c - b);
        for (let i = 0; i < b - a; i++) bin.setUint8(from + b + i, bin.getUint8(from + a + i));
      }),
  ],
  [
    "a tile that is lost",
    "readable",
    (f) => f.delete([...f.keys()].find((name) => name.startsWith("full/")) as string),
  ],
  [
    "a tile that is no GLB",
    "readable",
    (f) => f.set([...f.keys()].find((name) => name.startsWith("full/")) as string, new Uint8Array(100)),
  ],
  ["a branch that is lost", "feature-sum", (f) => editTileset(f, ({ root }) => root.children.splice(0, 1))],
])("%s is found by “%s”", async (_, check, spoil) => {
  const files = await city();
  spoil(files);
  expect(await wrongOf(files)).toContain(check);
});

test("past a thousand tiles the tree is split into tilesets of their own, and still passes every check", async () => {
  const target = memoryTarget();
  const houses = Array.from({ length: 34 * 34 }, (_, i) =>
    house(`h${i}`, [(i % 34) * 512 - 8000, Math.floor(i / 34) * 512 - 8000, 0], [40, 30, 30]),
  );
  await writeCityTiles(houses, undefined, target, { anchor: ANCHOR, tilesetId: "t", compress: false });
  const files = new Map(
    [...target.files].map(([path, pieces]) => [path, new Uint8Array(Buffer.concat(pieces))]),
  );
  const report = await verifyTileset("tileset.json", async (path) => files.get(path), {
    groundHeightM: 20,
    expectedFeatures: houses.length,
  });
  expect(report.checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
  expect(report.tilesets).toBeGreaterThan(2);
});

test("kerbs that face one another across a carriageway are no body inside out", async () => {
  const target = memoryTarget();
  // The walls of a box turned inwards, without a lid: what the two kerbs and the ends of a street look like.
  const [walls] = boxMeshes([0, 0, 0], [40, 12, 0.15], false);
  const inwards = { ...walls, indices: Array.from(walls?.indices ?? []).reverse() } as NonNullable<
    typeof walls
  >;
  const kerbs = { ...house("kerbs", [0, 0, 0]), levels: [{ errorM: 0, meshes: [inwards] }] };
  const houses = [house("a", [60, 0, 0]), house("b", [90, 0, 0])];
  await writeCityTiles([kerbs, ...houses], undefined, target, {
    anchor: ANCHOR,
    tilesetId: "t",
    compress: false,
  });
  const files = new Map(
    [...target.files].map(([path, pieces]) => [path, new Uint8Array(Buffer.concat(pieces))]),
  );
  const report = await verifyTileset("tileset.json", async (path) => files.get(path), {
    groundHeightM: 20,
    expectedFeatures: 3,
  });
  const winding = report.checks.find(({ check }) => check === "winding");
  expect(winding?.wrong).toBe(0);
});
