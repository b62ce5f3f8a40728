// Cuts a triangle along a square grid. Pieces that meet at a border get the same border vertices, because each
// border crossing is computed from the same two ends in the same order.

export const CELL_M = 256;
export type Point = readonly [number, number, number];

const crossing = (a: Point, b: Point, axis: 0 | 1, at: number): Point => {
  // The same edge seen from its other triangle runs the other way: order the ends, so that both get equal bits.
  const [p, q] = a[axis] < b[axis] ? [a, b] : [b, a];
  const w = (at - p[axis]) / (q[axis] - p[axis]);
  const out: [number, number, number] = [
    p[0] + w * (q[0] - p[0]),
    p[1] + w * (q[1] - p[1]),
    p[2] + w * (q[2] - p[2]),
  ];
  out[axis] = at;
  return out;
};

function clip(polygon: readonly Point[], axis: 0 | 1, at: number, keepAbove: boolean): Point[] {
  const inside = (p: Point) => (keepAbove ? p[axis] >= at : p[axis] <= at);
  const out: Point[] = [];
  for (const [i, b] of polygon.entries()) {
    const a = polygon.at(i - 1) as Point;
    if (inside(a) !== inside(b)) out.push(crossing(a, b, axis, at));
    if (inside(b)) out.push(b);
  }
  return out;
}

/** Gives each piece with the column and row of its cell; a triangle within one cell comes back as it is. */
export function cutToCells(
  triangle: readonly [Point, Point, Point],
  give: (column: number, row: number, polygon: readonly Point[]) => void,
): void {
  const range = (axis: 0 | 1) => {
    const values = triangle.map((p) => p[axis]);
    const first = Math.floor(Math.min(...values) / CELL_M);
    return [first, Math.max(first, Math.ceil(Math.max(...values) / CELL_M) - 1)] as const;
  };
  const [c0, c1] = range(0);
  const [r0, r1] = range(1);
  for (let column = c0; column <= c1; column++)
    for (let row = r0; row <= r1; row++) {
      let piece: readonly Point[] = triangle;
      if (column > c0) piece = clip(piece, 0, column * CELL_M, true);
      if (column < c1) piece = clip(piece, 0, (column + 1) * CELL_M, false);
      if (row > r0) piece = clip(piece, 1, row * CELL_M, true);
      if (row < r1) piece = clip(piece, 1, (row + 1) * CELL_M, false);
      if (piece.length >= 3) give(column, row, piece);
    }
}
