// Things known by their own corners in the dataset's plane: flat areas, bodies drawn up from a line, strips of paint along
// one. Heights are the corners' own. Metres.

import earcut from "earcut";
import type { Vec3 } from "../../model/geo/frames.ts";
import { type EdgeCourse, edgeCourse, stationsOf } from "./paint/edge-course.ts";
import { addFace, type Mesh } from "./solid-mesh.ts";

/** A polygon with holes (rings of any turn), seen from above, upM over its corners. */
export function addArea(mesh: Mesh, rings: readonly (readonly Vec3[])[], upM = 0): void {
  const corners = rings.flat();
  const holes: number[] = [];
  for (let at = 0, i = 0; i + 1 < rings.length; i++) {
    at += (rings[i] as readonly Vec3[]).length;
    holes.push(at);
  }
  const [ox, oy] = corners[0] ?? [0, 0];
  const triangles = earcut(
    corners.flatMap(([x, y]) => [x - ox, y - oy]),
    holes,
  );
  const first = mesh.positions.length / 3;
  for (const [x, y, z] of corners) mesh.positions.push(x, y, z + upM);
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = triangles.slice(i, i + 3) as [number, number, number];
    const [p, q, r] = [corners[a], corners[b], corners[c]] as [Vec3, Vec3, Vec3];
    const turn = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    mesh.indices.push(first + a, first + (turn > 0 ? b : c), first + (turn > 0 ? c : b));
  }
}

/** A strip of a width along a line, from a to b of its length, upM over it. */
export function addStrip(
  mesh: Mesh,
  course: EdgeCourse,
  widthM: number,
  upM: number,
  a = 0,
  b = course.lengthM,
  asideM = 0,
): void {
  const stations = stationsOf(course, a, b);
  for (const [i, d] of stations.entries()) {
    mesh.positions.push(...course.at(d, asideM + widthM / 2, upM), ...course.at(d, asideM - widthM / 2, upM));
    const k = mesh.positions.length / 3;
    if (i > 0) mesh.indices.push(k - 4, k - 3, k - 2, k - 2, k - 3, k - 1);
  }
}

/** A closed body of a width from lowM to highM over a line. */
export function addRail(
  mesh: Mesh,
  points: readonly Vec3[],
  widthM: number,
  lowM: number,
  highM: number,
): void {
  const course = edgeCourse(points);
  if (course.lengthM < 1e-3) return;
  addStrip(mesh, course, widthM, highM);
  const stations = stationsOf(course, 0, course.lengthM);
  for (const side of [1, -1] as const) {
    const first = mesh.positions.length / 3;
    for (const [i, d] of stations.entries()) {
      const aside = (side * widthM) / 2;
      mesh.positions.push(...course.at(d, aside, lowM), ...course.at(d, aside, highM));
      const k = first + 2 * i;
      if (i === 0) continue;
      // Seen from the left of the line the run of the line goes to the left.
      if (side > 0) mesh.indices.push(k, k - 2, k - 1, k, k - 1, k + 1);
      else mesh.indices.push(k - 2, k, k + 1, k - 2, k + 1, k - 1);
    }
  }
  const cap = (d: number, front: boolean) => {
    const [l, r] = [widthM / 2, -widthM / 2];
    const face = [
      course.at(d, l, lowM),
      course.at(d, r, lowM),
      course.at(d, r, highM),
      course.at(d, l, highM),
    ];
    addFace(mesh, front ? face.reverse() : face);
  };
  cap(0, true);
  cap(course.lengthM, false);
}
