import { validateBytes } from "gltf-validator";
import { expect, test } from "vitest";
import { type GlbColumn, type GlbPrimitive, writeGlb } from "../../../src/data/tiling/glb.ts";

const triangle = (material: GlbPrimitive["material"], row: number): GlbPrimitive => ({
  material,
  positions: Float32Array.of(0, 0.1, 0, 3.5, 0, 0, 0, 0, -7),
  normals: Float32Array.of(0, 1, 0, 0, 1, 0, 0, 1, 0),
  colours: new Uint8Array(12).fill(200),
  featureIds: [row, row, row],
  indices: Uint32Array.of(0, 1, 2),
});
const columns = (rows: number): GlbColumn[] => [
  { name: "id", type: "STRING", values: Array.from({ length: rows }, (_, i) => `路:${i}`) },
  { name: "name", type: "STRING", values: Array(rows).fill("") },
  { name: "widthM", type: "FLOAT32", noData: -1, values: Array(rows).fill(3.5) },
  { name: "dynamic", type: "UINT8", noData: 255, values: Array(rows).fill(1) },
];
const all = [triangle("surface", 0), triangle("marking", 1), triangle("sign", 2)];

test.each([3, 70000])("the glTF validator finds no error and no warning with %i rows", async (n) => {
  const { issues } = await validateBytes(writeGlb(all, columns(n)));
  expect(issues.messages.filter((m: { severity: number }) => m.severity < 2)).toEqual([]);
});

test("the same input gives the same bytes", () => {
  expect(writeGlb(all, columns(3))).toEqual(writeGlb(all, columns(3)));
});

test("ids, text offsets and the lift of paint stand where the JSON says", () => {
  const glb = writeGlb(all, columns(3));
  const head = new DataView(glb.buffer);
  const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + head.getUint32(12, true))));
  const start = 28 + head.getUint32(12, true);
  const at = (view: number) => start + json.bufferViews[view].byteOffset;
  const first = (accessor: number) =>
    at(json.accessors[accessor].bufferView) + (json.accessors[accessor].byteOffset ?? 0);
  const table = json.extensions.EXT_structural_metadata.propertyTables[0].properties;
  expect(Object.keys(table)).toEqual(["id", "widthM", "dynamic"]);
  expect(table.id.stringOffsetType).toBe("UINT16");
  const from = head.getUint16(at(table.id.stringOffsets) + 2, true);
  const to = head.getUint16(at(table.id.stringOffsets) + 4, true);
  const text = at(table.id.values);
  expect(new TextDecoder().decode(glb.subarray(text + from, text + to))).toBe("路:1");
  const [surface, marking] = json.meshes[0].primitives;
  // A shader that misses an attribute is refused, so all carry it; only paint is pulled.
  const liftAt = (primitive: { attributes: { _LIFT: number } }) =>
    head.getFloat32(first(primitive.attributes._LIFT), true);
  expect([liftAt(surface), liftAt(marking)]).toEqual([0, 1]);
  const ids = first(marking.attributes._FEATURE_ID_0);
  expect([0, 4, 8].map((o) => head.getUint16(ids + o, true))).toEqual([1, 1, 1]);
  expect(json.bufferViews.every((v: { byteOffset: number }) => (start + v.byteOffset) % 8 === 0)).toBe(true);
});
