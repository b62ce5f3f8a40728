// Pixels of a PNG (W3C PNG, third edition): 8 bits a channel, grey, colour or palette, with or without alpha, not interlaced.
// Height tiles are such; a browser's decoder would turn their colours.

import { unzlibSync } from "fflate";

export interface Pixels {
  width: number;
  height: number;
  /** R, G, B of every pixel, row by row. */
  rgb: Uint8Array;
}

const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const MOST_PIXELS = 1 << 24;

function chunksOf(bytes: Uint8Array): { type: string; data: Uint8Array }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) throw new Error(`${type}: cut off`);
    out.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return out;
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** Undoes the filters row by row, in place. */
function unfilter(raw: Uint8Array, rows: number, stride: number, step: number): Uint8Array {
  const out = new Uint8Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    const filter = raw[row * (stride + 1)] as number;
    if (filter > 4) throw new Error(`filter ${filter}`);
    const from = row * (stride + 1) + 1;
    const to = row * stride;
    for (let i = 0; i < stride; i++) {
      const left = i >= step ? (out[to + i - step] as number) : 0;
      const above = row > 0 ? (out[to + i - stride] as number) : 0;
      const corner = row > 0 && i >= step ? (out[to + i - stride - step] as number) : 0;
      const add = [0, left, above, (left + above) >> 1, filter === 4 ? paeth(left, above, corner) : 0][
        filter
      ];
      out[to + i] = (raw[from + i] as number) + (add as number);
    }
  }
  return out;
}

/** @throws Error that says what is wrong */
export function readPng(bytes: Uint8Array): Pixels {
  const chunks = chunksOf(bytes);
  const header = chunks[0];
  if (header?.type !== "IHDR" || header.data.length !== 13) throw new Error("no IHDR");
  const view = new DataView(header.data.buffer, header.data.byteOffset, 13);
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  const [depth, kind = 0, , , interlaced] = header.data.subarray(8);
  const channels = CHANNELS[kind];
  if (depth !== 8 || channels === undefined || interlaced !== 0)
    throw new Error(`${depth} bit, colour type ${kind}, interlace ${interlaced}`);
  if (width === 0 || height === 0 || width * height > MOST_PIXELS) throw new Error(`${width} × ${height}`);
  const parts = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  const stride = width * channels;
  const raw = unzlibSync(packed, { out: new Uint8Array((stride + 1) * height) });
  if (raw.length !== (stride + 1) * height) throw new Error(`${raw.length} / ${(stride + 1) * height}`);
  const samples = unfilter(raw, height, stride, channels);
  const palette = chunks.find(({ type }) => type === "PLTE")?.data;
  if (kind === 3 && !palette) throw new Error("no PLTE");
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let c = 0; c < 3; c++) {
      const sample = samples[pixel * channels + (channels > 2 ? c : 0)] as number;
      rgb[pixel * 3 + c] = palette && kind === 3 ? (palette[sample * 3 + c] ?? 0) : sample;
    }
  return { width, height, rgb };
}
