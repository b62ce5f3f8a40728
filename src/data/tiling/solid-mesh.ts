// Triangles of simple bodies: faces, boxes, prisms, cylinders, flat polygons. Corners are given counter-clockwise seen
// from outside.

import earcut from "earcut";
import type { Vec3 } from "../../model/geo/frames.ts";

export interface Mesh {
  positions: number[];
  indices: number[];
}

export const emptyMesh = (): Mesh => ({ positions: [], indices: [] });

export function addFace(mesh: Mesh, corners: readonly Vec3[]): void {
  const first = mesh.positions.length / 3;
  for (const corner of corners) mesh.positions.push(...corner);
  for (let i = 2; i < corners.length; i++) mesh.indices.push(first, first + i - 1, first + i);
}

/** A flat polygon in (x, y), convex or not, facing whoever sees x to the right and y up; placed by `at`. */
export function addPolygon(
  mesh: Mesh,
  polygon: readonly (readonly [number, number])[],
  at: (x: number, y: number) => Vec3,
): void {
  const first = mesh.positions.length / 3;
  for (const [x, y] of polygon) mesh.positions.push(...at(x, y));
  addTriangles(mesh, polygon, first);
}

/** Triangulates corners that stand from `first` on, counter-clockwise in the polygon's own plane. */
function addTriangles(mesh: Mesh, polygon: readonly (readonly [number, number])[], first: number): void {
  const triangles = earcut(polygon.flat());
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = triangles.slice(i, i + 3) as [number, number, number];
    const [p, q, r] = [a, b, c].map((n) => polygon[n] as readonly [number, number]) as [
      readonly [number, number],
      readonly [number, number],
      readonly [number, number],
    ];
    const turn = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    mesh.indices.push(first + a, first + (turn > 0 ? b : c), first + (turn > 0 ? c : b));
  }
}

type Local = (u: number, v: number, w: number) => Vec3;

/** A box u0…u1, v0…v1, w0…w1. */
export function addBox(
  mesh: Mesh,
  at: Local,
  [u0, u1]: readonly [number, number],
  [v0, v1]: readonly [number, number],
  [w0, w1]: readonly [number, number],
): void {
  addPrism(
    mesh,
    [
      [u0, v0],
      [u1, v0],
      [u1, v1],
      [u0, v1],
    ],
    at,
    w0,
    w1,
  );
}

/** An upright prism over a polygon given counter-clockwise seen from above. */
export function addPrism(
  mesh: Mesh,
  polygon: readonly (readonly [number, number])[],
  at: Local,
  low: number | readonly number[],
  high: number | readonly number[],
): void {
  const area = polygon.reduce((sum, [x, y], i) => {
    const [nx, ny] = polygon[(i + 1) % polygon.length] as readonly [number, number];
    return sum + x * ny - y * nx;
  }, 0);
  const order = polygon.map((_, i) => (area < 0 ? polygon.length - 1 - i : i));
  const height = (heights: number | readonly number[], i: number) =>
    typeof heights === "number" ? heights : (heights[i] ?? 0);
  const corner = (i: number, top: boolean): Vec3 => {
    const [u, v] = polygon[i] as readonly [number, number];
    return at(u, v, height(top ? high : low, i));
  };
  order.forEach((i, k) => {
    const j = order[(k + 1) % order.length] as number;
    addFace(mesh, [corner(i, false), corner(j, false), corner(j, true), corner(i, true)]);
  });
  const flat = order.map((i) => polygon[i] as readonly [number, number]);
  const roof = mesh.positions.length / 3;
  for (const i of order) mesh.positions.push(...corner(i, true));
  addTriangles(mesh, flat, roof);
  // Closed below too: what hangs over the road is seen from there.
  const floor = mesh.positions.length / 3;
  for (const i of order) mesh.positions.push(...corner(i, false));
  const from = mesh.indices.length;
  addTriangles(mesh, flat, floor);
  for (let i = from; i < mesh.indices.length; i += 3) {
    const [b, c] = [mesh.indices[i + 1] as number, mesh.indices[i + 2] as number];
    mesh.indices[i + 1] = c;
    mesh.indices[i + 2] = b;
  }
}

/** An upright cylinder. */
export function addCylinder(
  mesh: Mesh,
  at: Local,
  radiusM: number,
  low: number,
  high: number,
  sides = 8,
): void {
  addPrism(mesh, circle(radiusM, sides), at, low, high);
}

export const circle = (radius: number, sides: number): [number, number][] =>
  Array.from({ length: sides }, (_, i) => {
    const angle = ((i + 0.5) * 2 * Math.PI) / sides;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
