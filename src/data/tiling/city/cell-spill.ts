// Records by cell of a grid, in a scratch file: few bytes of memory however many there are. Records of a cell come back
// in the order in which they were added.

import type { ScratchSpace } from "./city-tiles-job.ts";

/** All that waits in memory before it is written. */
const MOST_WAITING_BYTES = 24 << 20;

interface Cell {
  waiting: Uint8Array;
  length: number;
  /** offset, length, offset, length … in the scratch file */
  written: number[];
}

export class CellSpill {
  private readonly cells = new Map<string, Cell>();
  private waiting = 0;
  private end = 0;
  private readonly scratch: ScratchSpace;

  constructor(scratch: ScratchSpace) {
    this.scratch = scratch;
  }

  add(key: string, record: Uint8Array): void {
    let cell = this.cells.get(key);
    if (!cell) {
      cell = { waiting: new Uint8Array(1024), length: 0, written: [] };
      this.cells.set(key, cell);
    }
    const least = cell.length + record.length;
    if (least > cell.waiting.length) {
      const more = new Uint8Array(Math.max(least, cell.waiting.length * 2));
      more.set(cell.waiting.subarray(0, cell.length));
      cell.waiting = more;
    }
    cell.waiting.set(record, cell.length);
    cell.length = least;
    this.waiting += record.length;
    if (this.waiting > MOST_WAITING_BYTES) this.flush();
  }

  private flush(): void {
    for (const cell of this.cells.values()) {
      if (cell.length === 0) continue;
      this.scratch.write(this.end, cell.waiting.subarray(0, cell.length));
      cell.written.push(this.end, cell.length);
      this.end += cell.length;
      cell.length = 0;
      cell.waiting = new Uint8Array(0);
    }
    this.waiting = 0;
  }

  keys(): string[] {
    return [...this.cells.keys()];
  }

  /** All records of a cell, one after another. */
  read(key: string): Uint8Array {
    const cell = this.cells.get(key);
    if (!cell) return new Uint8Array(0);
    let size = cell.length;
    for (let i = 1; i < cell.written.length; i += 2) size += cell.written[i] as number;
    const out = new Uint8Array(size);
    let at = 0;
    for (let i = 0; i < cell.written.length; i += 2) {
      const length = cell.written[i + 1] as number;
      this.scratch.read(cell.written[i] as number, out.subarray(at, at + length));
      at += length;
    }
    out.set(cell.waiting.subarray(0, cell.length), at);
    return out;
  }

  close(): void {
    this.cells.clear();
    this.scratch.close();
  }
}
