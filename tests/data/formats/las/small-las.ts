// LAS files of a few points, written field by field; and LAZ, whose chunks of one point are that point as it is, so that only
// the chunk table needs the arithmetic coder (the encoder's side of LASzip's, which laz-perf reads too).

import { BitModel, SymbolModel } from "../../../../src/data/formats/las/chunk-table.ts";

export interface SmallPoint {
  /** Integers of the file. */
  xyz: [number, number, number];
  intensity?: number;
  class?: number;
  withheld?: boolean;
  rgb?: [number, number, number];
}

export interface SmallLas {
  points: SmallPoint[];
  minor?: number;
  format?: number;
  scale?: [number, number, number];
  offset?: [number, number, number];
  records?: { user: string; id: number; bytes: Uint8Array }[];
}

const SIZES: Record<number, number> = { 0: 20, 1: 28, 2: 26, 3: 34, 6: 30, 7: 36 };
const COLOURS: Record<number, number> = { 2: 20, 3: 28, 7: 30 };
const HEADS: Record<number, number> = { 2: 227, 3: 235, 4: 375 };
const text = (value: string) => new TextEncoder().encode(value);
const joined = (...pieces: ArrayLike<number>[]) =>
  Uint8Array.from(pieces.flatMap((piece) => Array.from(piece)));

function pointBytes(point: SmallPoint, format: number): Uint8Array {
  const out = new Uint8Array(SIZES[format] as number);
  const view = new DataView(out.buffer);
  point.xyz.forEach((v, k) => {
    view.setInt32(k * 4, v, true);
  });
  view.setUint16(12, point.intensity ?? 0, true);
  const modern = format >= 6;
  if (modern) {
    out[15] = point.withheld ? 4 : 0;
    out[16] = point.class ?? 0;
  } else out[15] = (point.class ?? 0) | (point.withheld ? 0x80 : 0);
  point.rgb?.forEach((v, k) => {
    view.setUint16((COLOURS[format] as number) + k * 2, v, true);
  });
  return out;
}

function head(
  { points, minor = 2, format = 0, scale = [0.01, 0.01, 0.01], offset = [0, 0, 0], records = [] }: SmallLas,
  packed: boolean,
): Uint8Array {
  const size = HEADS[minor] as number;
  const extras = records.map(({ user, id, bytes }) => {
    const record = new Uint8Array(54 + bytes.length);
    record.set(text(user), 2);
    new DataView(record.buffer).setUint16(18, id, true);
    new DataView(record.buffer).setUint16(20, bytes.length, true);
    record.set(bytes, 54);
    return record;
  });
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  out.set(text("LASF"));
  out[24] = 1;
  out[25] = minor;
  view.setUint16(94, size, true);
  view.setUint32(96, size + extras.reduce((sum, each) => sum + each.length, 0), true);
  view.setUint32(100, records.length, true);
  out[104] = format | (packed ? 0x80 : 0);
  view.setUint16(105, SIZES[format] as number, true);
  view.setUint32(107, minor === 4 && format >= 6 ? 0 : points.length, true);
  if (minor === 4) view.setUint32(247, points.length, true);
  for (let k = 0; k < 3; k++) {
    const along = points.map(({ xyz }) => (xyz[k] as number) * (scale[k] as number) + (offset[k] as number));
    view.setFloat64(131 + k * 8, scale[k] as number, true);
    view.setFloat64(155 + k * 8, offset[k] as number, true);
    view.setFloat64(179 + k * 16, Math.max(...along), true);
    view.setFloat64(187 + k * 16, Math.min(...along), true);
  }
  return joined(out, ...extras);
}

export const smallLas = (las: SmallLas): Uint8Array =>
  joined(head(las, false), ...las.points.map((point) => pointBytes(point, las.format ?? 0)));

class Encoder {
  readonly out: number[] = [];
  private base = 0;
  private length = 0xffffffff;
  private add(x: number): void {
    this.base += x;
    if (this.base < 2 ** 32) return;
    this.base -= 2 ** 32;
    let at = this.out.length - 1;
    while (this.out[at] === 255) this.out[at--] = 0;
    this.out[at] = (this.out[at] as number) + 1;
  }
  private settle(): void {
    while (this.length < 2 ** 24) {
      this.out.push(Math.floor(this.base / 2 ** 24));
      this.base = (this.base * 256) % 2 ** 32;
      this.length *= 256;
    }
  }
  bit(model: BitModel, bit: number): void {
    const x = model.zero * Math.floor(this.length / 2 ** 13);
    if (bit === 0) this.length = x;
    else {
      this.add(x);
      this.length -= x;
    }
    this.settle();
    model.saw(bit);
  }
  symbol(model: SymbolModel, symbol: number): void {
    const step = Math.floor(this.length / 2 ** 15);
    const low = step * (model.distribution[symbol] as number);
    const high =
      symbol === model.symbols - 1 ? this.length : step * (model.distribution[symbol + 1] as number);
    this.add(low);
    this.length = high - low;
    this.settle();
    model.saw(symbol);
  }
  bits(count: number, value: number): void {
    if (count > 19) {
      this.bits(16, value % 2 ** 16);
      this.bits(count - 16, Math.floor(value / 2 ** 16));
      return;
    }
    this.length = Math.floor(this.length / 2 ** count);
    this.add(value * this.length);
    this.settle();
  }
  end(): number[] {
    const wide = this.length > 2 ** 25;
    this.add(wide ? 2 ** 24 : 2 ** 23);
    this.length = wide ? 2 ** 23 : 2 ** 15;
    this.settle();
    this.out.push(0, 0, 0, 0);
    return this.out;
  }
}

/** @param chunks bytes of each, and points where they vary */
export function chunkTable(chunks: { bytes: number; points?: number }[]): Uint8Array {
  const encoder = new Encoder();
  const sizes = [new SymbolModel(33), new SymbolModel(33)];
  const zero = new BitModel();
  const tops = Array.from({ length: 32 }, (_, k) => new SymbolModel(2 ** Math.min(k + 1, 8)));
  const put = (guess: number, value: number, context: number) => {
    let c = (value - guess) | 0;
    let k = 0;
    for (let left = c <= 0 ? -c : c - 1; left > 0; left = Math.floor(left / 2)) k += 1;
    encoder.symbol(sizes[context] as SymbolModel, k);
    if (k === 0) return encoder.bit(zero, c);
    c = c < 0 ? c + 2 ** k - 1 : c - 1;
    if (k <= 8) return encoder.symbol(tops[k - 1] as SymbolModel, c);
    encoder.symbol(tops[k - 1] as SymbolModel, Math.floor(c / 2 ** (k - 8)));
    encoder.bits(k - 8, c % 2 ** (k - 8));
  };
  chunks.forEach(({ bytes, points }, i) => {
    const last = chunks[i - 1];
    if (points !== undefined) put(last?.points ?? 0, points, 0);
    put(last?.bytes ?? 0, bytes, 1);
  });
  const start = new Uint8Array(8);
  new DataView(start.buffer).setUint32(4, chunks.length, true);
  return joined(start, chunks.length === 0 ? [] : encoder.end());
}

/** Formats 0 and 2. */
export function smallLaz(las: SmallLas): Uint8Array {
  const format = las.format ?? 0;
  const items: [number, number, number][] = [
    [6, 20, 2],
    ...(format === 2 ? [[7, 6, 2] as [number, number, number]] : []),
  ];
  const parameters = new Uint8Array(34 + items.length * 6);
  const view = new DataView(parameters.buffer);
  view.setUint16(0, 2, true);
  parameters[4] = 2;
  view.setUint32(12, 1, true);
  view.setBigInt64(16, -1n, true);
  view.setBigInt64(24, -1n, true);
  view.setUint16(32, items.length, true);
  items.forEach((item, i) => {
    item.forEach((v, k) => {
      view.setUint16(34 + i * 6 + k * 2, v, true);
    });
  });
  const start = head(
    { ...las, records: [...(las.records ?? []), { user: "laszip encoded", id: 22204, bytes: parameters }] },
    true,
  );
  // The coder reads four bytes ahead, which a chunk of one point has no use for.
  const chunks = las.points.map((point) => joined(pointBytes(point, format), [0, 0, 0, 0]));
  const tableAt = start.length + 8 + chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const place = new Uint8Array(8);
  new DataView(place.buffer).setBigInt64(0, BigInt(tableAt), true);
  return joined(start, place, ...chunks, chunkTable(chunks.map(({ length }) => ({ bytes: length }))));
}
