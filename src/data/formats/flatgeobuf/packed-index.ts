// The packed Hilbert R-tree of FlatGeobuf (specification 3, "Index"): features in Hilbert order of their boxes' centres,
// then a static tree of 16 children a node, root first. Boxes are in the file's own coordinates.

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

export function grow(box: Box, [x0, y0, x1, y1]: Box): void {
  box[0] = Math.min(box[0], x0);
  box[1] = Math.min(box[1], y0);
  box[2] = Math.max(box[2], x1);
  box[3] = Math.max(box[3], y1);
}

/** Place on a Hilbert curve of order 16 (rotate and reflect, quadrant by quadrant). */
function hilbert(column: number, row: number): number {
  let [x, y] = [column, row];
  let d = 0;
  for (let side = 32768; side > 0; side >>= 1) {
    const right = (x & side) > 0 ? 1 : 0;
    const upper = (y & side) > 0 ? 1 : 0;
    d += side * side * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = HILBERT_MAX - x;
        y = HILBERT_MAX - y;
      }
      [x, y] = [y, x];
    }
  }
  return d;
}

/** Indices of boxes in the order their features are written; equal boxes keep theirs. */
export function hilbertOrder(boxes: readonly Box[]): number[] {
  const all = emptyBox();
  for (const box of boxes) grow(all, box);
  const [width, height] = [all[2] - all[0] || 1, all[3] - all[1] || 1];
  const at = boxes.map(([x0, y0, x1, y1]) =>
    hilbert(
      Math.floor((HILBERT_MAX * ((x0 + x1) / 2 - all[0])) / width),
      Math.floor((HILBERT_MAX * ((y0 + y1) / 2 - all[1])) / height),
    ),
  );
  return boxes.map((_, i) => i).sort((a, b) => (at[a] as number) - (at[b] as number) || a - b);
}

/** Where each level's nodes stand in the file, leaves first; the root is node 0. */
export function treeLevels(features: number, nodeSize = NODE_SIZE): { start: number; end: number }[] {
  const counts = [features];
  do counts.push(Math.ceil((counts.at(-1) as number) / nodeSize));
  while ((counts.at(-1) as number) > 1);
  let end = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => {
    const level = { start: end - count, end };
    end -= count;
    return level;
  });
}

/**
 * The tree over boxes that stand in written order.
 * @param offsets byte offset of each feature from the first feature's start
 */
export function packedIndex(boxes: readonly Box[], offsets: readonly number[]): Uint8Array {
  if (boxes.length === 0) return new Uint8Array(0);
  const levels = treeLevels(boxes.length);
  const starts = levels.map(({ start }) => start);
  const total = (levels[0] as { end: number }).end;
  const view = new DataView(new ArrayBuffer(total * NODE_BYTES));
  const put = (node: number, box: Box, offset: number) => {
    box.forEach((v, i) => {
      view.setFloat64(node * NODE_BYTES + i * 8, v, true);
    });
    view.setBigUint64(node * NODE_BYTES + 32, BigInt(offset), true);
  };
  boxes.forEach((box, i) => {
    put((starts[0] as number) + i, box, offsets[i] as number);
  });
  let below: Box[] = [...boxes];
  for (let level = 1; level < levels.length; level++) {
    const own: Box[] = [];
    for (let i = 0; i < below.length; i += NODE_SIZE) {
      const box = emptyBox();
      for (const child of below.slice(i, i + NODE_SIZE)) grow(box, child);
      put((starts[level] as number) + own.length, box, (starts[level - 1] as number) + i);
      own.push(box);
    }
    below = own;
  }
  return new Uint8Array(view.buffer);
}
