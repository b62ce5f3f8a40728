// Asks a city's walkable ground: what lies under a place, what a ray meets, what stands too near. City ENU metres, up
// positive. Answers go into objects that the caller keeps, so that nothing is allocated while a person moves.

import { GROUND, type GroundKind } from "./walkable-ground.ts";
import type { WalkableData } from "./walkable-index.ts";

export interface GroundHit {
  eastM: number;
  northM: number;
  upM: number;
  kind: GroundKind;
  /** Up part of the unit normal: 1 is level. */
  normalUp: number;
  /** Share of the segment, 0 … 1; 0 for a place. */
  share: number;
}

export const newGroundHit = (): GroundHit => ({
  eastM: 0,
  northM: 0,
  upM: 0,
  kind: GROUND.barred,
  normalUp: 1,
  share: 0,
});

/**
 * Places and ways are points i, i + 1 … of a Float64Array, east, north, up: figures handed over one by one would be boxed.
 */
export interface Walkable {
  data: WalkableData;
  /** The topmost ground at point i, from so far below its height to so far above; what counts in one plane is told. */
  groundAt(points: Float64Array, i: number, belowM: number, aboveM: number, out: GroundHit): boolean;
  /** The first ground on the way from point i to the next, from above or below. */
  groundAlong(points: Float64Array, i: number, out: GroundHit): boolean;
  /** Whether an obstacle is met on the way from point i to the next, and at which share of it. */
  obstacleAlong(points: Float64Array, i: number, out: { share: number }): boolean;
  /**
   * Metres from point i to the nearest obstacle that reaches into the heights of a body, told over the point; no more
   * than `enoughM` is looked for.
   */
  clearanceM(points: Float64Array, i: number, lowM: number, highM: number, enoughM: number): number;
}

/** Surfaces this near below the topmost lie in one plane with it: what is driven counts before what is not. */
const ONE_PLANE_M = 0.05;
/** How far below or above the ground the outline of a crosswalk may lie. */
const CROSSING_M = 1;
/** Edges belong to both neighbours, whatever float32 made of them. */
const EDGE = 1e-5;

export const isWalkable = (kind: GroundKind): boolean => kind !== GROUND.barred;

/** Shares beyond 1 are not on the way. */
const BEYOND = 2.5;

export function openWalkable(data: WalkableData): Walkable {
  const { westM, southM, cellM, columns, rows, chunkOrigins, corners, normals, kinds, chunkOf } = data;
  const {
    cellStart,
    cellTriangles,
    outlineStart,
    outline,
    radii,
    lows,
    highs,
    obstacleStart,
    cellObstacles,
  } = data;
  // What is asked and answered between the functions below, unboxed.
  const at = new Float64Array(2);
  /** Heights from and to. */
  const between = new Float64Array(2);
  const shareAt = new Float64Array(1);
  const from = new Float64Array(3);
  const way = new Float64Array(3);
  const answer = new Float64Array(1);
  const cells = new Int32Array(4);
  /** Column or row of a coordinate on an axis; figures come by array. */
  const cellOf = (points: Float64Array, k: number, lowM: number, most: number): number =>
    Math.min(most - 1, Math.max(0, Math.floor(((points[k] as number) - lowM) / cellM)));
  const cellAt = () => cellOf(at, 1, southM, rows) * columns + cellOf(at, 0, westM, columns);

  /** Whether a triangle lies over or under `at`; the height of its plane there. */
  function heightOver(t: number): boolean {
    const o = (chunkOf[t] as number) * 3;
    const i = t * 9;
    const x = (at[0] as number) - (chunkOrigins[o] as number);
    const y = (at[1] as number) - (chunkOrigins[o + 1] as number);
    const ax = corners[i] as number;
    const ay = corners[i + 1] as number;
    const az = corners[i + 2] as number;
    const ux = (corners[i + 3] as number) - ax;
    const uy = (corners[i + 4] as number) - ay;
    const vx = (corners[i + 6] as number) - ax;
    const vy = (corners[i + 7] as number) - ay;
    const twice = ux * vy - uy * vx;
    if (twice === 0) return false;
    const b = ((x - ax) * vy - (y - ay) * vx) / twice;
    const c = (ux * (y - ay) - uy * (x - ax)) / twice;
    if (b < -EDGE || c < -EDGE || b + c > 1 + EDGE) return false;
    const uz = (corners[i + 5] as number) - az;
    const vz = (corners[i + 8] as number) - az;
    answer[0] = (chunkOrigins[o + 2] as number) + az + b * uz + c * vz;
    return true;
  }

  /** The topmost ground over `at` between the two heights. */
  function topAt(out: GroundHit): boolean {
    const low = between[0] as number;
    const high = between[1] as number;
    const cell = cellAt();
    const first = cellStart[cell] as number;
    const end = cellStart[cell + 1] as number;
    let top = Number.NEGATIVE_INFINITY;
    for (let k = first; k < end; k++) {
      const t = cellTriangles[k] as number;
      if (kinds[t] === GROUND.crossing || !heightOver(t)) continue;
      const h = answer[0] as number;
      if (h >= low && h <= high && h > top) top = h;
    }
    if (top === Number.NEGATIVE_INFINITY) return false;
    // The floor of a junction lies under its lanes, whatever they are; among lanes what is driven or walked on counts.
    let best = -1;
    let bestRank = -1;
    let bestHeight = Number.NEGATIVE_INFINITY;
    let crossing = false;
    for (let k = first; k < end; k++) {
      const t = cellTriangles[k] as number;
      if (!heightOver(t)) continue;
      const kind = kinds[t] as GroundKind;
      const h = answer[0] as number;
      if (kind === GROUND.crossing) {
        crossing ||= Math.abs(h - top) < CROSSING_M;
        continue;
      }
      if (h > top || h < top - ONE_PLANE_M) continue;
      const rank = kind === GROUND.floor ? 0 : kind === GROUND.barred ? 1 : kind;
      if (rank > bestRank || (rank === bestRank && h > bestHeight)) {
        best = t;
        bestRank = rank;
        bestHeight = h;
      }
    }
    out.eastM = at[0] as number;
    out.northM = at[1] as number;
    out.upM = bestHeight;
    out.kind = crossing ? GROUND.crossing : (kinds[best] as GroundKind);
    out.normalUp = normals[best * 3 + 2] as number;
    out.share = 0;
    return true;
  }

  /** Reads a way, and the cells it may touch: columns from and to, rows from and to. */
  function take(points: Float64Array, i: number): void {
    const k = i * 3;
    for (let axis = 0; axis < 3; axis++) {
      from[axis] = points[k + axis] as number;
      way[axis] = (points[k + 3 + axis] as number) - (points[k + axis] as number);
    }
    const firstColumn = cellOf(points, k, westM, columns);
    const lastColumn = cellOf(points, k + 3, westM, columns);
    const firstRow = cellOf(points, k + 1, southM, rows);
    const lastRow = cellOf(points, k + 4, southM, rows);
    cells[0] = Math.min(firstColumn, lastColumn);
    cells[1] = Math.max(firstColumn, lastColumn);
    cells[2] = Math.min(firstRow, lastRow);
    cells[3] = Math.max(firstRow, lastRow);
  }

  /** Whether the way meets a triangle; the share at which it does. */
  function meet(t: number): boolean {
    const o = (chunkOf[t] as number) * 3;
    const i = t * 9;
    const nx = normals[t * 3] as number;
    const ny = normals[t * 3 + 1] as number;
    const nz = normals[t * 3 + 2] as number;
    const speed = nx * (way[0] as number) + ny * (way[1] as number) + nz * (way[2] as number);
    if (Math.abs(speed) < 1e-12) return false;
    const ex = (chunkOrigins[o] as number) + (corners[i] as number) - (from[0] as number);
    const ey = (chunkOrigins[o + 1] as number) + (corners[i + 1] as number) - (from[1] as number);
    const ez = (chunkOrigins[o + 2] as number) + (corners[i + 2] as number) - (from[2] as number);
    const share = (nx * ex + ny * ey + nz * ez) / speed;
    if (share < 0 || share > 1) return false;
    at[0] = (from[0] as number) + share * (way[0] as number);
    at[1] = (from[1] as number) + share * (way[1] as number);
    if (!heightOver(t)) return false;
    answer[0] = share;
    return true;
  }

  /** Whether the outline of an obstacle holds `at`. */
  function inside(o: number): boolean {
    const first = outlineStart[o] as number;
    const end = outlineStart[o + 1] as number;
    const east = at[0] as number;
    const north = at[1] as number;
    const radius = radii[o] as number;
    if (radius > 0) {
      const dx = east - (outline[first * 2] as number);
      const dy = north - (outline[first * 2 + 1] as number);
      return dx * dx + dy * dy <= radius * radius;
    }
    let odd = false;
    for (let i = first, j = end - 1; i < end; j = i++) {
      const xi = outline[i * 2] as number;
      const yi = outline[i * 2 + 1] as number;
      const xj = outline[j * 2] as number;
      const yj = outline[j * 2 + 1] as number;
      if (yi > north !== yj > north && east < ((xj - xi) * (north - yi)) / (yj - yi) + xi) odd = !odd;
    }
    return odd;
  }

  /** Whether the outline of an obstacle holds the place at `shareAt` of the way. */
  function insideOn(o: number): boolean {
    const share = shareAt[0] as number;
    at[0] = (from[0] as number) + share * (way[0] as number);
    at[1] = (from[1] as number) + share * (way[1] as number);
    return inside(o);
  }

  /** Metres from `at` to an obstacle's outline, into `answer`. */
  function distance(o: number): void {
    answer[0] = 0;
    if (inside(o)) return;
    const first = outlineStart[o] as number;
    const end = outlineStart[o + 1] as number;
    const radius = radii[o] as number;
    let least = Number.POSITIVE_INFINITY;
    for (let i = first, j = end - 1; i < end; j = i++) {
      const xi = outline[i * 2] as number;
      const yi = outline[i * 2 + 1] as number;
      const dx = (outline[j * 2] as number) - xi;
      const dy = (outline[j * 2 + 1] as number) - yi;
      const px = (at[0] as number) - xi;
      const py = (at[1] as number) - yi;
      const long = dx * dx + dy * dy;
      const w = long > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / long)) : 0;
      const gap = Math.sqrt((px - w * dx) * (px - w * dx) + (py - w * dy) * (py - w * dy));
      if (gap < least) least = gap;
    }
    answer[0] = least - radius;
  }

  /** Whether the way enters an obstacle, through its side, its top or its bottom, or begins within; at which share. */
  function enter(o: number): boolean {
    const low = lows[o] as number;
    const high = highs[o] as number;
    const au = from[2] as number;
    const du = way[2] as number;
    if (Math.max(au, au + du) < low || Math.min(au, au + du) > high) return false;
    answer[0] = 0;
    shareAt[0] = 0;
    if (au >= low && au <= high && insideOn(o)) return true;
    let first = BEYOND;
    if (du !== 0) {
      const top = (high - au) / du;
      shareAt[0] = top;
      if (top >= 0 && top <= 1 && insideOn(o)) first = top;
      const bottom = (low - au) / du;
      shareAt[0] = bottom;
      if (bottom >= 0 && bottom <= 1 && bottom < first && insideOn(o)) first = bottom;
    }
    const de = way[0] as number;
    const dn = way[1] as number;
    const begin = outlineStart[o] as number;
    const end = outlineStart[o + 1] as number;
    const radius = radii[o] as number;
    if (radius > 0) {
      const fx = (from[0] as number) - (outline[begin * 2] as number);
      const fy = (from[1] as number) - (outline[begin * 2 + 1] as number);
      const a = de * de + dn * dn;
      const b = fx * de + fy * dn;
      const root = b * b - a * (fx * fx + fy * fy - radius * radius);
      if (a > 0 && root >= 0) {
        const share = (-b - Math.sqrt(root)) / a;
        const up = au + share * du;
        if (share >= 0 && share <= 1 && share < first && up >= low && up <= high) first = share;
      }
    } else
      for (let i = begin, j = end - 1; i < end; j = i++) {
        const x = (outline[i * 2] as number) - (from[0] as number);
        const y = (outline[i * 2 + 1] as number) - (from[1] as number);
        const sx = (outline[j * 2] as number) - (outline[i * 2] as number);
        const sy = (outline[j * 2 + 1] as number) - (outline[i * 2 + 1] as number);
        const cross = de * sy - dn * sx;
        if (cross === 0) continue;
        const share = (x * sy - y * sx) / cross;
        const on = (x * dn - y * de) / cross;
        const up = au + share * du;
        if (on >= 0 && on <= 1 && share >= 0 && share <= 1 && share < first && up >= low && up <= high)
          first = share;
      }
    answer[0] = first;
    return first !== BEYOND;
  }

  return {
    data,
    groundAt(points, i, belowM, aboveM, out) {
      at[0] = points[i * 3] as number;
      at[1] = points[i * 3 + 1] as number;
      const up = points[i * 3 + 2] as number;
      between[0] = up - belowM;
      between[1] = up + aboveM;
      return topAt(out);
    },
    groundAlong(points, i, out) {
      take(points, i);
      let first = BEYOND;
      let which = -1;
      for (let r = cells[2] as number; r <= (cells[3] as number); r++)
        for (let c = cells[0] as number; c <= (cells[1] as number); c++) {
          const cell = r * columns + c;
          const end = cellStart[cell + 1] as number;
          for (let k = cellStart[cell] as number; k < end; k++) {
            const t = cellTriangles[k] as number;
            if (kinds[t] === GROUND.crossing || !meet(t) || (answer[0] as number) >= first) continue;
            first = answer[0] as number;
            which = t;
          }
        }
      if (which < 0) return false;
      at[0] = (from[0] as number) + first * (way[0] as number);
      at[1] = (from[1] as number) + first * (way[1] as number);
      const up = (from[2] as number) + first * (way[2] as number);
      between[0] = up - ONE_PLANE_M;
      between[1] = up + ONE_PLANE_M;
      if (!topAt(out)) {
        out.eastM = at[0] as number;
        out.northM = at[1] as number;
        out.upM = up;
        out.kind = kinds[which] as GroundKind;
        out.normalUp = normals[which * 3 + 2] as number;
      }
      out.share = first;
      return true;
    },
    obstacleAlong(points, i, out) {
      take(points, i);
      let first = BEYOND;
      for (let r = cells[2] as number; r <= (cells[3] as number); r++)
        for (let c = cells[0] as number; c <= (cells[1] as number); c++) {
          const cell = r * columns + c;
          const end = obstacleStart[cell + 1] as number;
          for (let k = obstacleStart[cell] as number; k < end; k++)
            if (enter(cellObstacles[k] as number) && (answer[0] as number) < first)
              first = answer[0] as number;
        }
      out.share = first;
      return first !== BEYOND;
    },
    clearanceM(points, i, lowM, highM, enoughM) {
      at[0] = points[i * 3] as number;
      at[1] = points[i * 3 + 1] as number;
      const up = points[i * 3 + 2] as number;
      const cell = cellAt();
      let least = enoughM;
      const end = obstacleStart[cell + 1] as number;
      for (let k = obstacleStart[cell] as number; k < end; k++) {
        const o = cellObstacles[k] as number;
        if ((highs[o] as number) < up + lowM || (lows[o] as number) > up + highM) continue;
        distance(o);
        if ((answer[0] as number) < least) least = answer[0] as number;
      }
      return least;
    },
  };
}
