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
  const accessor = (bufferView: number, rest: object) => {
    accessors.push({ bufferView, ...rest });
    return accessors.length - 1;
  };
  const rows = columns[0]?.values.length ?? 0;
  const used = (Object.keys(MATERIALS) as SurfaceMaterial[]).filter((name) =>
    primitives.some((p) => p.material === name),
  );
  const meshPrimitives = primitives.map((p) => {
    const count = p.positions.length / 3;
    const vertex = (stride: number) => ({ target: 34962, byteStride: stride });
    const ids = packIds(p.featureIds, rows);
    const attributes: Record<string, number> = {
      POSITION: accessor(view(p.positions, vertex(12)), {
        componentType: 5126,
        count,
        type: "VEC3",
        ...bounds(p.positions),
      }),
      NORMAL: accessor(view(p.normals, vertex(12)), { componentType: 5126, count, type: "VEC3" }),
      COLOR_0: accessor(view(p.colours, vertex(4)), {
        componentType: 5121,
        normalized: true,
        count,
        type: "VEC4",
      }),
      _FEATURE_ID_0: accessor(view(ids, vertex(4)), {
        componentType: ids instanceof Float32Array ? 5126 : 5123,
        count,
        type: "SCALAR",
      }),
    };
    // The scene pulls towards the eye by this share; it is on all, because a shader that misses it is refused.
    attributes._LIFT = accessor(
      view(p.pulls ?? new Float32Array(count).fill(p.material === "marking" ? 1 : 0), vertex(4)),
      { componentType: 5126, count, type: "SCALAR" },
    );
    return {
      attributes,
      indices: accessor(view(p.indices, { target: 34963 }), {
        componentType: 5125,
        count: p.indices.length,
        type: "SCALAR",
      }),
      material: used.indexOf(p.material),
      extensions: {
        EXT_mesh_features: {
          featureIds: [{ featureCount: rows, attribute: 0, propertyTable: 0 }],
        },
      },
    };
  });
  const classProperties: Record<string, object> = {};
  const tableProperties: Record<string, object> = {};
  const encoder = new TextEncoder();
  for (const column of columns) {
    if (column.type === "STRING") {
      const parts = column.values.map((text) => encoder.encode(text));
      const offsets = new Uint32Array(parts.length + 1);
      parts.forEach((part, i) => {
        offsets[i + 1] = (offsets[i] ?? 0) + part.length;
      });
      const all = new Uint8Array(offsets[parts.length] ?? 0);
      parts.forEach((part, i) => {
        all.set(part, offsets[i]);
      });
      // A buffer view may not be empty, so a column without any text is left out.
      if (all.length === 0) continue;
      classProperties[column.name] = { type: "STRING", noData: "" };
      tableProperties[column.name] = { values: view(all), stringOffsets: view(offsets) };
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
