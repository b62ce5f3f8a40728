// An R-tree of SQLite filled from boxes in Hilbert order: full nodes laid down level by level, where row after row would take
// ten times as long. Written into the module's own tables (sqlite.org/rtree.html, "Shadow tables"; ext/rtree/rtree.c for
// the layout): a node is its height (root only) and count as u16, then id i64 and minX, maxX, minY, maxY f32, big-endian.

import type { SqlDatabase, SqlValue } from "../format.ts";
import type { SortedBox } from "../spatial-sort.ts";
import { sqlName } from "./schema.ts";

const CELL_BYTES = 24;
const HEAD_BYTES = 4;
/** RTREE_MAXCELLS; a node of pages from 2 KiB on. */
const MOST_CELLS = 51;
const NODE_BYTES = HEAD_BYTES + MOST_CELLS * CELL_BYTES;
const ROOT = 1;

/** To single precision, outward, with the same factors as the module. */
const DOWN = 1 - 1 / 8388608;
const UP = 1 + 1 / 8388608;
const below = (v: number) => {
  const f = Math.fround(v);
  return f > v ? Math.fround(v * (v < 0 ? UP : DOWN)) : f;
};
const above = (v: number) => {
  const f = Math.fround(v);
  return f < v ? Math.fround(v * (v < 0 ? DOWN : UP)) : f;
};

interface Cell {
  id: number;
  minX: number;
  maxX: number;
  minY: number;
  maxY: number;
}

function nodeBytes(height: number, cells: readonly Cell[]): Uint8Array {
  const bytes = new Uint8Array(NODE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, height);
  view.setUint16(2, cells.length);
  cells.forEach(({ id, minX, maxX, minY, maxY }, i) => {
    const at = HEAD_BYTES + i * CELL_BYTES;
    view.setUint32(at, Math.floor(id / 2 ** 32));
    view.setUint32(at + 4, id % 2 ** 32);
    view.setFloat32(at + 8, minX);
    view.setFloat32(at + 12, maxX);
    view.setFloat32(at + 16, minY);
    view.setFloat32(at + 20, maxY);
  });
  return bytes;
}

const around = (id: number, cells: readonly Cell[]): Cell => {
  const out = { ...(cells[0] as Cell), id };
  for (const cell of cells) {
    out.minX = Math.min(out.minX, cell.minX);
    out.maxX = Math.max(out.maxX, cell.maxX);
    out.minY = Math.min(out.minY, cell.minY);
    out.maxY = Math.max(out.maxY, cell.maxY);
  }
  return out;
};

/** `table` is an R-tree just made; the id of a box is its sequence + 1. */
export function packRtree(
  database: SqlDatabase,
  table: string,
  count: number,
  boxes: Iterable<SortedBox>,
): void {
  if (count === 0) return;
  const places = (pairs: number) => new Array(pairs).fill("(?,?)").join(",");
  const nodes = database.prepare(`INSERT INTO ${sqlName(`${table}_node`)} VALUES (?,?)`);
  const root = database.prepare(`UPDATE ${sqlName(`${table}_node`)} SET data = ? WHERE nodeno = ${ROOT}`);
  const link = (suffix: string) => {
    const head = `INSERT INTO ${sqlName(`${table}_${suffix}`)} VALUES `;
    const full = database.prepare(head + places(MOST_CELLS));
    return (ids: readonly number[], node: number) => {
      const values: SqlValue[] = [];
      for (const id of ids) values.push(id, node);
      const statement = ids.length === MOST_CELLS ? full : database.prepare(head + places(ids.length));
      statement.run(values);
    };
  };
  const [rowids, parents] = [link("rowid"), link("parent")];
  let last = ROOT;
  const levels: Cell[][] = [[]];
  /** Lays an open level down as a node and hands it to the level above. */
  const close = (height: number, isRoot: boolean) => {
    const cells = levels[height] as Cell[];
    const node = isRoot ? ROOT : ++last;
    if (isRoot) root.run([nodeBytes(height, cells)]);
    else nodes.run([node, nodeBytes(0, cells)]);
    const ids = cells.map(({ id }) => id);
    if (height === 0) rowids(ids, node);
    else parents(ids, node);
    levels[height] = [];
    return around(node, cells);
  };
  const put = (height: number, cell: Cell) => {
    levels[height] ??= [];
    // A full node is laid down only when another cell comes: the last of a level may be the root.
    if (levels[height].length === MOST_CELLS) put(height + 1, close(height, false));
    (levels[height] as Cell[]).push(cell);
  };
  for (const box of boxes)
    put(0, {
      id: box.sequence + 1,
      minX: below(box.minX),
      maxX: above(box.maxX),
      minY: below(box.minY),
      maxY: above(box.maxY),
    });
  for (let height = 0; height < levels.length; height++) {
    const isRoot = height === levels.length - 1;
    const cell = close(height, isRoot);
    if (!isRoot) put(height + 1, cell);
  }
}
