// A GLB as verification reads it: JSON, buffer views (decompressed where meshopt packed them), accessors as numbers,
// nodes with their matrices. Ours and others'; Draco and external buffers are said to be unread.

import { MeshoptDecoder } from "meshoptimizer";

// biome-ignore lint/suspicious/noExplicitAny: a foreign document, looked at with care
export type Json = Record<string, any>;

export interface Numbers {
  array: ArrayLike<number>;
  /** Numbers from one item to the next in `array`. */
  stride: number;
  size: number;
  count: number;
  /** Factor to the value, for normalized integers. */
  scale: number;
}

const ARRAYS = {
  5120: Int8Array,
  5121: Uint8Array,
  5122: Int16Array,
  5123: Uint16Array,
  5125: Uint32Array,
  5126: Float32Array,
} as const;
const SCALES: Record<number, number> = { 5120: 1 / 127, 5121: 1 / 255, 5122: 1 / 32767, 5123: 1 / 65535 };
const SIZES: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 };
const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;

export class Glb {
  readonly json: Json;
  /** Offset of the binary part in the file. */
  readonly binAt: number;
  private readonly bin: Uint8Array;
  private readonly unpacked = new Map<number, Uint8Array<ArrayBuffer>>();

  /** @throws RangeError, SyntaxError for what is no GLB */
  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 20 || view.getUint32(0, true) !== 0x46546c67) throw new RangeError("no GLB");
    if (view.getUint32(8, true) !== bytes.length) throw new RangeError("length");
    const jsonLength = view.getUint32(12, true);
    if (view.getUint32(16, true) !== JSON_CHUNK) throw new RangeError("no JSON chunk");
    this.json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonLength))) as Json;
    this.binAt = 28 + jsonLength;
    const has = 20 + jsonLength + 8 <= bytes.length && view.getUint32(24 + jsonLength, true) === BIN_CHUNK;
    this.bin = has ? bytes.subarray(this.binAt) : new Uint8Array(0);
  }

  view(index: number): Uint8Array<ArrayBuffer> {
    const known = this.unpacked.get(index);
    if (known) return known;
    const view = this.json.bufferViews[index] as Json;
    const packed = view.extensions?.EXT_meshopt_compression as Json | undefined;
    let bytes: Uint8Array<ArrayBuffer>;
    if (packed) {
      const at = packed.byteOffset ?? 0;
      bytes = new Uint8Array(packed.count * packed.byteStride);
      MeshoptDecoder.decodeGltfBuffer(
        bytes,
        packed.count,
        packed.byteStride,
        this.bin.subarray(at, at + packed.byteLength),
        packed.mode,
        packed.filter,
      );
    } else {
      if (view.buffer !== 0 || this.json.buffers[0].uri !== undefined)
        throw new RangeError("external buffer");
      const at = view.byteOffset ?? 0;
      if (at + view.byteLength > this.bin.length) throw new RangeError("buffer view ends after the file");
      // Views of arrays need their own alignment.
      bytes = this.bin.slice(at, at + view.byteLength);
    }
    this.unpacked.set(index, bytes);
    return bytes;
  }

  accessor(index: number): Numbers {
    const accessor = this.json.accessors[index] as Json;
    const Type = ARRAYS[accessor.componentType as keyof typeof ARRAYS];
    const size = SIZES[accessor.type] ?? 1;
    const count = accessor.count as number;
    const scale = accessor.normalized ? (SCALES[accessor.componentType] ?? 1) : 1;
    if (accessor.bufferView === undefined)
      return { array: new Float32Array(count * size), stride: size, size, count, scale };
    const bytes = this.view(accessor.bufferView);
    const step = this.json.bufferViews[accessor.bufferView].byteStride ?? size * Type.BYTES_PER_ELEMENT;
    const at = accessor.byteOffset ?? 0;
    const stride = step / Type.BYTES_PER_ELEMENT;
    const numbers = count === 0 ? 0 : (count - 1) * stride + size;
    return { array: new Type(bytes.buffer, bytes.byteOffset + at, numbers), stride, size, count, scale };
  }
}

/** Column-major. */
export function multiply(a: readonly number[], b: readonly number[]): number[] {
  const out: number[] = [];
  for (let c = 0; c < 4; c++)
    for (let r = 0; r < 4; r++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += (a[k * 4 + r] as number) * (b[c * 4 + k] as number);
      out.push(sum);
    }
  return out;
}

export const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

export const transformed = (
  m: readonly number[],
  x: number,
  y: number,
  z: number,
): [number, number, number] => [
  (m[0] as number) * x + (m[4] as number) * y + (m[8] as number) * z + (m[12] as number),
  (m[1] as number) * x + (m[5] as number) * y + (m[9] as number) * z + (m[13] as number),
  (m[2] as number) * x + (m[6] as number) * y + (m[10] as number) * z + (m[14] as number),
];

/** Of translation, rotation x y z w and scale. */
export function composed(t: readonly number[], q: readonly number[], s: readonly number[]): number[] {
  const [x, y, z, w] = q as [number, number, number, number];
  const [sx, sy, sz] = s as [number, number, number];
  return [
    (1 - 2 * (y * y + z * z)) * sx,
    2 * (x * y + z * w) * sx,
    2 * (x * z - y * w) * sx,
    0,
    2 * (x * y - z * w) * sy,
    (1 - 2 * (x * x + z * z)) * sy,
    2 * (y * z + x * w) * sy,
    0,
    2 * (x * z + y * w) * sz,
    2 * (y * z - x * w) * sz,
    (1 - 2 * (x * x + y * y)) * sz,
    0,
    ...(t as [number, number, number]),
    1,
  ];
}

/** Every mesh of the scene with its matrix. */
export function meshNodes(json: Json): { node: Json; matrix: number[] }[] {
  const out: { node: Json; matrix: number[] }[] = [];
  const visit = (index: number, above: number[]) => {
    const node = json.nodes[index] as Json;
    const own =
      node.matrix ??
      composed(node.translation ?? [0, 0, 0], node.rotation ?? [0, 0, 0, 1], node.scale ?? [1, 1, 1]);
    const matrix = multiply(above, own);
    if (node.mesh !== undefined) out.push({ node, matrix });
    for (const child of node.children ?? []) visit(child, matrix);
  };
  for (const index of json.scenes?.[json.scene ?? 0]?.nodes ?? []) visit(index, IDENTITY);
  return out;
}
