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

export interface Walkable {
  data: WalkableData;
  /** The topmost ground between two heights at a place; what counts of several in one plane is kept in `out`. */
  groundAt(east: number, north: number, lowM: number, highM: number, out: GroundHit): boolean;
  /** The first ground on the way from a to b, from above or below. `kind` is that of the place it meets. */
  groundAlong(
    ae: number,
    an: number,
    au: number,
    be: number,
    bn: number,
    bu: number,
    out: GroundHit,
  ): boolean;
  /** Share of the way from a to b at which an obstacle is met; 2 when none is. */
  obstacleAlong(ae: number, an: number, au: number, be: number, bn: number, bu: number): number;
  /** Metres to the nearest obstacle that reaches into the heights of a body; at most `enoughM` is looked for. */
  clearanceM(east: number, north: number, lowM: number, highM: number, enoughM: number): number;
}

/** Surfaces this near below the topmost lie in one plane with it: what is driven counts before what is not. */
const ONE_PLANE_M = 0.05;
/** How far below or above the ground the outline of a crosswalk may lie. */
const CROSSING_M = 1;
/** Edges belong to both neighbours, whatever float32 made of them. */
const EDGE = 1e-5;
export const NO_HIT = 2;

/** Whether a side is met on the way, earlier than what was met before, and between the body's heights. */
const sooner = (share: number, first: number, up: number, low: number, high: number): boolean =>
  share >= 0 && share <= 1 && share < first && up >= low && up <= high;

export const isWalkable = (kind: GroundKind): boolean => kind !== GROUND.barred;

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
  const column = (east: number) => Math.min(columns - 1, Math.max(0, Math.floor((east - westM) / cellM)));
  const row = (north: number) => Math.min(rows - 1, Math.max(0, Math.floor((north - southM) / cellM)));

  /** Height of a triangle's plane over a place within it; NaN outside. */
  const heightOver = (t: number, east: number, north: number): number => {
    const o = (chunkOf[t] as number) * 3;
    const i = t * 9;
    const x = east - (chunkOrigins[o] as number);
    const y = north - (chunkOrigins[o + 1] as number);
    const ax = corners[i] as number;
    const ay = corners[i + 1] as number;
    const az = corners[i + 2] as number;
    const ux = (corners[i + 3] as number) - ax;
    const uy = (corners[i + 4] as number) - ay;
    const vx = (corners[i + 6] as number) - ax;
    const vy = (corners[i + 7] as number) - ay;
    const twice = ux * vy - uy * vx;
    if (twice === 0) return Number.NaN;
    const b = ((x - ax) * vy - (y - ay) * vx) / twice;
    const c = (ux * (y - ay) - uy * (x - ax)) / twice;
    if (b < -EDGE || c < -EDGE || b + c > 1 + EDGE) return Number.NaN;
    const uz = (corners[i + 5] as number) - az;
    const vz = (corners[i + 8] as number) - az;
    return (chunkOrigins[o + 2] as number) + az + b * uz + c * vz;
  };

  const groundAt: Walkable["groundAt"] = (east, north, lowM, highM, out) => {
    const cell = row(north) * columns + column(east);
    const from = cellStart[cell] as number;
    const to = cellStart[cell + 1] as number;
    let top = Number.NEGATIVE_INFINITY;
    for (let k = from; k < to; k++) {
      const t = cellTriangles[k] as number;
      if (kinds[t] === GROUND.crossing) continue;
      const h = heightOver(t, east, north);
      if (h >= lowM && h <= highM && h > top) top = h;
    }
    if (top === Number.NEGATIVE_INFINITY) return false;
    // The floor of a junction lies under its lanes, whatever they are; among lanes what is driven or walked on counts.
    let best = -1;
    let bestRank = -1;
    let bestHeight = 0;
    let crossing = false;
    for (let k = from; k < to; k++) {
      const t = cellTriangles[k] as number;
      const kind = kinds[t] as GroundKind;
      const h = heightOver(t, east, north);
      if (Number.isNaN(h)) continue;
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
    out.eastM = east;
    out.northM = north;
    out.upM = bestHeight;
    out.kind = crossing ? GROUND.crossing : (kinds[best] as GroundKind);
    out.normalUp = normals[best * 3 + 2] as number;
    out.share = 0;
    return true;
  };

  /** Share of the segment at which a triangle is met, 2 when it is not. */
  const meet = (
    t: number,
    ae: number,
    an: number,
    au: number,
    de: number,
    dn: number,
    du: number,
  ): number => {
    const o = (chunkOf[t] as number) * 3;
    const i = t * 9;
    const nx = normals[t * 3] as number;
    const ny = normals[t * 3 + 1] as number;
    const nz = normals[t * 3 + 2] as number;
    const speed = nx * de + ny * dn + nz * du;
    if (Math.abs(speed) < 1e-12) return NO_HIT;
    const ex = (chunkOrigins[o] as number) + (corners[i] as number) - ae;
    const ey = (chunkOrigins[o + 1] as number) + (corners[i + 1] as number) - an;
    const ez = (chunkOrigins[o + 2] as number) + (corners[i + 2] as number) - au;
    const share = (nx * ex + ny * ey + nz * ez) / speed;
    if (share < 0 || share > 1) return NO_HIT;
    return Number.isNaN(heightOver(t, ae + share * de, an + share * dn)) ? NO_HIT : share;
  };

  const groundAlong: Walkable["groundAlong"] = (ae, an, au, be, bn, bu, out) => {
    const c0 = column(Math.min(ae, be));
    const c1 = column(Math.max(ae, be));
    const r0 = row(Math.min(an, bn));
    const r1 = row(Math.max(an, bn));
    const de = be - ae;
    const dn = bn - an;
    const du = bu - au;
    let first = NO_HIT;
    let which = -1;
    for (let r = r0; r <= r1; r++)
      for (let c = c0; c <= c1; c++) {
        const cell = r * columns + c;
        const to = cellStart[cell + 1] as number;
        for (let k = cellStart[cell] as number; k < to; k++) {
          const t = cellTriangles[k] as number;
          if (kinds[t] === GROUND.crossing) continue;
          const share = meet(t, ae, an, au, de, dn, du);
          if (share < first) {
            first = share;
            which = t;
          }
        }
      }
    if (which < 0) return false;
    const e = ae + first * de;
    const n = an + first * dn;
    const u = au + first * du;
    if (!groundAt(e, n, u - ONE_PLANE_M, u + ONE_PLANE_M, out)) {
      out.eastM = e;
      out.northM = n;
      out.upM = u;
      out.kind = kinds[which] as GroundKind;
      out.normalUp = normals[which * 3 + 2] as number;
    }
    out.share = first;
    return true;
  };

  const inside = (o: number, east: number, north: number): boolean => {
    const from = outlineStart[o] as number;
    const to = outlineStart[o + 1] as number;
    const radius = radii[o] as number;
    if (radius > 0) {
      const dx = east - (outline[from * 2] as number);
      const dy = north - (outline[from * 2 + 1] as number);
      return dx * dx + dy * dy <= radius * radius;
    }
    let odd = false;
    for (let i = from, j = to - 1; i < to; j = i++) {
      const xi = outline[i * 2] as number;
      const yi = outline[i * 2 + 1] as number;
      const xj = outline[j * 2] as number;
      const yj = outline[j * 2 + 1] as number;
      if (yi > north !== yj > north && east < ((xj - xi) * (north - yi)) / (yj - yi) + xi) odd = !odd;
    }
    return odd;
  };

  const distance = (o: number, east: number, north: number): number => {
    if (inside(o, east, north)) return 0;
    const from = outlineStart[o] as number;
    const to = outlineStart[o + 1] as number;
    const radius = radii[o] as number;
    if (radius > 0)
      return (
        Math.hypot(east - (outline[from * 2] as number), north - (outline[from * 2 + 1] as number)) - radius
      );
    let least = Number.POSITIVE_INFINITY;
    for (let i = from, j = to - 1; i < to; j = i++) {
      const xi = outline[i * 2] as number;
      const yi = outline[i * 2 + 1] as number;
      const dx = (outline[j * 2] as number) - xi;
      const dy = (outline[j * 2 + 1] as number) - yi;
      const long = dx * dx + dy * dy;
      const w = long > 0 ? Math.min(1, Math.max(0, ((east - xi) * dx + (north - yi) * dy) / long)) : 0;
      const gap = Math.hypot(east - xi - w * dx, north - yi - w * dy);
      if (gap < least) least = gap;
    }
    return least;
  };

  /** Where a segment enters one body: through its side, its top or its bottom, or because it begins within. */
  const enter = (
    o: number,
    ae: number,
    an: number,
    au: number,
    de: number,
    dn: number,
    du: number,
  ): number => {
    const low = lows[o] as number;
    const high = highs[o] as number;
    if (Math.max(au, au + du) < low || Math.min(au, au + du) > high) return NO_HIT;
    let first = NO_HIT;
    if (au >= low && au <= high && inside(o, ae, an)) return 0;
    if (du !== 0) {
      const top = (high - au) / du;
      if (top >= 0 && top <= 1 && top < first && inside(o, ae + top * de, an + top * dn)) first = top;
      const bottom = (low - au) / du;
      if (bottom >= 0 && bottom <= 1 && bottom < first && inside(o, ae + bottom * de, an + bottom * dn))
        first = bottom;
    }
    const from = outlineStart[o] as number;
    const to = outlineStart[o + 1] as number;
    const radius = radii[o] as number;
    if (radius > 0) {
      const fx = ae - (outline[from * 2] as number);
      const fy = an - (outline[from * 2 + 1] as number);
      const a = de * de + dn * dn;
      const b = fx * de + fy * dn;
      const c = fx * fx + fy * fy - radius * radius;
      const root = b * b - a * c;
      if (a > 0 && root >= 0) {
        const share = (-b - Math.sqrt(root)) / a;
        if (sooner(share, first, au + share * du, low, high)) first = share;
      }
      return first;
    }
    for (let i = from, j = to - 1; i < to; j = i++) {
      const xi = outline[i * 2] as number;
      const yi = outline[i * 2 + 1] as number;
      const sx = (outline[j * 2] as number) - xi;
      const sy = (outline[j * 2 + 1] as number) - yi;
      const cross = de * sy - dn * sx;
      if (cross === 0) continue;
      const share = ((xi - ae) * sy - (yi - an) * sx) / cross;
      const on = ((xi - ae) * dn - (yi - an) * de) / cross;
      if (on >= 0 && on <= 1 && sooner(share, first, au + share * du, low, high)) first = share;
    }
    return first;
  };

  const obstacleAlong: Walkable["obstacleAlong"] = (ae, an, au, be, bn, bu) => {
    const c0 = column(Math.min(ae, be));
    const c1 = column(Math.max(ae, be));
    const r0 = row(Math.min(an, bn));
    const r1 = row(Math.max(an, bn));
    let first = NO_HIT;
    for (let r = r0; r <= r1; r++)
      for (let c = c0; c <= c1; c++) {
        const cell = r * columns + c;
        const to = obstacleStart[cell + 1] as number;
        for (let k = obstacleStart[cell] as number; k < to; k++) {
          const share = enter(cellObstacles[k] as number, ae, an, au, be - ae, bn - an, bu - au);
          if (share < first) first = share;
        }
      }
    return first;
  };

  const clearanceM: Walkable["clearanceM"] = (east, north, lowM, highM, enoughM) => {
    const cell = row(north) * columns + column(east);
    let least = enoughM;
    const to = obstacleStart[cell + 1] as number;
    for (let k = obstacleStart[cell] as number; k < to; k++) {
      const o = cellObstacles[k] as number;
      if ((highs[o] as number) < lowM || (lows[o] as number) > highM) continue;
      const gap = distance(o, east, north);
      if (gap < least) least = gap;
    }
    return least;
  };

  return { data, groundAt, groundAlong, obstacleAlong, clearanceM };
}
