// Small GLBs for tests, built in code: primitives with any attributes, one property table.

export interface TestPrimitive {
  positions: number[];
  normals?: number[];
  /** sRGB bytes, four a vertex. */
  colours?: number[];
  uvs?: number[];
  /** style, floor dm, bay dm, seed: four bytes a vertex. */
  facade?: number[];
  rows?: number[];
  /** _BATCHID of the tiles of 3D Tiles 1.0. */
  batchIds?: number[];
  indices?: number[];
  material?: string;
  /** glTF primitive mode; 4 = triangles. */
  mode?: number;
}

export type TestColumn = { name: string; title?: string } & (
  | { type: "STRING"; values: string[] }
  | { type: "FLOAT32"; values: number[] }
);

const U8 = 5121;
const U16 = 5123;
const U32 = 5125;
const F32 = 5126;

export function writeTestGlb(primitives: TestPrimitive[], columns: TestColumn[] = []): Buffer {
  const chunks: { at: number; bytes: Uint8Array }[] = [];
  const bufferViews: object[] = [];
  const accessors: object[] = [];
  let end = 0;
  const view = (data: ArrayBufferView, extra: object = {}) => {
    const at = Math.ceil(end / 8) * 8;
    chunks.push({ at, bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) });
    end = at + data.byteLength;
    bufferViews.push({ buffer: 0, byteOffset: at, byteLength: data.byteLength, ...extra });
    return bufferViews.length - 1;
  };
  const accessor = (bufferView: number, rest: object) => {
    accessors.push({ bufferView, ...rest });
    return accessors.length - 1;
  };
  const rowCount = columns[0]?.values.length ?? 0;
  const materials = [...new Set(primitives.map(({ material }) => material ?? "plain"))];
  const meshPrimitives = primitives.map((p) => {
    const count = p.positions.length / 3;
    const low = [0, 1, 2].map((k) => Math.min(...p.positions.filter((_, i) => i % 3 === k).map(Math.fround)));
    const high = [0, 1, 2].map((k) =>
      Math.max(...p.positions.filter((_, i) => i % 3 === k).map(Math.fround)),
    );
    const attributes: Record<string, number> = {
      POSITION: accessor(view(new Float32Array(p.positions)), {
        componentType: F32,
        count,
        type: "VEC3",
        min: low,
        max: high,
      }),
    };
    if (p.normals)
      attributes.NORMAL = accessor(view(new Float32Array(p.normals)), {
        componentType: F32,
        count,
        type: "VEC3",
      });
    if (p.colours)
      attributes.COLOR_0 = accessor(view(new Uint8Array(p.colours), { byteStride: 4 }), {
        componentType: U8,
        normalized: true,
        count,
        type: "VEC4",
      });
    if (p.uvs)
      attributes.TEXCOORD_0 = accessor(view(new Float32Array(p.uvs)), {
        componentType: F32,
        count,
        type: "VEC2",
      });
    if (p.facade)
      attributes._FACADE = accessor(view(new Uint8Array(p.facade), { byteStride: 4 }), {
        componentType: U8,
        count,
        type: "VEC4",
      });
    if (p.rows)
      attributes._FEATURE_ID_0 = accessor(
        view(new Uint16Array(p.rows.flatMap((row) => [row, 0])), { byteStride: 4 }),
        { componentType: U16, count, type: "SCALAR" },
      );
    if (p.batchIds)
      attributes._BATCHID = accessor(view(new Float32Array(p.batchIds)), {
        componentType: F32,
        count,
        type: "SCALAR",
      });
    return {
      attributes,
      ...(p.indices && {
        indices: accessor(view(new Uint32Array(p.indices)), {
          componentType: U32,
          count: p.indices.length,
          type: "SCALAR",
        }),
      }),
      material: materials.indexOf(p.material ?? "plain"),
      ...(p.mode !== undefined && { mode: p.mode }),
      ...(rowCount > 0 && {
        extensions: {
          EXT_mesh_features: { featureIds: [{ featureCount: rowCount, attribute: 0, propertyTable: 0 }] },
        },
      }),
    };
  });
  const classProperties: Record<string, object> = {};
  const tableProperties: Record<string, object> = {};
  for (const column of columns) {
    const name = column.title === undefined ? {} : { name: column.title };
    if (column.type === "STRING") {
      const parts = column.values.map((text) => Buffer.from(text));
      const offsets = new Uint32Array(parts.length + 1);
      for (const [i, part] of parts.entries()) offsets[i + 1] = (offsets[i] as number) + part.length;
      classProperties[column.name] = { type: "STRING", noData: "", ...name };
      tableProperties[column.name] = {
        values: view(new Uint8Array(Buffer.concat(parts))),
        stringOffsets: view(offsets),
      };
    } else {
      classProperties[column.name] = { type: "SCALAR", componentType: "FLOAT32", ...name };
      tableProperties[column.name] = { values: view(new Float32Array(column.values)) };
    }
  }
  const json = {
    asset: { version: "2.0" },
    ...(rowCount > 0 && {
      extensionsUsed: ["EXT_mesh_features", "EXT_structural_metadata"],
      extensions: {
        EXT_structural_metadata: {
          schema: { id: "test", classes: { thing: { properties: classProperties } } },
          propertyTables: [{ class: "thing", count: rowCount, properties: tableProperties }],
        },
      },
    }),
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: meshPrimitives }],
    materials: materials.map((name) => ({
      name,
      pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.9 },
    })),
    accessors,
    bufferViews,
    buffers: [{ byteLength: end }],
  };
  const text = Buffer.from(JSON.stringify(json));
  const jsonLength = Math.ceil((text.length + 28) / 8) * 8 - 28;
  const binLength = Math.ceil(end / 8) * 8;
  const out = Buffer.alloc(28 + jsonLength + binLength);
  out.fill(0x20, 20, 20 + jsonLength);
  for (const [i, word] of [0x46546c67, 2, out.length, jsonLength, 0x4e4f534a].entries())
    out.writeUInt32LE(word, i * 4);
  text.copy(out, 20);
  out.writeUInt32LE(binLength, 20 + jsonLength);
  out.writeUInt32LE(0x004e4942, 24 + jsonLength);
  for (const { at, bytes } of chunks) Buffer.from(bytes).copy(out, 28 + jsonLength + at);
  return out;
}
