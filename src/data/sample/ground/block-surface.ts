// How high the land of a block lies: at its edge as the pavements, within as the ground field, drawn over from one to the
// other. District axes, metres.

import { groundHeightM } from "../roads/ground-field.ts";
import type { Point } from "../shapes/plane.ts";

export type Heights = (u: number, v: number) => number;
export type EdgePoint = readonly [number, number, number];

const ON_EDGE_M = 2e-3;

export function blockSurface(edge: readonly EdgePoint[]): Heights {
  const off = edge.map(([u, v, z]) => z - groundHeightM(u, v));
  // A pavement has a point every few metres; one in three says enough.
  const posts = edge.flatMap(([u, v], i) => (i % 3 === 0 ? [[u, v, off[i] as number] as const] : []));
  return (u, v) => {
    for (let i = 0; i < edge.length; i++) {
      const [ax, ay, az] = edge[i] as EdgePoint;
      const [bx, by, bz] = edge[(i + 1) % edge.length] as EdgePoint;
      if (u < Math.min(ax, bx) - 0.01 || u > Math.max(ax, bx) + 0.01) continue;
      if (v < Math.min(ay, by) - 0.01 || v > Math.max(ay, by) + 0.01) continue;
      const length = Math.hypot(bx - ax, by - ay);
      if (length < 1e-9) continue;
      const w = ((u - ax) * (bx - ax) + (v - ay) * (by - ay)) / (length * length);
      const aside = Math.abs((u - ax) * (by - ay) - (v - ay) * (bx - ax)) / length;
      if (aside < ON_EDGE_M && w > -1e-6 && w < 1 + 1e-6) return az + w * (bz - az);
    }
    let sum = 0;
    let weight = 0;
    for (const [pu, pv, d] of posts) {
      const d2 = (u - pu) * (u - pu) + (v - pv) * (v - pv) + 4;
      const w = 1 / (d2 * Math.sqrt(d2));
      sum += w * d;
      weight += w;
    }
    return groundHeightM(u, v) + sum / weight;
  };
}

export const pointsOf = (edge: readonly EdgePoint[]): Point[] => edge.map(([u, v]) => [u, v]);
