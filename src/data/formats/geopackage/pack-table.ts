// A table of SQLite filled with rows in the order of their numbers: full pages laid down one after the other at the file's
// end, where row after row through SQL would take many times as long (sqlite.org/fileformat2.html, 1.6: table B-trees). The
// database must be closed meanwhile; its pages are 4096 bytes without reserved space.

import type { RandomFile } from "../format.ts";
import { type TableRecord, varint, varintBytes } from "./table-record.ts";

export const PAGE_BYTES = 4096;
const PAGES_WRITTEN = 64;
const [LEAF, INTERIOR] = [13, 5];
const [LEAF_HEAD, INTERIOR_HEAD] = [8, 12];
/** Longest record that lies whole on a leaf, and what stays there of a longer one at least. */
const MOST_LOCAL = PAGE_BYTES - 35;
const LEAST_LOCAL = Math.floor(((PAGE_BYTES - 12) * 32) / 255) - 23;
const OVERFLOW_BYTES = PAGE_BYTES - 4;
/** Of an interior page, with the longest keys. */
const MOST_CHILDREN = Math.floor((PAGE_BYTES - INTERIOR_HEAD) / (2 + 4 + 9)) + 1;
/** The page that holds byte 2^30 is SQLite's for locks and holds nothing. */
const LOCK_PAGE = 2 ** 30 / PAGE_BYTES + 1;
const [CHANGES_AT, PAGES_AT, VALID_FOR_AT] = [24, 28, 92];

interface Children {
  pages: number[];
  /** The last row's number of each. */
  keys: number[];
}

export class TablePacker {
  private readonly file: RandomFile;
  private readonly out = new Uint8Array(PAGES_WRITTEN * PAGE_BYTES);
  /** Pages of the file that are written, and of `out`. */
  private written: number;
  private held = 0;
  private readonly leaf = new Uint8Array(PAGE_BYTES);
  private readonly leafView = new DataView(this.leaf.buffer);
  private cells = 0;
  private top = PAGE_BYTES;
  private lastRow = 0;
  private readonly levels: Children[] = [];

  private readonly mostChildren: number;

  /**
   * @param pages that the file has by now
   * @param mostChildren of an interior page, 3 at least; fewer than fit make a deeper tree
   */
  constructor(file: RandomFile, pages: number, mostChildren = MOST_CHILDREN) {
    this.file = file;
    this.mostChildren = mostChildren;
    this.written = pages;
  }

  add(row: number, record: TableRecord): void {
    const { types, values, headBytes } = record;
    const length = headBytes + values.length;
    const local = localBytes(length);
    const cell = varintBytes(length) + varintBytes(row) + local + (local < length ? 4 : 0);
    if (LEAF_HEAD + 2 * (this.cells + 1) + cell > this.top) this.closeLeaf();
    const { leaf } = this;
    this.top -= cell;
    this.leafView.setUint16(LEAF_HEAD + 2 * this.cells, this.top);
    this.cells += 1;
    this.lastRow = row;
    const at = varint(leaf, varint(leaf, this.top, length), row);
    if (local === length) {
      const from = varint(leaf, at, headBytes);
      // A loop is faster for so few bytes.
      for (let i = 0; i < types.length; i++) leaf[from + i] = types.bytes[i] as number;
      leaf.set(values.written(), at + headBytes);
      return;
    }
    const whole = new Uint8Array(length);
    whole.set(types.written(), varint(whole, 0, headBytes));
    whole.set(values.written(), headBytes);
    leaf.set(whole.subarray(0, local), at);
    this.leafView.setUint32(at + local, this.next());
    this.overflow(whole.subarray(local));
  }

  /** What a leaf has no room for, as a chain of pages. */
  private overflow(rest: Uint8Array): void {
    for (let from = 0; from < rest.length; from += OVERFLOW_BYTES) {
      const page = this.put();
      page.set(rest.subarray(from, from + OVERFLOW_BYTES), 4);
      if (from + OVERFLOW_BYTES < rest.length)
        new DataView(page.buffer, page.byteOffset).setUint32(0, this.next());
    }
  }

  /** The number of the page that comes next. */
  private next(): number {
    const number = this.written + this.held + 1;
    return number === LOCK_PAGE ? number + 1 : number;
  }

  /** The next page, empty, to be filled before another is asked for. */
  private put(): Uint8Array {
    const isLock = this.written + this.held + 1 === LOCK_PAGE;
    if (this.held === PAGES_WRITTEN) this.flush();
    const page = this.out.subarray(this.held * PAGE_BYTES, (this.held + 1) * PAGE_BYTES);
    page.fill(0);
    this.held += 1;
    return isLock ? this.put() : page;
  }

  private flush(): void {
    this.file.write(this.written * PAGE_BYTES, this.out.subarray(0, this.held * PAGE_BYTES));
    this.written += this.held;
    this.held = 0;
  }

  private sealLeaf(): void {
    const { leaf, leafView } = this;
    leaf[0] = LEAF;
    leafView.setUint16(3, this.cells);
    leafView.setUint16(5, this.top);
    leaf.fill(0, LEAF_HEAD + 2 * this.cells, this.top);
  }

  private closeLeaf(): void {
    const number = this.next();
    this.sealLeaf();
    this.put().set(this.leaf);
    this.cells = 0;
    this.top = PAGE_BYTES;
    this.child(0, number, this.lastRow);
  }

  /** Hands a page to the level above. A full page is closed without its last child, so that none is left alone. */
  private child(depth: number, page: number, key: number): void {
    this.levels[depth] ??= { pages: [], keys: [] };
    const level = this.levels[depth] as Children;
    if (level.pages.length === this.mostChildren) {
      const [lastPage, lastKey] = [level.pages.pop() as number, level.keys.pop() as number];
      this.closeInterior(depth);
      level.pages = [lastPage];
      level.keys = [lastKey];
    }
    level.pages.push(page);
    level.keys.push(key);
  }

  private closeInterior(depth: number): void {
    const level = this.levels[depth] as Children;
    const number = this.next();
    fillInterior(this.put(), level);
    this.child(depth + 1, number, level.keys.at(-1) as number);
  }

  /**
   * @param root the table's own page, which the database made
   * @returns the file's pages now
   */
  finish(root: number): number {
    const top = new Uint8Array(PAGE_BYTES);
    if (this.levels.length === 0) {
      this.sealLeaf();
      top.set(this.leaf);
    } else {
      this.closeLeaf();
      let depth = 0;
      // A close may fill the level above over its brim, so that there is one more.
      for (; depth + 1 < this.levels.length; depth++) this.closeInterior(depth);
      fillInterior(top, this.levels[depth] as Children);
    }
    this.flush();
    this.file.write((root - 1) * PAGE_BYTES, top);
    return this.written;
  }
}

const localBytes = (length: number) => {
  if (length <= MOST_LOCAL) return length;
  const fitting = LEAST_LOCAL + ((length - LEAST_LOCAL) % OVERFLOW_BYTES);
  return fitting <= MOST_LOCAL ? fitting : LEAST_LOCAL;
};

function fillInterior(page: Uint8Array, { pages, keys }: Children): void {
  const view = new DataView(page.buffer, page.byteOffset, PAGE_BYTES);
  const last = pages.length - 1;
  let top = PAGE_BYTES;
  for (let i = 0; i < last; i++) {
    top -= 4 + varintBytes(keys[i] as number);
    view.setUint32(top, pages[i] as number);
    varint(page, top + 4, keys[i] as number);
    view.setUint16(INTERIOR_HEAD + 2 * i, top);
  }
  page[0] = INTERIOR;
  view.setUint16(3, last);
  view.setUint16(5, top);
  view.setUint32(8, pages[last] as number);
}

/** Tells the file's first page how many pages there are now, and whoever has read it before that it has changed. */
export function tellPages(file: RandomFile, pages: number): void {
  const head = new Uint8Array(100);
  file.read(0, head);
  const view = new DataView(head.buffer);
  const changes = view.getUint32(CHANGES_AT) + 1;
  view.setUint32(CHANGES_AT, changes);
  view.setUint32(PAGES_AT, pages);
  view.setUint32(VALID_FOR_AT, changes);
  file.write(0, head);
}
