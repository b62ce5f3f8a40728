// Lays flat polygons on the ground: their corners are true plane measures about a place, and every edge is cut until it
// lies on the drawn surface within the tolerance. Metres.

import earcut from "earcut";
import type { Vec3 } from "../../../model/geo/frames.ts";
import type { PavedSurface } from "../paved-surface.ts";
import type { Mesh } from "../solid-mesh.ts";

export type Point = [number, number];
export type Polygon = Point[];

const TOLERANCE_M = 1e-3;
const SHORTEST_M = 0.08;
const LONGEST_M = 8;
const DEEPEST = 14;

/** u forward along the heading (radians against the road's), v left, from s, t: on the surface, liftM over it. */
export function onGround(
  surface: PavedSurface,
  { sM, tM }: { sM: number; tM: number },
  headingRad: number,
  liftM: number,
): (u: number, v: number) => Vec3 {
  const { line } = surface;
  const { lengthM } = line.road;
  const start = Math.min(lengthM, Math.max(0, sM));
  const plan = line.plan(start);
  const heading = plan.headingRad + headingRad;
  const [c, n] = [Math.cos(heading), Math.sin(heading)];
  const x0 = plan.x - tM * Math.sin(plan.headingRad) + (sM - start) * Math.cos(plan.headingRad);
  const y0 = plan.y + tM * Math.cos(plan.headingRad) + (sM - start) * Math.sin(plan.headingRad);
  return (u, v) => {
    const x = x0 + u * c - v * n;
    const y = y0 + u * n + v * c;
    let { s, t } = locate(surface, x, y, sM);
    let p = surface.profile(s)(t, liftM);
    // Superelevated ground is foreshortened seen from above: the plane measure is kept, the height is the ground's.
    for (let i = 0; i < 3; i++) {
      const [dx, dy] = [x - p[0], y - p[1]];
      const { headingRad: road } = line.plan(s);
      const across = dy * Math.cos(road) - dx * Math.sin(road);
      if (Math.abs(across) < 1e-4) break;
      t += across;
      s = Math.min(lengthM, Math.max(0, s + dx * Math.cos(road) + dy * Math.sin(road)));
      p = surface.profile(s)(t, liftM);
    }
    return [x, y, p[2]];
  };
}

/** s and t under a place in plan, near a first guess; beyond the ends s stays at the end. */
export function locate(
  { line }: PavedSurface,
  x: number,
  y: number,
  nearM: number,
): { s: number; t: number } {
  const { lengthM } = line.road;
  let s = Math.min(lengthM, Math.max(0, nearM));
  let t = 0;
  for (let i = 0; i < 6; i++) {
    const plan = line.plan(s);
    const [dx, dy] = [x - plan.x, y - plan.y];
    const [c, n] = [Math.cos(plan.headingRad), Math.sin(plan.headingRad)];
    t = -dx * n + dy * c;
    // Inside a bend the road's s runs faster than the place; past its centre there is no answer, and none is sought.
    const step = (dx * c + dy * n) / Math.max(0.2, 1 - plan.curvature * t);
    const next = Math.min(lengthM, Math.max(0, s + step));
    if (Math.abs(next - s) < 1e-6) break;
    s = next;
  }
  return { s, t };
}

interface Corner {
  uv: Point;
  p: Vec3;
  index: number;
}

const apart = (a: Vec3, b: Vec3, w: number, m: Vec3) =>
  Math.hypot(
    a[0] + w * (b[0] - a[0]) - m[0],
    a[1] + w * (b[1] - a[1]) - m[1],
    a[2] + w * (b[2] - a[2]) - m[2],
  );

/** Adds a polygon (counter-clockwise or not) to the mesh, facing up. */
export function drape(
  mesh: Mesh,
  polygon: readonly Readonly<Point>[],
  place: (u: number, v: number) => Vec3,
): void {
  const corner = (u: number, v: number): Corner => {
    const p = place(u, v);
    mesh.positions.push(...p);
    return { uv: [u, v], p, index: mesh.positions.length / 3 - 1 };
  };
  // Both triangles at an edge ask the same question of it and get the same middle: no gap can open.
  const middles = new Map<string, Corner | undefined>();
  const middle = (a: Corner, b: Corner): Corner | undefined => {
    const key = a.index < b.index ? `${a.index} ${b.index}` : `${b.index} ${a.index}`;
    if (middles.has(key)) return middles.get(key);
    const long = Math.hypot(a.uv[0] - b.uv[0], a.uv[1] - b.uv[1]);
    const at = (w: number): Point => [mix(a.uv[0], b.uv[0], w), mix(a.uv[1], b.uv[1], w)];
    const split =
      long > LONGEST_M ||
      (long > SHORTEST_M && [0.5, 0.25, 0.75].some((w) => apart(a.p, b.p, w, place(...at(w))) > TOLERANCE_M));
    const found = split ? corner(...at(0.5)) : undefined;
    middles.set(key, found);
    return found;
  };
  const add = (a: Corner, b: Corner, c: Corner, depth: number): void => {
    const edges = [
      [a, b, c],
      [b, c, a],
      [c, a, b],
    ] as const;
    const cut =
      depth < DEEPEST
        ? edges
            .map(([p, q, r]) => ({ p, q, r, m: middle(p, q), long: distance(p.uv, q.uv) }))
            .filter(({ m }) => m)
            .sort((x, y) => y.long - x.long)[0]
        : undefined;
    if (!cut?.m) {
      mesh.indices.push(a.index, b.index, c.index);
      return;
    }
    add(cut.p, cut.m, cut.r, depth + 1);
    add(cut.m, cut.q, cut.r, depth + 1);
  };
  const corners = polygon.map(([u, v]) => corner(u, v));
  const triangles = earcut(polygon.flat());
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => corners[triangles[i + k] as number]) as [Corner, Corner, Corner];
    const turn = (b.uv[0] - a.uv[0]) * (c.uv[1] - a.uv[1]) - (b.uv[1] - a.uv[1]) * (c.uv[0] - a.uv[0]);
    if (turn > 0) add(a, b, c, 0);
    else add(a, c, b, 0);
  }
}

const mix = (a: number, b: number, w: number) => a + (b - a) * w;
const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
