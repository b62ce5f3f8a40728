// The walkable ground and the obstacles of a city in flat buffers that travel between threads, with one grid for both.
// City ENU metres. Triangles are float32 against the origin of their 128 m chunk; what asks is walkable.ts.

import type { EnuFrame, Geodetic, Vec3 } from "../geo/frames.ts";
import { geodeticToEcef } from "../geo/frames.ts";
import { referenceLine } from "./reference-line.ts";
import { rememberedLine } from "./remembered-line.ts";
import type { RoadNetwork } from "./road-network.ts";
import { walkableGround } from "./walkable-ground.ts";
import { type Obstacle, walkableObstacles } from "./walkable-obstacles.ts";

const CHUNK_M = 128;
const CELL_M = 8;
const MOST_CELLS = 4_000_000;
/** Obstacles are listed in every cell within this reach, so that a place asks its own cell only. */
export const REACH_M = 1;

export interface WalkableData {
  /** South-west corner of the grid, its cells' size and counts. */
  westM: number;
  southM: number;
  cellM: number;
  columns: number;
  rows: number;
  /** East, north, up of each chunk's origin. */
  chunkOrigins: Float64Array<ArrayBuffer>;
  /** Nine figures a triangle: three corners against its chunk's origin. */
  corners: Float32Array<ArrayBuffer>;
  /** Three figures a triangle, unit length, up positive. */
  normals: Float32Array<ArrayBuffer>;
  kinds: Uint8Array<ArrayBuffer>;
  chunkOf: Uint32Array<ArrayBuffer>;
  /** Triangles of cell c are cellTriangles[cellStart[c] … cellStart[c + 1] − 1]; cells run west to east, then north. */
  cellStart: Uint32Array<ArrayBuffer>;
  cellTriangles: Uint32Array<ArrayBuffer>;
  /** Points of obstacle o are outline[2 · outlineStart[o]] …; one point and a radius is a circle. */
  outlineStart: Uint32Array<ArrayBuffer>;
  outline: Float64Array<ArrayBuffer>;
  radii: Float32Array<ArrayBuffer>;
  lows: Float64Array<ArrayBuffer>;
  highs: Float64Array<ArrayBuffer>;
  obstacleStart: Uint32Array<ArrayBuffer>;
  cellObstacles: Uint32Array<ArrayBuffer>;
}

/** Every buffer, to be handed over instead of copied. */
export const buffersOf = (data: WalkableData): ArrayBuffer[] =>
  Object.values(data).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [],
  );

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Items by cell as two flat lists: where each cell begins, and the items in order. */
function listByCell(
  boxes: Box[],
  {
    westM,
    southM,
    cellM,
    columns,
    rows,
  }: Pick<WalkableData, "westM" | "southM" | "cellM" | "columns" | "rows">,
): { start: Uint32Array<ArrayBuffer>; items: Uint32Array<ArrayBuffer> } {
  const clamp = (v: number, most: number) => Math.min(most - 1, Math.max(0, Math.floor(v)));
  const each = (visit: (cell: number, item: number) => void) =>
    boxes.forEach(({ west, south, east, north }, item) => {
      const [c0, c1] = [clamp((west - westM) / cellM, columns), clamp((east - westM) / cellM, columns)];
      const [r0, r1] = [clamp((south - southM) / cellM, rows), clamp((north - southM) / cellM, rows)];
      for (let r = r0; r <= r1; r++) for (let c = c0; c <= c1; c++) visit(r * columns + c, item);
    });
  const start = new Uint32Array(columns * rows + 1);
  each((cell) => {
    start[cell + 1] = (start[cell + 1] as number) + 1;
  });
  for (let i = 1; i < start.length; i++) start[i] = (start[i] as number) + (start[i - 1] as number);
  const items = new Uint32Array(start.at(-1) as number);
  const next = start.slice();
  each((cell, item) => {
    items[next[cell] as number] = item;
    next[cell] = (next[cell] as number) + 1;
  });
  return { start, items };
}

/**
 * Compiles what one may walk on and what stands in the way.
 * @param placement from the dataset's plane to the globe
 * @param frame the city's ENU frame
 */
export function compileWalkable(
  network: RoadNetwork,
  placement: (p: Vec3) => Geodetic,
  frame: EnuFrame,
): WalkableData {
  const toEnu = (p: Vec3): Vec3 => {
    const { lonDeg, latDeg, heightM } = placement(p);
    return frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM));
  };
  const lines = new Map(network.roads.map((road) => [road.id, rememberedLine(referenceLine(road))]));
  const chunks = new Map<string, number>();
  const origins: number[] = [];
  const corners: number[] = [];
  const normals: number[] = [];
  const kinds: number[] = [];
  const chunkOf: number[] = [];
  const boxes: Box[] = [];
  walkableGround(network, lines, toEnu, (kind, a, b, c) => {
    const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const twice = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (!(twice > 1e-6)) return;
    const [column, row] = [Math.floor(a[0] / CHUNK_M), Math.floor(a[1] / CHUNK_M)];
    const key = `${column} ${row}`;
    let chunk = chunks.get(key);
    if (chunk === undefined) {
      chunk = chunks.size;
      chunks.set(key, chunk);
      origins.push((column + 0.5) * CHUNK_M, (row + 0.5) * CHUNK_M, Math.round(a[2]));
    }
    const [oe, on, ou] = [origins[chunk * 3], origins[chunk * 3 + 1], origins[chunk * 3 + 2]] as Vec3;
    for (const p of [a, b, c]) corners.push(p[0] - oe, p[1] - on, p[2] - ou);
    const up = nz < 0 ? -twice : twice;
    normals.push(nx / up, ny / up, nz / up);
    kinds.push(kind);
    chunkOf.push(chunk);
    boxes.push({
      west: Math.min(a[0], b[0], c[0]),
      east: Math.max(a[0], b[0], c[0]),
      south: Math.min(a[1], b[1], c[1]),
      north: Math.max(a[1], b[1], c[1]),
    });
  });
  const obstacles: Obstacle[] = [];
  for (const line of lines.values()) walkableObstacles(line, toEnu, (one) => obstacles.push(one));

  const westM = boxes.reduce((low, { west }) => Math.min(low, west), Number.POSITIVE_INFINITY) - REACH_M;
  const southM = boxes.reduce((low, { south }) => Math.min(low, south), Number.POSITIVE_INFINITY) - REACH_M;
  const wideM = boxes.reduce((most, { east }) => Math.max(most, east - westM), 1) + REACH_M;
  const deepM = boxes.reduce((most, { north }) => Math.max(most, north - southM), 1) + REACH_M;
  const cellM = Math.max(CELL_M, Math.sqrt((wideM * deepM) / MOST_CELLS));
  const grid = {
    westM: boxes.length > 0 ? westM : 0,
    southM: boxes.length > 0 ? southM : 0,
    cellM,
    columns: boxes.length > 0 ? Math.ceil(wideM / cellM) : 1,
    rows: boxes.length > 0 ? Math.ceil(deepM / cellM) : 1,
  };
  const ground = listByCell(boxes, grid);
  const standing = listByCell(
    obstacles.map(({ points, radiusM }) => ({
      west: Math.min(...points.map(([e]) => e)) - radiusM - REACH_M,
      east: Math.max(...points.map(([e]) => e)) + radiusM + REACH_M,
      south: Math.min(...points.map(([, n]) => n)) - radiusM - REACH_M,
      north: Math.max(...points.map(([, n]) => n)) + radiusM + REACH_M,
    })),
    grid,
  );
  const outlineStart = new Uint32Array(obstacles.length + 1);
  obstacles.forEach(({ points }, i) => {
    outlineStart[i + 1] = (outlineStart[i] as number) + points.length;
  });
  return {
    ...grid,
    chunkOrigins: Float64Array.from(origins),
    corners: Float32Array.from(corners),
    normals: Float32Array.from(normals),
    kinds: Uint8Array.from(kinds),
    chunkOf: Uint32Array.from(chunkOf),
    cellStart: ground.start,
    cellTriangles: ground.items,
    outlineStart,
    outline: Float64Array.from(obstacles.flatMap(({ points }) => points.flat())),
    radii: Float32Array.from(obstacles, ({ radiusM }) => radiusM),
    lows: Float64Array.from(obstacles, ({ lowM }) => lowM),
    highs: Float64Array.from(obstacles, ({ highM }) => highM),
    obstacleStart: standing.start,
    cellObstacles: standing.items,
  };
}
