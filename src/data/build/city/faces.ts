// Flat faces of a body to meshes in the anchor's ENU frame. A face is triangulated in its own plane, seen along its
// dominant axis; holes are kept, what has no area is left out and counted. A body whose volume comes out negative is
// turned inside out, so that its faces look outwards whatever the file's habit.

import earcut from "earcut";
import type { Face, SurfaceRole } from "../../../model/buildings/city-object.ts";
import type { CityMaterial, CityMesh } from "../../tiling/city/city-feature.ts";
import type { Colour, Look } from "./facade-by-use.ts";
import type { Placer } from "./place.ts";

export interface FaceMeshes {
  meshes: CityMesh[];
  /** Faces without an area or with fewer than three corners. */
  dropped: number;
  /** Faces whose triangles do not cover what their rings enclose, within 1 %. */
  doubtful: number;
  turned: boolean;
}

interface Bucket {
  material: CityMaterial;
  colour: Colour;
  image?: string;
  positions: number[];
  uvs: number[];
  indices: number[];
}

const STEEP = 0.5;

/** Newell's normal of rings, outer less holes; twice the area as its length. */
function newell(points: Float64Array, ends: readonly number[]): [number, number, number] {
  const n: [number, number, number] = [0, 0, 0];
  ends.forEach((end, r) => {
    const from = r === 0 ? 0 : (ends[r - 1] as number);
    const own: [number, number, number] = [0, 0, 0];
    for (let i = from, j = end - 3; i < end; j = i, i += 3) {
      const d = (k: number) => (points[j + k] as number) - (points[i + k] as number);
      const s = (k: number) =>
        (points[j + k] as number) + (points[i + k] as number) - 2 * (points[from + k] as number);
      own[0] += d(1) * s(2);
      own[1] += d(2) * s(0);
      own[2] += d(0) * s(1);
    }
    // A hole takes away from the face whichever way it runs.
    const along = own[0] * n[0] + own[1] * n[1] + own[2] * n[2];
    const sign = r === 0 ? 1 : along > 0 ? -1 : 1;
    for (const k of [0, 1, 2] as const) n[k] += sign * own[k];
  });
  return n;
}

/** Corners' triangles in the plane without the axis on which the face is broadest; in the face's own sense. */
function triangulate(
  points: Float64Array,
  ends: readonly number[],
  normal: readonly [number, number, number],
): { triangles: number[]; area2: number } {
  const size = normal.map(Math.abs) as [number, number, number];
  const axis = size[2] >= size[0] && size[2] >= size[1] ? 2 : size[1] >= size[0] ? 1 : 0;
  const [a, b] = axis === 2 ? [0, 1] : axis === 1 ? [2, 0] : [1, 2];
  const flat = new Float64Array((points.length / 3) * 2);
  for (let i = 0, j = 0; i < points.length; i += 3, j += 2) {
    flat[j] = (points[i + a] as number) - (points[a] as number);
    flat[j + 1] = (points[i + b] as number) - (points[b] as number);
  }
  const holes = ends.slice(0, -1).map((end) => end / 3);
  const triangles = earcut(flat, holes.length > 0 ? holes : undefined, 2) as number[];
  const forward = normal[axis] > 0;
  let area2 = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [p, q, r] = [triangles[i] as number, triangles[i + 1] as number, triangles[i + 2] as number];
    const twice =
      ((flat[q * 2] as number) - (flat[p * 2] as number)) *
        ((flat[r * 2 + 1] as number) - (flat[p * 2 + 1] as number)) -
      ((flat[r * 2] as number) - (flat[p * 2] as number)) *
        ((flat[q * 2 + 1] as number) - (flat[p * 2 + 1] as number));
    area2 += Math.abs(twice);
    if (twice > 0 !== forward) {
      triangles[i + 1] = r;
      triangles[i + 2] = q;
    }
  }
  return { triangles, area2: area2 / (size[axis] / Math.hypot(...normal)) };
}

const materialOf = (role: SurfaceRole | undefined, up: number, look: Look): CityMaterial => {
  if (role === "window") return "glass";
  if (role === "door") return "plain";
  if (role === "roof" || (role === undefined && up > STEEP)) return "roof";
  if (role === "ground" || role === "closure" || (role === undefined && up < -STEEP)) return "plain";
  return look.facade && Math.abs(up) < STEEP ? "facade" : "plain";
};

const GLASS: Colour = [110, 135, 150];

/** @param imageKey of one of the source's images */
export function facesToMeshes(
  faces: readonly Face[],
  placer: Placer,
  raiseM: number,
  look: Look,
  imageKey: (image: number) => string,
): FaceMeshes {
  const buckets = new Map<string, Bucket>();
  let dropped = 0;
  let doubtful = 0;
  let baseZ = Infinity;
  const placed = faces.map(({ rings }) => {
    const points = new Float64Array(rings.reduce((sum, ring) => sum + ring.length, 0));
    const ends: number[] = [];
    let at = 0;
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 3, at += 3)
        placer.place(ring[i] as number, ring[i + 1] as number, (ring[i + 2] as number) + raiseM, points, at);
      ends.push(at);
    }
    for (let i = 2; i < points.length; i += 3) baseZ = Math.min(baseZ, points[i] as number);
    return { points, ends };
  });
  const origin = placed[0]?.points ?? new Float64Array(3);
  let volume6 = 0;
  placed.forEach(({ points, ends }, f) => {
    const face = faces[f] as Face;
    const normal = newell(points, ends);
    const length = Math.hypot(...normal);
    if ((ends[0] ?? 0) < 9 || !(length > 2e-6)) {
      dropped += 1;
      return;
    }
    const { triangles, area2 } = triangulate(points, ends, normal);
    if (triangles.length === 0) {
      dropped += 1;
      return;
    }
    if (Math.abs(area2 - length) > 0.01 * length) doubtful += 1;
    const n = normal.map((v) => v / length) as [number, number, number];
    const image = face.texture ? imageKey(face.texture.image) : undefined;
    const material = image === undefined ? materialOf(face.role, n[2], look) : "picture";
    const colour =
      material === "picture"
        ? ([255, 255, 255] as const)
        : (face.colour ?? (material === "roof" ? look.roof : material === "glass" ? GLASS : look.wall));
    const key = `${material} ${colour.join(",")} ${image ?? ""}`;
    let bucket = buckets.get(key);
    if (!bucket) {
      bucket = {
        material,
        colour,
        ...(image !== undefined && { image }),
        positions: [],
        uvs: [],
        indices: [],
      };
      buckets.set(key, bucket);
    }
    const first = bucket.positions.length / 3;
    // Along a wall, left to right for who stands before it.
    const side = Math.hypot(n[0], n[1]) || 1;
    const [ux, uy] = [-n[1] / side, n[0] / side];
    const uvs = face.texture?.uvs.flatMap((ring) => [...ring]);
    for (let i = 0; i < points.length; i += 3) {
      const [x, y, z] = [points[i] as number, points[i + 1] as number, points[i + 2] as number];
      bucket.positions.push(x, y, z);
      if (material === "picture" && uvs) {
        const at = (i / 3) * 2;
        bucket.uvs.push(uvs[at] ?? 0, 1 - (uvs[at + 1] ?? 0));
      } else bucket.uvs.push((x - (points[0] as number)) * ux + (y - (points[1] as number)) * uy, z - baseZ);
    }
    for (let i = 0; i < triangles.length; i += 3) {
      const [a, b, c] = [triangles[i] as number, triangles[i + 1] as number, triangles[i + 2] as number];
      bucket.indices.push(first + a, first + b, first + c);
      const p = (v: number, k: number) =>
        (points[v * 3 + k] as number) - (k === 2 ? baseZ : (origin[k] as number));
      volume6 +=
        p(a, 0) * (p(b, 1) * p(c, 2) - p(b, 2) * p(c, 1)) +
        p(a, 1) * (p(b, 2) * p(c, 0) - p(b, 0) * p(c, 2)) +
        p(a, 2) * (p(b, 0) * p(c, 1) - p(b, 1) * p(c, 0));
    }
  });
  const turned = volume6 < 0;
  const meshes = [...buckets.values()].map(
    ({ material, colour, image, positions, uvs, indices }): CityMesh => {
      if (turned)
        for (let i = 0; i < indices.length; i += 3) {
          const b = indices[i + 1] as number;
          indices[i + 1] = indices[i + 2] as number;
          indices[i + 2] = b;
        }
      return {
        material,
        positions,
        indices,
        colour,
        ...((material === "facade" || material === "picture") && { uvs }),
        ...(material === "facade" && look.facade && { facade: look.facade }),
        ...(image !== undefined && { image }),
      };
    },
  );
  return { meshes, dropped, doubtful, turned };
}
