// Boxes in Hilbert order, however many: runs that fit in memory are sorted on their own and merged from a scratch file.
// Each box carries where its feature lies. Boxes are in the file's own coordinates.

import { type Box, emptyBox, grow, hilbertKey } from "./flatgeobuf/packed-index.ts";
import type { ScratchFile } from "./format.ts";

/** Box 4 × f64, offset f64, length u32, sequence u32, key u32, 4 spare. */
const RECORD = 56;
const RECORD_WORDS = RECORD / 4;
const RUN = 32768;
const BLOCK = 1024;

export interface SortedBox {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  /** Of the feature, as it was given. */
  offset: number;
  length: number;
  /** How many were added before it. */
  sequence: number;
}

export class SpatialSort {
  count = 0;
  readonly envelope: Box = emptyBox();
  private readonly run = new DataView(new ArrayBuffer(RUN * RECORD));
  private filled = 0;
  private readonly scratch: () => ScratchFile;
  private file: ScratchFile | undefined;

  constructor(scratch: () => ScratchFile) {
    this.scratch = scratch;
  }

  add(box: Box, offset: number, length: number): void {
    if (this.filled === RUN) this.spill();
    const at = this.filled * RECORD;
    const { run } = this;
    run.setFloat64(at, box[0]);
    run.setFloat64(at + 8, box[1]);
    run.setFloat64(at + 16, box[2]);
    run.setFloat64(at + 24, box[3]);
    run.setFloat64(at + 32, offset);
    run.setUint32(at + 40, length);
    run.setUint32(at + 44, this.count);
    grow(this.envelope, box);
    this.filled += 1;
    this.count += 1;
  }

  private spill(): void {
    this.file ??= this.scratch();
    const bytes = new Uint8Array(this.run.buffer, 0, this.filled * RECORD);
    this.file.write((this.count - this.filled) * RECORD, bytes);
    this.filled = 0;
  }

  /** The run in Hilbert order; equal keys keep theirs. */
  private sorted(run: DataView, count: number): Uint8Array {
    const order = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const at = i * RECORD;
      const x = (run.getFloat64(at) + run.getFloat64(at + 16)) / 2;
      const y = (run.getFloat64(at + 8) + run.getFloat64(at + 24)) / 2;
      const key = hilbertKey(this.envelope, x, y);
      run.setUint32(at + 48, key);
      order[i] = key * RUN + i;
    }
    order.sort();
    const from = new Uint32Array(run.buffer);
    const out = new Uint32Array(count * RECORD_WORDS);
    for (let k = 0; k < count; k++) {
      const start = ((order[k] as number) % RUN) * RECORD_WORDS;
      for (let i = 0; i < RECORD_WORDS; i++) out[k * RECORD_WORDS + i] = from[start + i] as number;
    }
    return new Uint8Array(out.buffer);
  }

  /** All of them in order, once; the object handed out is the same each time. */
  *inOrder(): Generator<SortedBox> {
    const out: SortedBox = { minX: 0, minY: 0, maxX: 0, maxY: 0, offset: 0, length: 0, sequence: 0 };
    const take = (view: DataView, at: number): SortedBox => {
      out.minX = view.getFloat64(at);
      out.minY = view.getFloat64(at + 8);
      out.maxX = view.getFloat64(at + 16);
      out.maxY = view.getFloat64(at + 24);
      out.offset = view.getFloat64(at + 32);
      out.length = view.getUint32(at + 40);
      out.sequence = view.getUint32(at + 44);
      return out;
    };
    if (!this.file) {
      const view = new DataView(this.sorted(this.run, this.filled).buffer);
      for (let i = 0; i < this.filled; i++) yield take(view, i * RECORD);
      return;
    }
    if (this.filled > 0) this.spill();
    const { file, run } = this;
    const runs: { from: number; end: number; view: DataView; at: number; held: number; key: number }[] = [];
    for (let from = 0; from < this.count; from += RUN) {
      const count = Math.min(RUN, this.count - from);
      file.read(from * RECORD, new Uint8Array(run.buffer, 0, count * RECORD));
      file.write(from * RECORD, this.sorted(run, count));
      const view = new DataView(new ArrayBuffer(BLOCK * RECORD));
      runs.push({ from, end: from + count, view, at: 0, held: 0, key: 0 });
    }
    const advance = (each: (typeof runs)[number]): boolean => {
      each.at += 1;
      if (each.at >= each.held) {
        each.held = Math.min(BLOCK, each.end - each.from);
        if (each.held === 0) return false;
        file.read(each.from * RECORD, new Uint8Array(each.view.buffer, 0, each.held * RECORD));
        each.from += each.held;
        each.at = 0;
      }
      each.key = each.view.getUint32(each.at * RECORD + 48);
      return true;
    };
    // A heap by key; runs stand in the order of their features, so that equal keys keep theirs.
    const heap: number[] = [];
    const before = (a: number, b: number) => {
      const [p, q] = [runs[a]?.key as number, runs[b]?.key as number];
      return p < q || (p === q && a < b);
    };
    const sink = (start: number) => {
      const own = heap[start] as number;
      let at = start;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && before(heap[child + 1] as number, heap[child] as number)) child += 1;
        if (!before(heap[child] as number, own)) break;
        heap[at] = heap[child] as number;
        at = child;
      }
      heap[at] = own;
    };
    runs.forEach((each, k) => {
      if (advance(each)) heap.push(k);
    });
    for (let i = heap.length >> 1; i >= 0; i--) if (i < heap.length) sink(i);
    while (heap.length > 0) {
      const each = runs[heap[0] as number] as (typeof runs)[number];
      yield take(each.view, each.at * RECORD);
      if (!advance(each)) {
        const last = heap.pop() as number;
        if (heap.length === 0) return;
        heap[0] = last;
      }
      sink(0);
    }
  }

  close(): void {
    this.file?.close();
    this.file = undefined;
  }
}
