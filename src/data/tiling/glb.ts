// One GLB per tile, by hand: primitives, one EXT_mesh_features id per vertex, one property table.
// Positions are glTF axes (X east, Y up, Z −north, metres in the tile's ENU frame), float32.
// One table per GLB: Cesium styles and picks with the first primitive's table only.

import { GlbBuffers } from "./glb-container.ts";

export type SurfaceMaterial = "surface" | "marking" | "sign";

export interface GlbPrimitive {
  material: SurfaceMaterial;
  positions: Float32Array;
  normals: Float32Array;
  /** RGBA, one byte each, four per vertex. */
  colours: Uint8Array;
  /** Row of the property table, one per vertex. */
  featureIds: ArrayLike<number>;
  indices: Uint32Array;
  /** Pull towards the eye, one per vertex; without it paint is pulled by 1 and the rest not. */
  pulls?: Float32Array;
}

export type GlbColumn =
  | { name: string; type: "STRING"; values: readonly string[] }
  | { name: string; type: "FLOAT32" | "INT32"; noData?: number; values: readonly number[] }
  | { name: string; type: "UINT8"; noData?: number; values: readonly number[] };

const MATERIALS: Record<SurfaceMaterial, { roughness: number; doubleSided: boolean }> = {
  surface: { roughness: 0.95, doubleSided: false },
  marking: { roughness: 0.7, doubleSided: false },
  sign: { roughness: 0.5, doubleSided: false },
};

/** Packs primitives and their property table; equal input gives equal bytes. */
export function writeGlb(primitives: readonly GlbPrimitive[], columns: readonly GlbColumn[]) {
  const file = new GlbBuffers();
  const accessors: object[] = [];
  const view = (data: ArrayBufferView, extra?: object) => file.view(data, extra);
  const rows = columns[0]?.values.length ?? 0;
  const used = (Object.keys(MATERIALS) as SurfaceMaterial[]).filter((name) =>
    primitives.some((p) => p.material === name),
  );
  /** One view for all primitives, an accessor for each: a view costs more bytes than an accessor. */
  const shared = (
    arrays: readonly Part[],
    size: number,
    extra: object,
    rest: (i: number) => object,
  ): number[] => {
    const bufferView = view(joined(arrays), extra);
    let byteOffset = 0;
    return arrays.map((array, i) => {
      const count = array.byteLength / size;
      accessors.push({ bufferView, ...(byteOffset > 0 && { byteOffset }), count, ...rest(i) });
      byteOffset += array.byteLength;
      return accessors.length - 1;
    });
  };
  const vertices = (of: (p: GlbPrimitive) => Part, size: number, rest: (i: number) => object) =>
    shared(primitives.map(of), size, { target: 34962, byteStride: size }, rest);
  const position = vertices(
    ({ positions }) => positions,
    12,
    (i) => ({ componentType: 5126, type: "VEC3", ...bounds((primitives[i] as GlbPrimitive).positions) }),
  );
  const normal = vertices(
    ({ normals }) => normals,
    12,
    () => ({ componentType: 5126, type: "VEC3" }),
  );
  const colour = vertices(
    ({ colours }) => colours,
    4,
    () => ({ componentType: 5121, normalized: true, type: "VEC4" }),
  );
  const id = vertices(
    ({ featureIds }) => packIds(featureIds, rows),
    4,
    () => ({ componentType: rows > 65535 ? 5126 : 5123, type: "SCALAR" }),
  );
  // The scene pulls towards the eye by this share; it is on all, because a shader that misses it is refused.
  const lift = vertices(
    ({ pulls, positions, material }) =>
      pulls ?? new Float32Array(positions.length / 3).fill(material === "marking" ? 1 : 0),
    4,
    () => ({ componentType: 5126, type: "SCALAR" }),
  );
  const indices = shared(
    primitives.map((p) => p.indices),
    4,
    { target: 34963 },
    () => ({ componentType: 5125, type: "SCALAR" }),
  );
  const meshPrimitives = primitives.map(({ material }, i) => ({
    attributes: {
      POSITION: position[i],
      NORMAL: normal[i],
      COLOR_0: colour[i],
      _FEATURE_ID_0: id[i],
      _LIFT: lift[i],
    },
    indices: indices[i],
    material: used.indexOf(material),
    extensions: {
      EXT_mesh_features: { featureIds: [{ featureCount: rows, attribute: 0, propertyTable: 0 }] },
    },
  }));
  const classProperties: Record<string, object> = {};
  const tableProperties: Record<string, object> = {};
  const encoder = new TextEncoder();
  for (const column of columns) {
    if (column.type === "STRING") {
      const parts = column.values.map((text) => encoder.encode(text));
      const size = parts.reduce((sum, part) => sum + part.length, 0);
      const wide = size > 65535;
      const offsets = wide ? new Uint32Array(parts.length + 1) : new Uint16Array(parts.length + 1);
      parts.forEach((part, i) => {
        offsets[i + 1] = (offsets[i] ?? 0) + part.length;
      });
      const all = new Uint8Array(size);
      parts.forEach((part, i) => {
        all.set(part, offsets[i]);
      });
      // A buffer view may not be empty, so a column without any text is left out.
      if (all.length === 0) continue;
      classProperties[column.name] = { type: "STRING", noData: "" };
      tableProperties[column.name] = {
        values: view(all),
        stringOffsets: view(offsets),
        ...(!wide && { stringOffsetType: "UINT16" }),
      };
      continue;
    }
    const values =
      column.type === "FLOAT32"
        ? Float32Array.from(column.values)
        : column.type === "INT32"
          ? Int32Array.from(column.values)
          : Uint8Array.from(column.values);
    classProperties[column.name] = {
      type: "SCALAR",
      componentType: column.type,
      ...(column.noData === undefined ? {} : { noData: column.noData }),
    };
    tableProperties[column.name] = { values: view(values) };
  }
  const json = {
    asset: { version: "2.0", generator: "LaneTwin" },
    extensionsUsed: ["EXT_mesh_features", "EXT_structural_metadata"],
    extensions: {
      EXT_structural_metadata: {
        schema: { id: "lanetwin", classes: { feature: { properties: classProperties } } },
        propertyTables: [{ class: "feature", count: rows, properties: tableProperties }],
      },
    },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: meshPrimitives }],
    materials: used.map((name) => ({
      name,
      doubleSided: MATERIALS[name].doubleSided,
      pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: MATERIALS[name].roughness },
    })),
    accessors,
    bufferViews: file.bufferViews,
    buffers: file.buffers(),
  };
  return file.file(json);
}

type Part = Float32Array | Uint8Array | Uint16Array | Uint32Array;

/** The bytes of arrays end to end. */
function joined(arrays: readonly Part[]): Uint8Array {
  const out = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    out.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return out;
}

function packIds(ids: ArrayLike<number>, rows: number): Uint16Array | Float32Array {
  if (rows > 65535) return Float32Array.from(ids);
  // Vertex attributes are 4-byte aligned, so every second uint16 is padding.
  const packed = new Uint16Array(ids.length * 2);
  for (let i = 0; i < ids.length; i++) packed[i * 2] = ids[i] ?? 0;
  return packed;
}

function bounds(positions: Float32Array) {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  positions.forEach((value, i) => {
    min[i % 3] = Math.min(min[i % 3] as number, value);
    max[i % 3] = Math.max(max[i % 3] as number, value);
  });
  return { min, max };
}
