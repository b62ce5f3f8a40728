// The packed Hilbert R-tree of FlatGeobuf (specification 3, "Index"): features in Hilbert order of their boxes' centres,
// then a static tree of 16 children a node, root first. Boxes are in the file's own coordinates.

import type { ScratchFile } from "../format.ts";

export const NODE_BYTES = 40;
export const NODE_SIZE = 16;
const HILBERT_MAX = 65535;

/** minX, minY, maxX, maxY */
export type Box = [number, number, number, number];

export const emptyBox = (): Box => [
  Number.POSITIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

export function grow(box: Box, other: Readonly<Box>): void {
  if (other[0] < box[0]) box[0] = other[0];
  if (other[1] < box[1]) box[1] = other[1];
  if (other[2] > box[2]) box[2] = other[2];
  if (other[3] > box[3]) box[3] = other[3];
}

/** Of x, y, z … parts. */
export function boxOf(parts: readonly (readonly number[])[], box: Box = emptyBox()): Box {
  let [x0, y0, x1, y1] = box;
  for (const part of parts)
    for (let i = 0; i < part.length; i += 3) {
      const x = part[i] as number;
      const y = part[i + 1] as number;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
    }
  box[0] = x0;
  box[1] = y0;
  box[2] = x1;
  box[3] = y1;
  return box;
}

/** Place on a Hilbert curve of order 16 over `all` (rotate and reflect, quadrant by quadrant), from 0 to 2^32 − 1. */
export function hilbertKey(all: Readonly<Box>, px: number, py: number): number {
  let x = Math.floor((HILBERT_MAX * (px - all[0])) / (all[2] - all[0] || 1));
  let y = Math.floor((HILBERT_MAX * (py - all[1])) / (all[3] - all[1] || 1));
  let d = 0;
  // Two bits a quadrant, the coarsest first.
  for (let side = 32768; side > 0; side >>= 1) {
    const right = (x & side) > 0 ? 1 : 0;
    const upper = (y & side) > 0 ? 1 : 0;
    d = (d << 2) | ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = HILBERT_MAX - x;
        y = HILBERT_MAX - y;
      }
      const swap = x;
      x = y;
      y = swap;
    }
  }
  return d >>> 0;
}

/** First node and number of nodes of each level of a tree over `count` features, leaves first. */
export function indexLevels(count: number): { start: number; count: number }[] {
  if (count === 0) return [];
  const counts = [count];
  do counts.push(Math.ceil((counts.at(-1) as number) / NODE_SIZE));
  while ((counts.at(-1) as number) > 1);
  let end = counts.reduce((sum, own) => sum + own, 0);
  return counts.map((own) => {
    end -= own;
    return { start: end, count: own };
  });
}

export const indexBytes = (count: number) =>
  indexLevels(count).reduce((sum, level) => sum + level.count, 0) * NODE_BYTES;

const BLOCK = 512;

/** Takes leaves in written order and lays the tree into a file, each level from its first node on. */
export class IndexBuilder {
  private readonly levels: { next: number; view: DataView; held: number; box: Box; children: number }[];
  private readonly starts: number[];
  private readonly file: ScratchFile;

  constructor(count: number, file: ScratchFile) {
    const levels = indexLevels(count);
    this.file = file;
    this.starts = levels.map(({ start }) => start);
    this.levels = levels.map(({ start }) => ({
      next: start,
      view: new DataView(new ArrayBuffer(BLOCK * NODE_BYTES)),
      held: 0,
      box: emptyBox(),
      children: 0,
    }));
  }

  leaf(minX: number, minY: number, maxX: number, maxY: number, offset: number): void {
    this.put(0, minX, minY, maxX, maxY, offset);
  }

  private put(depth: number, x0: number, y0: number, x1: number, y1: number, offset: number): void {
    const level = this.levels[depth] as (typeof this.levels)[number];
    const at = level.held * NODE_BYTES;
    level.view.setFloat64(at, x0, true);
    level.view.setFloat64(at + 8, y0, true);
    level.view.setFloat64(at + 16, x1, true);
    level.view.setFloat64(at + 24, y1, true);
    level.view.setUint32(at + 32, offset % 2 ** 32, true);
    level.view.setUint32(at + 36, Math.floor(offset / 2 ** 32), true);
    level.held += 1;
    level.next += 1;
    if (level.held === BLOCK) this.flush(level);
    const above = this.levels[depth + 1];
    if (!above) return;
    const { box } = above;
    if (x0 < box[0]) box[0] = x0;
    if (y0 < box[1]) box[1] = y0;
    if (x1 > box[2]) box[2] = x1;
    if (y1 > box[3]) box[3] = y1;
    above.children += 1;
    if (above.children === NODE_SIZE) this.close(depth + 1);
  }

  /** Ends the open node of a level. */
  private close(depth: number): void {
    const level = this.levels[depth] as (typeof this.levels)[number];
    const below = this.levels[depth - 1] as (typeof this.levels)[number];
    const [x0, y0, x1, y1] = level.box;
    const first = below.next - level.children;
    level.box = emptyBox();
    level.children = 0;
    this.put(depth, x0, y0, x1, y1, first);
  }

  private flush(level: (typeof this.levels)[number]): void {
    const bytes = new Uint8Array(level.view.buffer, 0, level.held * NODE_BYTES);
    this.file.write((level.next - level.held) * NODE_BYTES, bytes);
    level.held = 0;
  }

  finish(): void {
    for (let depth = 1; depth < this.starts.length; depth++)
      if ((this.levels[depth]?.children ?? 0) > 0) this.close(depth);
    for (const level of this.levels) if (level.held > 0) this.flush(level);
  }
}
