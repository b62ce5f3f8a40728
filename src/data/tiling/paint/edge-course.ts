// A line's own course in space, for paint that runs along a polyline and not along a road's s: places at a distance along
// it and aside of it. Corners are mitred, so that a stripe keeps its width round them. Metres, aside left positive.

import type { Vec3 } from "../../../model/geo/frames.ts";

export interface EdgeCourse {
  lengthM: number;
  /** Distances of the line's own corners, ends included. */
  corners: number[];
  at(distanceM: number, asideM: number, upM: number): Vec3;
}

/** A sharper corner is cut off where its mitre would run away. */
const MOST_MITRE = 2;

export function edgeCourse(points: readonly Vec3[]): EdgeCourse {
  const corners = [0];
  const normals: [number, number][] = [];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as Vec3, points[i] as Vec3];
    const plan = Math.hypot(b[0] - a[0], b[1] - a[1]);
    corners.push((corners[i - 1] as number) + Math.hypot(plan, b[2] - a[2]));
    normals.push(plan > 0 ? [-(b[1] - a[1]) / plan, (b[0] - a[0]) / plan] : (normals.at(-1) ?? [0, 0]));
  }
  const mitres = points.map((_, i): [number, number] => {
    const m: [number, number] = normals[i - 1] ?? normals[i] ?? [0, 0];
    const n: [number, number] = normals[i] ?? m;
    const [x, y] = [m[0] + n[0], m[1] + n[1]];
    const long = Math.hypot(x, y);
    if (long < 1e-9) return [n[0], n[1]];
    const stretch = Math.min(MOST_MITRE, 2 / long);
    return [(x / long) * stretch, (y / long) * stretch];
  });
  const lengthM = corners.at(-1) ?? 0;
  return {
    lengthM,
    corners,
    at(distance, aside, up) {
      const d = Math.min(lengthM, Math.max(0, distance));
      let k = 1;
      while (k < points.length - 1 && (corners[k] as number) < d) k++;
      const [a, b] = [points[k - 1] as Vec3, (points[k] ?? points[k - 1]) as Vec3];
      const span = (corners[k] ?? 0) - (corners[k - 1] as number);
      const w = span > 0 ? (d - (corners[k - 1] as number)) / span : 0;
      const [m, n] = [mitres[k - 1] as [number, number], (mitres[k] ?? mitres[k - 1]) as [number, number]];
      // Straight between mitred corners: the stripe's own edge.
      return [
        a[0] + w * (b[0] - a[0]) + aside * (m[0] + w * (n[0] - m[0])),
        a[1] + w * (b[1] - a[1]) + aside * (m[1] + w * (n[1] - m[1])),
        a[2] + w * (b[2] - a[2]) + up,
      ];
    },
  };
}

/** Distances from a to b at which a strip along the course must have corners. */
export const stationsOf = ({ corners }: EdgeCourse, a: number, b: number): number[] => [
  a,
  ...corners.filter((d) => d > a + 1e-6 && d < b - 1e-6),
  b,
];
