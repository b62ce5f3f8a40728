// One GLB of points: float32 in the tile's own frame, linear colours, and for each point the row of its class in a property
// table, so that a class can be picked, styled and hidden like any feature.

import { MeshoptEncoder } from "meshoptimizer";
import { GlbBuffers, type MeshoptEncode } from "../glb-container.ts";
import { pointClassName } from "./point-classes.ts";

export interface PointGlb {
  /** glTF axes, metres. */
  positions: Float32Array;
  /** sRGB, three a point. */
  colours: Uint8Array;
  classes: Uint8Array;
  /** Before the ids of its classes. */
  tilesetId: string;
}

const encode: MeshoptEncode = (source, count, size, mode) =>
  MeshoptEncoder.encodeGltfBuffer(source, count, size, mode, 0);
const VERTEX = { target: 34962 };

/** sRGB bytes as linear 16-bit shares, which is what glTF's vertex colours are (IEC 61966-2-1). */
const LINEAR = Uint16Array.from({ length: 256 }, (_, byte) => {
  const share = byte / 255;
  const linear = share <= 0.04045 ? share / 12.92 : Math.exp(2.4 * Math.log((share + 0.055) / 1.055));
  return Math.round(linear * 65535);
});

function texts(file: GlbBuffers, values: readonly string[]): object {
  const parts = values.map((value) => new TextEncoder().encode(value));
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  const offsets = new Uint32Array(parts.length + 1);
  parts.forEach((part, i) => {
    const at = offsets[i] as number;
    all.set(part, at);
    offsets[i + 1] = at + part.length;
  });
  return { values: file.view(all), stringOffsets: file.view(offsets) };
}

/** Packs a tile; equal input gives equal bytes. `MeshoptEncoder.ready` has been awaited. */
export function writePointGlb(
  { positions, colours, classes, tilesetId }: PointGlb,
  compress = true,
): Uint8Array {
  const count = classes.length;
  const codes = [...new Set(classes)].sort((a, b) => a - b);
  const rowOf = new Map(codes.map((code, row) => [code, row]));
  const file = new GlbBuffers(compress ? encode : undefined);
  const linear = new Uint16Array(count * 4);
  const rows = new Uint16Array(count * 2);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 3; k++) {
      linear[i * 4 + k] = LINEAR[colours[i * 3 + k] as number] as number;
      const v = positions[i * 3 + k] as number;
      low[k] = Math.min(low[k] as number, v);
      high[k] = Math.max(high[k] as number, v);
    }
    linear[i * 4 + 3] = 65535;
    rows[i * 2] = rowOf.get(classes[i] as number) as number;
  }
  const view = (data: ArrayBufferView, byteStride: number) =>
    file.packedView(data, count, byteStride, "ATTRIBUTES", { ...VERTEX, byteStride });
  const accessors = [
    {
      bufferView: view(positions, 12),
      count,
      componentType: 5126,
      type: "VEC3",
      min: low,
      max: high,
    },
    { bufferView: view(linear, 8), count, componentType: 5123, normalized: true, type: "VEC4" },
    { bufferView: view(rows, 4), count, componentType: 5123, type: "SCALAR" },
  ];
  const properties = {
    id: texts(
      file,
      codes.map((code) => `${tilesetId}:class-${code}`),
    ),
    kind: texts(
      file,
      codes.map(() => "point-class"),
    ),
    pointClass: { values: file.view(Uint8Array.from(codes)) },
    className: texts(file, codes.map(pointClassName)),
  };
  const required = file.packs ? ["EXT_meshopt_compression"] : [];
  return file.file({
    asset: { version: "2.0", generator: "LaneTwin" },
    extensionsUsed: [...required, "EXT_mesh_features", "EXT_structural_metadata", "KHR_materials_unlit"],
    ...(required.length > 0 && { extensionsRequired: required }),
    extensions: {
      EXT_structural_metadata: {
        schema: {
          id: "points",
          classes: {
            feature: {
              properties: {
                id: { type: "STRING", required: true },
                kind: { type: "STRING", required: true },
                pointClass: { type: "SCALAR", componentType: "UINT8", required: true },
                className: { type: "STRING", required: true },
              },
            },
          },
        },
        propertyTables: [{ class: "feature", count: codes.length, properties }],
      },
    },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [
      {
        primitives: [
          {
            mode: 0,
            attributes: { POSITION: 0, COLOR_0: 1, _FEATURE_ID_0: 2 },
            material: 0,
            extensions: {
              EXT_mesh_features: {
                featureIds: [
                  { featureCount: codes.length, attribute: 0, propertyTable: 0, label: "feature" },
                ],
              },
            },
          },
        ],
      },
    ],
    materials: [
      {
        pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 1 },
        extensions: { KHR_materials_unlit: {} },
      },
    ],
    accessors,
    bufferViews: file.bufferViews,
    buffers: file.buffers(),
  });
}
