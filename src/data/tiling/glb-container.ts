// The parts of a GLB file that all packers share: buffer views with their bytes, meshopt compression of some of them, and
// the container. Every view starts on 8 bytes, in the file too, as property tables need.

interface Chunk {
  at: number;
  bytes: Uint8Array;
}

export type MeshoptMode = "ATTRIBUTES" | "TRIANGLES";
/** MeshoptEncoder.encodeGltfBuffer; given by packers that compress, so that the others don't load it. */
export type MeshoptEncode = (source: Uint8Array, count: number, size: number, mode: string) => Uint8Array;

const align = (at: number) => Math.ceil(at / 8) * 8;
const bytesOf = (data: ArrayBufferView) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Collects what goes into a GLB's binary part. */
export class GlbBuffers {
  readonly bufferViews: object[] = [];
  private readonly chunks: Chunk[] = [];
  private end = 0;
  /** Length of what a reader has when it has decompressed. */
  private fallbackEnd = 0;
  private readonly encode: MeshoptEncode | undefined;

  constructor(encode?: MeshoptEncode) {
    this.encode = encode;
  }

  private put(bytes: Uint8Array): number {
    const at = align(this.end);
    this.chunks.push({ at, bytes });
    this.end = at + bytes.byteLength;
    return at;
  }

  view(data: ArrayBufferView, extra: object = {}): number {
    const byteOffset = this.put(bytesOf(data));
    this.bufferViews.push({ buffer: 0, byteOffset, byteLength: data.byteLength, ...extra });
    return this.bufferViews.length - 1;
  }

  /** `count` items of `size` bytes, by EXT_meshopt_compression where there is an encoder. */
  packedView(data: ArrayBufferView, count: number, size: number, mode: MeshoptMode, extra: object): number {
    if (!this.encode) return this.view(data, extra);
    const packed = this.encode(bytesOf(data), count, size, mode);
    const byteOffset = this.put(packed);
    const at = align(this.fallbackEnd);
    this.fallbackEnd = at + data.byteLength;
    this.bufferViews.push({
      buffer: 1,
      byteOffset: at,
      byteLength: data.byteLength,
      ...extra,
      extensions: {
        EXT_meshopt_compression: {
          buffer: 0,
          byteOffset,
          byteLength: packed.byteLength,
          byteStride: size,
          count,
          mode,
        },
      },
    });
    return this.bufferViews.length - 1;
  }

  get packs(): boolean {
    return this.fallbackEnd > 0;
  }

  buffers(): object[] {
    const real = { byteLength: this.end };
    if (!this.packs) return [real];
    return [
      real,
      { byteLength: this.fallbackEnd, extensions: { EXT_meshopt_compression: { fallback: true } } },
    ];
  }

  /** The whole file, given its JSON part. */
  file(json: object): Uint8Array {
    const text = new TextEncoder().encode(JSON.stringify(json));
    const jsonLength = align(text.length + 28) - 28;
    const binLength = Math.ceil(this.end / 4) * 4;
    const out = new Uint8Array(28 + jsonLength + binLength);
    const head = new DataView(out.buffer);
    const words = [0x46546c67, 2, out.length, jsonLength, 0x4e4f534a];
    words.forEach((word, i) => {
      head.setUint32(i * 4, word, true);
    });
    out.fill(0x20, 20, 20 + jsonLength);
    out.set(text, 20);
    head.setUint32(20 + jsonLength, binLength, true);
    head.setUint32(24 + jsonLength, 0x004e4942, true);
    for (const { at, bytes } of this.chunks) out.set(bytes, 28 + jsonLength + at);
    return out;
  }
}
