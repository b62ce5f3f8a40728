// FlatGeobuf 3 with Z and its packed index, which the flatgeobuf package reads but does not write. Records go to a scratch
// file as they come and into the file along a Hilbert curve, so that memory does not grow with the table. Where each
// feature lies is told, so that an id finds its record with one range read.

import type { FeatureRow } from "../../../model/records/feature-row.ts";
import { attend, cancelled } from "../attend.ts";
import { ByteBuffer } from "../byte-buffer.ts";
import type { ScratchFile, WriteFeatures } from "../format.ts";
import { memoryScratch } from "../memory-scratch.ts";
import { SpatialSort } from "../spatial-sort.ts";
import { encodeFeature } from "./encode-feature.ts";
import { encodeHeader, type FlatGeobufHead } from "./encode-header.ts";
import { boxOf, emptyBox, IndexBuilder, indexBytes } from "./packed-index.ts";

const MAGIC = Uint8Array.of(0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00);
const BLOCK_BYTES = 1 << 18;
const PLACE_BYTES = 16;
/** Records are put in order by so many bytes, and so many places, at a time. */
const GATHER_BYTES = 32 << 20;
const PLACES_WRITTEN = 4096;
const PLACES_HELD = 1 << 17;
/** What lies between two wanted records is read with them up to this much. */
const GAP_BYTES = 4096;

/** Where a feature's size-prefixed record lies in the file; `sequence` is its place among the rows as they were given. */
export type OnPlaced = (sequence: number, offset: number, length: number) => void;

/** One file on its way. */
export class FlatGeobufFile {
  private readonly head: FlatGeobufHead;
  private readonly scratch: () => ScratchFile;
  private readonly files: ScratchFile[] = [];
  private readonly records: ScratchFile;
  private readonly pending = new ByteBuffer(BLOCK_BYTES * 2);
  private readonly sort: SpatialSort;
  private recordsEnd = 0;

  constructor(head: FlatGeobufHead, scratch: () => ScratchFile) {
    this.head = head;
    this.scratch = scratch;
    this.records = this.open();
    this.sort = new SpatialSort(scratch);
  }

  private open(): ScratchFile {
    const file = this.scratch();
    this.files.push(file);
    return file;
  }

  /** Rows may come in any order. */
  add(row: FeatureRow): void {
    const box = boxOf(row.geometry.parts);
    const offset = this.recordsEnd + this.pending.length;
    this.sort.add(box, offset, encodeFeature(this.pending, row, this.head.columns));
    if (this.pending.length >= BLOCK_BYTES) this.flush();
  }

  private flush(): void {
    this.records.write(this.recordsEnd, this.pending.written());
    this.recordsEnd += this.pending.length;
    this.pending.clear();
  }

  /** The whole file, piece by piece; a piece is good until the next is asked for. */
  *pieces(onPlaced?: OnPlaced): Generator<Uint8Array> {
    this.flush();
    const { sort } = this;
    const { count } = sort;
    const head = encodeHeader(this.head, count, count > 0 ? sort.envelope : emptyBox());
    yield MAGIC;
    yield head;
    if (count === 0) return;
    const index = this.open();
    const places = this.open();
    this.arrange(index, places, MAGIC.length + head.length + indexBytes(count), onPlaced);
    const block = new Uint8Array(BLOCK_BYTES);
    for (let at = 0, end = indexBytes(count); at < end; at += BLOCK_BYTES) {
      const piece = block.subarray(0, Math.min(BLOCK_BYTES, end - at));
      index.read(at, piece);
      yield piece;
    }
    const list = new DataView(new ArrayBuffer(PLACE_BYTES * Math.min(PLACES_HELD, count)));
    let out = new Uint8Array(Math.min(GATHER_BYTES, this.recordsEnd));
    for (let from = 0; from < count; ) {
      const held = Math.min(PLACES_HELD, count - from);
      places.read(from * PLACE_BYTES, new Uint8Array(list.buffer, 0, held * PLACE_BYTES));
      let [taken, length] = [0, 0];
      for (; taken < held; taken++) {
        const more = list.getUint32(taken * PLACE_BYTES + 8);
        if (taken > 0 && length + more > out.length) break;
        length += more;
      }
      if (length > out.length) out = new Uint8Array(length);
      this.gather(list, taken, out);
      yield out.subarray(0, length);
      from += taken;
    }
  }

  /** Puts records into their order: read as they lie in the scratch file, neighbours together. */
  private gather(list: DataView, count: number, out: Uint8Array): void {
    const offsets = new Float64Array(count);
    const lengths = new Uint32Array(count);
    const order = new Float64Array(count);
    const targets = new Float64Array(count);
    let end = 0;
    for (let i = 0; i < count; i++) {
      offsets[i] = list.getFloat64(i * PLACE_BYTES);
      lengths[i] = list.getUint32(i * PLACE_BYTES + 8);
      targets[i] = end;
      end += lengths[i] as number;
      // Offsets are multiples of 8: the place in the list rides along below 2^53.
      order[i] = ((offsets[i] as number) / 8) * PLACES_HELD + i;
    }
    order.sort();
    const at = (k: number) => (order[k] as number) % PLACES_HELD;
    const window = new Uint8Array(Math.min(BLOCK_BYTES, this.recordsEnd));
    for (let k = 0; k < count; ) {
      const start = offsets[at(k)] as number;
      let stop = start + (lengths[at(k)] as number);
      let next = k + 1;
      for (; next < count; next++) {
        const from = offsets[at(next)] as number;
        const until = from + (lengths[at(next)] as number);
        if (from - stop > GAP_BYTES || until - start > BLOCK_BYTES) break;
        stop = until;
      }
      const held =
        stop - start <= BLOCK_BYTES ? window.subarray(0, stop - start) : new Uint8Array(stop - start);
      this.records.read(start, held);
      for (; k < next; k++) {
        const i = at(k);
        const from = (offsets[i] as number) - start;
        out.set(held.subarray(from, from + (lengths[i] as number)), targets[i]);
      }
    }
  }

  /** Lays the tree and the order of the records into scratch files. */
  private arrange(index: ScratchFile, places: ScratchFile, start: number, onPlaced?: OnPlaced): void {
    const tree = new IndexBuilder(this.sort.count, index);
    const list = new DataView(new ArrayBuffer(PLACE_BYTES * PLACES_WRITTEN));
    let held = 0;
    let written = 0;
    let offset = 0;
    const flush = () => {
      places.write(written * PLACE_BYTES, new Uint8Array(list.buffer, 0, held * PLACE_BYTES));
      written += held;
      held = 0;
    };
    for (const each of this.sort.inOrder()) {
      tree.leaf(each.minX, each.minY, each.maxX, each.maxY, offset);
      onPlaced?.(each.sequence, start + offset, each.length);
      list.setFloat64(held * PLACE_BYTES, each.offset);
      list.setUint32(held * PLACE_BYTES + 8, each.length);
      offset += each.length;
      held += 1;
      if (held === PLACES_WRITTEN) flush();
    }
    if (held > 0) flush();
    tree.finish();
  }

  /** Gives the scratch files back. */
  close(): void {
    this.sort.close();
    for (const file of this.files) file.close();
  }
}

export interface FlatGeobufTable extends FlatGeobufHead {
  rows: readonly FeatureRow[];
}

/** The whole file in memory, for a table that is there already. */
export function writeFlatGeobuf(table: FlatGeobufTable): {
  bytes: Uint8Array;
  places: { id: string; offset: number; length: number }[];
} {
  const file = new FlatGeobufFile(table, memoryScratch);
  for (const row of table.rows) file.add(row);
  const places: { id: string; offset: number; length: number }[] = [];
  const out = new ByteBuffer();
  const placed: OnPlaced = (sequence, offset, length) =>
    places.push({ id: (table.rows[sequence] as FeatureRow).id, offset, length });
  for (const piece of file.pieces(placed)) out.raw(piece);
  file.close();
  return { bytes: out.written().slice(), places };
}

export const write: WriteFeatures = async (tables, target, options) => {
  const paths: string[] = [];
  let written = 0;
  for (const table of tables) {
    const file = new FlatGeobufFile(
      {
        name: table.name,
        title: `${table.title.en} / ${table.title.zh}`,
        description: String(options.metadata.description ?? ""),
        metadata: JSON.stringify(options.metadata),
        geometry: table.geometry,
        crs: options.crs,
        columns: table.columns,
      },
      () => target.scratch(),
    );
    try {
      for await (const rows of table.rows)
        for (const row of rows) {
          file.add(row);
          written += 1;
          const pause = attend(written, options);
          if (pause) await pause;
        }
      const path = `${table.name}${options.mark}.fgb`;
      const sink = await target.create(path);
      for (const piece of file.pieces()) {
        cancelled(options.signal);
        await sink.write(piece);
      }
      await sink.close();
      paths.push(path);
    } finally {
      file.close();
    }
  }
  options.onRows?.(written);
  return paths;
};
