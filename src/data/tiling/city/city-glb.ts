// One GLB of city features: one primitive per material (and per image), one id per vertex, one property table, meshopt
// compression. Every primitive has the same attributes, because a shader that misses one is refused; the meshes of
// instances have no id of their own, their instances do.

import { MeshoptEncoder } from "meshoptimizer";
import { GlbBuffers, type MeshoptEncode } from "../glb-container.ts";
import type { Column } from "./attribute-census.ts";
import type { PictureImage } from "./city-tiles-job.ts";
import { MATERIALS } from "./feature-record.ts";
import type { PackedVertices } from "./pack-vertices.ts";
import { writePropertyTable } from "./property-table.ts";
import type { FeatureRecord } from "./read-record.ts";

export interface CityPrimitive {
  /** Place in MATERIALS. */
  material: number;
  /** Place in the GLB's images. */
  image?: number;
  vertices: PackedVertices;
}

/** Where the copies of a mesh stand: glTF axes, metres, quaternions x y z w as normalized int16. */
export interface GlbInstances {
  translations: Float32Array;
  rotations: Int16Array;
  scales: Float32Array;
  /** Row of each. */
  ids: Float32Array;
}

export interface CityGlbNode {
  primitives: readonly CityPrimitive[];
  /** Where the mesh's grid starts, and its step where it has one. */
  origin?: readonly [number, number, number];
  stepM?: number;
  instances?: GlbInstances;
}

export interface CityGlb {
  nodes: readonly CityGlbNode[];
  records: readonly FeatureRecord[];
  columns: readonly Column[];
  images: readonly PictureImage[];
}

/** Roughness and metalness are all that an engine needs to tell water from stone; colours are in the vertices. */
const LOOK: Record<(typeof MATERIALS)[number], { roughness: number; metallic: number }> = {
  plain: { roughness: 0.9, metallic: 0 },
  facade: { roughness: 0.75, metallic: 0 },
  roof: { roughness: 0.95, metallic: 0 },
  ground: { roughness: 1, metallic: 0 },
  water: { roughness: 0.1, metallic: 0 },
  glass: { roughness: 0.15, metallic: 0 },
  picture: { roughness: 1, metallic: 0 },
};

/** Version 0 of the codec, which every reader of EXT_meshopt_compression takes. */
const encode: MeshoptEncode = (source, count, size, mode) =>
  MeshoptEncoder.encodeGltfBuffer(source, count, size, mode, 0);

const VERTEX = { target: 34962 };
const INDEX = { target: 34963 };
const UBYTE = 5121;
const BYTE = 5120;
const SHORT = 5122;
const USHORT = 5123;
const UINT = 5125;
const FLOAT = 5126;

type Packed = Uint8Array | Int8Array | Int16Array | Uint16Array | Uint32Array | Float32Array;

/** Arrays of one kind end to end. */
function joined(arrays: readonly Packed[]): Packed {
  const [first] = arrays as [Packed];
  if (arrays.length === 1) return first;
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  const out = new (first.constructor as new (n: number) => Packed)(length);
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}

class Accessors {
  readonly list: object[] = [];
  private readonly file: GlbBuffers;

  constructor(file: GlbBuffers) {
    this.file = file;
  }

  /** One view for all arrays, one accessor an array: views cost bytes, in JSON and in every compressed stream's tail. */
  private shared(
    arrays: readonly Packed[],
    stride: number,
    view: (data: Packed, count: number) => number,
    rest: (i: number) => object,
  ): number[] {
    const data = joined(arrays);
    const bufferView = view(data, data.byteLength / stride);
    let byteOffset = 0;
    return arrays.map((array, i) => {
      const count = array.byteLength / stride;
      this.list.push({ bufferView, ...(byteOffset > 0 && { byteOffset }), count, ...rest(i) });
      byteOffset += array.byteLength;
      return this.list.length - 1;
    });
  }

  instances(arrays: readonly Packed[], stride: number, rest: (i: number) => object): number[] {
    return this.shared(
      arrays,
      stride,
      (data, count) => this.file.packedView(data, count, stride, "ATTRIBUTES", {}),
      rest,
    );
  }

  vertices(arrays: readonly Packed[], stride: number, rest: (i: number) => object): number[] {
    const extra = { ...VERTEX, byteStride: stride };
    return this.shared(
      arrays,
      stride,
      (data, count) => this.file.packedView(data, count, stride, "ATTRIBUTES", extra),
      rest,
    );
  }

  indices(arrays: readonly (Uint16Array | Uint32Array)[]): number[] {
    const wide = arrays.some((array) => array instanceof Uint32Array);
    const same = wide ? arrays.map((array) => Uint32Array.from(array)) : arrays;
    const size = wide ? 4 : 2;
    return this.shared(
      same,
      size,
      (data, count) => this.file.packedView(data, count, size, "TRIANGLES", INDEX),
      () => ({ componentType: wide ? UINT : USHORT, type: "SCALAR" }),
    );
  }
}

/** The attributes of a mesh's primitives, and their indices. */
function meshArrays(
  accessors: Accessors,
  all: readonly PackedVertices[],
  withIds: boolean,
): { attributes: Record<string, number>; indices: number }[] {
  const whole = all[0]?.positions instanceof Uint16Array;
  const floatIds = all[0]?.ids instanceof Float32Array;
  const position = accessors.vertices(
    all.map(({ positions }) => positions),
    whole ? 8 : 12,
    (i) => ({
      componentType: whole ? USHORT : FLOAT,
      type: "VEC3",
      min: all[i]?.min,
      max: all[i]?.max,
    }),
  );
  const normal = accessors.vertices(
    all.map(({ normals }) => normals),
    4,
    () => ({ componentType: BYTE, normalized: true, type: "VEC3" }),
  );
  const colour = accessors.vertices(
    all.map(({ colours }) => colours),
    4,
    () => ({ componentType: UBYTE, normalized: true, type: "VEC4" }),
  );
  const uv = accessors.vertices(
    all.map(({ uvs }) => uvs),
    8,
    () => ({ componentType: FLOAT, type: "VEC2" }),
  );
  const facade = accessors.vertices(
    all.map(({ facades }) => facades),
    4,
    () => ({ componentType: UBYTE, type: "VEC4" }),
  );
  const id = withIds
    ? accessors.vertices(
        all.map(({ ids }) => ids),
        4,
        () => ({ componentType: floatIds ? FLOAT : USHORT, type: "SCALAR" }),
      )
    : undefined;
  const indices = accessors.indices(all.map((vertices) => vertices.indices));
  return all.map((_, i) => ({
    attributes: {
      POSITION: position[i] as number,
      NORMAL: normal[i] as number,
      COLOR_0: colour[i] as number,
      TEXCOORD_0: uv[i] as number,
      _FACADE: facade[i] as number,
      ...(id && { _FEATURE_ID_0: id[i] as number }),
    },
    indices: indices[i] as number,
  }));
}

/** The extensions of nodes that stand about, all their places in views of one kind each. */
function instancesOf(accessors: Accessors, all: readonly GlbInstances[], rows: number): object[] {
  const bound = ({ translations }: GlbInstances, pick: (...values: number[]) => number) =>
    [0, 1, 2].map((axis) => {
      let best = translations[axis] as number;
      for (let i = axis; i < translations.length; i += 3) best = pick(best, translations[i] as number);
      return best;
    });
  const float = { componentType: FLOAT };
  const translation = accessors.instances(
    all.map(({ translations }) => translations),
    12,
    (i) => {
      const one = all[i] as GlbInstances;
      return { ...float, type: "VEC3", min: bound(one, Math.min), max: bound(one, Math.max) };
    },
  );
  const rotation = accessors.instances(
    all.map(({ rotations }) => rotations),
    8,
    () => ({ componentType: SHORT, normalized: true, type: "VEC4" }),
  );
  const scale = accessors.instances(
    all.map(({ scales }) => scales),
    12,
    () => ({ ...float, type: "VEC3" }),
  );
  const id = accessors.instances(
    all.map(({ ids }) => ids),
    4,
    () => ({ ...float, type: "SCALAR" }),
  );
  return all.map((_, i) => ({
    EXT_mesh_gpu_instancing: {
      attributes: {
        TRANSLATION: translation[i],
        ROTATION: rotation[i],
        SCALE: scale[i],
        _FEATURE_ID_0: id[i],
      },
    },
    EXT_instance_features: { featureIds: [{ featureCount: rows, attribute: 0, propertyTable: 0 }] },
  }));
}

/** Arrays of nodes whose vertices are of one make share their views: many small models, few views. */
const makeOf = ({ primitives, instances }: CityGlbNode): string => {
  const [first] = primitives;
  return `${instances !== undefined} ${first?.vertices.positions.constructor.name} ${first?.vertices.ids.constructor.name}`;
};

/**
 * Packs a tile; equal input gives equal bytes. `MeshoptEncoder.ready` has been awaited.
 * @param compress false leaves the arrays as they are, for validators that can't decompress
 */
export function writeCityGlb({ nodes, records, columns, images }: CityGlb, compress = true): Uint8Array {
  const file = new GlbBuffers(compress ? encode : undefined);
  const accessors = new Accessors(file);
  const materials: object[] = [];
  const materialOf = new Map<string, number>();
  const used = new Set(["EXT_mesh_features", "EXT_structural_metadata"]);
  const required = new Set<string>();
  const textures = images.map((_, source) => ({ source, sampler: 0 }));
  const imageJson = images.map(({ bytes, mediaType }) => ({
    bufferView: file.view(bytes),
    mimeType: mediaType,
  }));
  const material = ({ material: place, image }: CityPrimitive): number => {
    const key = `${place} ${image ?? ""}`;
    let index = materialOf.get(key);
    if (index === undefined) {
      const name = MATERIALS[place] as (typeof MATERIALS)[number];
      const { roughness, metallic } = LOOK[name];
      index = materials.length;
      materialOf.set(key, index);
      materials.push({
        name,
        pbrMetallicRoughness: {
          metallicFactor: metallic,
          roughnessFactor: roughness,
          ...(image !== undefined && { baseColorTexture: { index: image } }),
        },
      });
    }
    return index;
  };
  const arraysOf = new Map<CityPrimitive, ReturnType<typeof meshArrays>[number]>();
  for (const make of new Set(nodes.map(makeOf))) {
    const own = nodes.filter((node) => makeOf(node) === make);
    const primitives = own.flatMap((node) => node.primitives);
    const arrays = meshArrays(
      accessors,
      primitives.map(({ vertices }) => vertices),
      !own[0]?.instances,
    );
    primitives.forEach((primitive, i) => {
      arraysOf.set(primitive, arrays[i] as (typeof arrays)[number]);
    });
  }
  const standing = nodes.filter(({ instances }) => instances);
  const places =
    standing.length > 0
      ? instancesOf(
          accessors,
          standing.map(({ instances }) => instances as GlbInstances),
          records.length,
        )
      : [];
  const meshes = nodes.map(({ primitives, instances }) => {
    return {
      primitives: primitives.map((primitive) => ({
        ...(arraysOf.get(primitive) as ReturnType<typeof meshArrays>[number]),
        material: material(primitive),
        ...(!instances && {
          extensions: {
            EXT_mesh_features: {
              featureIds: [
                { featureCount: records.length, attribute: 0, propertyTable: 0, label: "feature" },
              ],
            },
          },
        }),
      })),
    };
  });
  const nodeJson = nodes.map((node, mesh) => {
    const { origin, stepM, instances } = node;
    if (stepM !== undefined) required.add("KHR_mesh_quantization");
    if (instances) {
      used.add("EXT_mesh_gpu_instancing").add("EXT_instance_features");
      required.add("EXT_mesh_gpu_instancing");
    }
    return {
      mesh,
      ...(origin?.some((v) => v !== 0) && { translation: origin }),
      ...(stepM !== undefined && { scale: [stepM, stepM, stepM] }),
      ...(instances && { extensions: places[standing.indexOf(node)] }),
    };
  });
  // int8 normals are of the same extension.
  required.add("KHR_mesh_quantization");
  if (nodes.every(({ instances }) => instances)) used.delete("EXT_mesh_features");
  const metadata = writePropertyTable(file, records, columns);
  if (file.packs) required.add("EXT_meshopt_compression");
  for (const name of required) used.add(name);
  return file.file({
    asset: { version: "2.0", generator: "LaneTwin" },
    extensionsUsed: [...used].sort(),
    extensionsRequired: [...required].sort(),
    extensions: { EXT_structural_metadata: metadata },
    scene: 0,
    scenes: [{ nodes: nodeJson.map((_, i) => i) }],
    nodes: nodeJson,
    meshes,
    materials,
    ...(images.length > 0 && {
      textures,
      images: imageJson,
      samplers: [{ magFilter: 9729, minFilter: 9987, wrapS: 10497, wrapT: 10497 }],
    }),
    accessors: accessors.list,
    bufferViews: file.bufferViews,
    buffers: file.buffers(),
  });
}
