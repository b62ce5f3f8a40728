// Cuts a mesh along the square grid of cells, in the plane of the anchor's ENU frame; colours and uvs are cut with it.
// Pieces that meet at a border have the same corners there, because each crossing is computed from the same two ends in
// the same order.

import type { CityMesh } from "./city-feature.ts";

/** x, y, z, u, v, r, g, b */
const WIDTH = 8;
type Corner = readonly number[];

function crossing(a: Corner, b: Corner, axis: 0 | 1, at: number): Corner {
  const forward = (a[axis] as number) < (b[axis] as number);
  const [p, q] = forward ? [a, b] : [b, a];
  const w = (at - (p[axis] as number)) / ((q[axis] as number) - (p[axis] as number));
  const out: number[] = [];
  for (let i = 0; i < WIDTH; i++) out.push((p[i] as number) + w * ((q[i] as number) - (p[i] as number)));
  out[axis] = at;
  return out;
}

function clip(polygon: readonly Corner[], axis: 0 | 1, at: number, keepAbove: boolean): Corner[] {
  const inside = (p: Corner) => (keepAbove ? (p[axis] as number) >= at : (p[axis] as number) <= at);
  const out: Corner[] = [];
  for (const [i, b] of polygon.entries()) {
    const a = polygon.at(i - 1) as Corner;
    if (inside(a) !== inside(b)) out.push(crossing(a, b, axis, at));
    if (inside(b)) out.push(b);
  }
  return out;
}

class Piece {
  readonly positions: number[] = [];
  readonly uvs: number[] = [];
  readonly colours: number[] = [];
  readonly indices: number[] = [];
  private readonly known = new Map<string, number>();
  /** By the mesh's own corner: most are asked for by several triangles. */
  private readonly whole = new Map<number, number>();

  /** A triangle that nothing cuts. */
  triangle(corners: ArrayLike<number>, first: number, cornerOf: (i: number) => Corner): void {
    for (let k = first; k < first + 3; k++) {
      const source = corners[k] as number;
      let index = this.whole.get(source);
      if (index === undefined) {
        index = this.corner(cornerOf(source));
        this.whole.set(source, index);
      }
      this.indices.push(index);
    }
  }

  corner(p: Corner): number {
    const key = p.join(" ");
    let index = this.known.get(key);
    if (index === undefined) {
      index = this.known.size;
      this.known.set(key, index);
      this.positions.push(p[0] as number, p[1] as number, p[2] as number);
      this.uvs.push(p[3] as number, p[4] as number);
      this.colours.push(...[5, 6, 7].map((i) => Math.round(p[i] as number)));
    }
    return index;
  }

  polygon(corners: readonly Corner[]): void {
    const at = corners.map((p) => this.corner(p));
    for (let k = 2; k < at.length; k++)
      this.indices.push(at[0] as number, at[k - 1] as number, at[k] as number);
  }
}

/** The mesh's pieces by cell. */
export function cutMesh(mesh: CityMesh, cellM: number): { column: number; row: number; mesh: CityMesh }[] {
  const { positions, indices, colour, uvs } = mesh;
  const perVertex = colour.length > 3;
  const pieces = new Map<string, { column: number; row: number; piece: Piece }>();
  const pieceOf = (column: number, row: number): Piece => {
    const key = `${column}_${row}`;
    let found = pieces.get(key);
    if (!found) {
      found = { column, row, piece: new Piece() };
      pieces.set(key, found);
    }
    return found.piece;
  };
  const corner = (i: number): Corner => {
    const c = perVertex ? i * 3 : 0;
    return [
      positions[i * 3] as number,
      positions[i * 3 + 1] as number,
      positions[i * 3 + 2] as number,
      uvs ? (uvs[i * 2] as number) : 0,
      uvs ? (uvs[i * 2 + 1] as number) : 0,
      colour[c] as number,
      colour[c + 1] as number,
      colour[c + 2] as number,
    ];
  };
  const cellsOf = (i: number, axis: 0 | 1): [number, number] => {
    const at = (k: number) => positions[(indices[i + k] as number) * 3 + axis] as number;
    const [a, b, c] = [at(0), at(1), at(2)];
    const first = Math.floor(Math.min(a, b, c) / cellM);
    return [first, Math.max(first, Math.ceil(Math.max(a, b, c) / cellM) - 1)];
  };
  for (let i = 0; i < indices.length; i += 3) {
    const [c0, c1] = cellsOf(i, 0);
    const [r0, r1] = cellsOf(i, 1);
    if (c0 === c1 && r0 === r1) {
      pieceOf(c0, r0).triangle(indices, i, corner);
      continue;
    }
    const triangle = [0, 1, 2].map((k) => corner(indices[i + k] as number));
    for (let column = c0; column <= c1; column++)
      for (let row = r0; row <= r1; row++) {
        let part: readonly Corner[] = triangle;
        if (column > c0) part = clip(part, 0, column * cellM, true);
        if (column < c1) part = clip(part, 0, (column + 1) * cellM, false);
        if (row > r0) part = clip(part, 1, row * cellM, true);
        if (row < r1) part = clip(part, 1, (row + 1) * cellM, false);
        if (part.length >= 3) pieceOf(column, row).polygon(part);
      }
  }
  return [...pieces.values()].map(({ column, row, piece }) => ({
    column,
    row,
    mesh: {
      ...mesh,
      positions: piece.positions,
      indices: piece.indices,
      colour: perVertex ? piece.colours : colour,
      ...(uvs && { uvs: piece.uvs }),
    },
  }));
}
