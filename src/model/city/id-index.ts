// ids.bin: feature id → which file, which bytes, found with a few range reads and no download of the whole.
// Little-endian: "LTID", version, count, 0; then 24 B rows sorted by a 64-bit hash of the id.

import { Fault } from "../records/fault.ts";

const MAGIC = 0x4449544c;
const VERSION = 1;
const HEAD = 16;
const ROW = 24;

export interface IdPlace {
  /** Index into the list of feature files, in the order the writer was given. */
  file: number;
  offset: number;
  length: number;
}

/** Reads `length` bytes at `offset`: a file handle, an HTTP range, a buffer. */
export type ReadRange = (offset: number, length: number) => Promise<Uint8Array>;

/** Bytes of ids.bin; equal input in any order gives equal bytes. Throws Fault fault.city.ids-clash on equal hashes. */
export function writeIdIndex(entries: Iterable<{ id: string } & IdPlace>): Uint8Array {
  const rows = [...entries].map((entry) => ({ ...entry, hash: hashId(entry.id) }));
  rows.sort((a, b) => a.hash[0] - b.hash[0] || a.hash[1] - b.hash[1]);
  const out = new Uint8Array(HEAD + rows.length * ROW);
  const view = new DataView(out.buffer);
  [MAGIC, VERSION, rows.length, 0].forEach((word, i) => {
    view.setUint32(i * 4, word, true);
  });
  rows.forEach((row, i) => {
    const last = rows[i - 1];
    if (last && last.hash[0] === row.hash[0] && last.hash[1] === row.hash[1])
      throw new Fault("fault.city.ids-clash", { first: last.id, second: row.id });
    const at = HEAD + i * ROW;
    view.setUint32(at, row.hash[0], true);
    view.setUint32(at + 4, row.hash[1], true);
    view.setUint32(at + 8, row.file, true);
    view.setUint32(at + 12, row.length, true);
    view.setFloat64(at + 16, row.offset, true);
  });
  return out;
}

/**
 * Where an id's record lies, or undefined; the caller checks the record's own id. Hashes are spread evenly, so that the
 * first window read nearly always holds the row. Throws fault.city.ids-unreadable.
 */
export async function findId(id: string, read: ReadRange): Promise<IdPlace | undefined> {
  const head = await readWhole(read, 0, HEAD);
  if (head.getUint32(0, true) !== MAGIC || head.getUint32(4, true) !== VERSION)
    throw new Fault("fault.city.ids-unreadable", { found: "no LTID version 1" });
  const [a, b] = hashId(id);
  const count = head.getUint32(8, true);
  const half = 16 + 2 * Math.ceil(Math.sqrt(count));
  let [low, high] = [0, count];
  let centre = Math.floor((a / 2 ** 32) * count);
  while (low < high) {
    const from = Math.max(low, Math.min(centre, high - 1) - half);
    const to = Math.min(high, Math.max(centre, low) + half + 1);
    const rows = await readWhole(read, HEAD + from * ROW, (to - from) * ROW);
    const order = (row: number) =>
      rows.getUint32((row - from) * ROW, true) - a || rows.getUint32((row - from) * ROW + 4, true) - b;
    if (order(from) > 0) high = from;
    else if (order(to - 1) < 0) low = to;
    else {
      for (let row = from; row < to; row++) if (order(row) === 0) return placeIn(rows, (row - from) * ROW);
      return undefined;
    }
    centre = Math.floor((low + high) / 2);
  }
  return undefined;
}

const placeIn = (rows: DataView, at: number): IdPlace => ({
  file: rows.getUint32(at + 8, true),
  length: rows.getUint32(at + 12, true),
  offset: rows.getFloat64(at + 16, true),
});

async function readWhole(read: ReadRange, offset: number, length: number): Promise<DataView> {
  const bytes = await read(offset, length);
  if (bytes.byteLength !== length)
    throw new Fault("fault.city.ids-unreadable", { found: `${bytes.byteLength} of ${length} bytes` });
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}

/** Two FNV-1a hashes from different starts, over UTF-8. */
function hashId(id: string): [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (const byte of new TextEncoder().encode(id)) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b);
    b ^= b >>> 15;
  }
  return [a >>> 0, b >>> 0];
}
