// Walls straight up over footprints, a lid, and a floor where the body hangs above the ground. In: rings in the file's
// system; out: meshes in the anchor's ENU frame, metres. Upright is the ellipsoid's normal at the footprint's first corner.

import earcut from "earcut";
import type { Footprint } from "../../../model/buildings/city-object.ts";
import type { CityMesh } from "../../tiling/city/city-feature.ts";
import type { Look } from "./facade-by-use.ts";
import type { Placer } from "./place.ts";

export interface Raised {
  /** Ellipsoidal less the placer's geoid height, as the file has heights. */
  baseM: number;
  heightM: number;
  floor: boolean;
}

const planArea2 = (p: Float64Array, from: number, to: number): number => {
  let sum = 0;
  for (let i = from, j = to - 3; i < to; j = i, i += 3)
    sum +=
      ((p[j] as number) - (p[from] as number)) * ((p[i + 1] as number) - (p[from + 1] as number)) -
      ((p[i] as number) - (p[from] as number)) * ((p[j + 1] as number) - (p[from + 1] as number));
  return sum;
};

function reverse(p: Float64Array, from: number, to: number): void {
  for (let a = from, b = to - 3; a < b; a += 3, b -= 3)
    for (let k = 0; k < 3; k++) {
      const v = p[a + k] as number;
      p[a + k] = p[b + k] as number;
      p[b + k] = v;
    }
}

/** A footprint's corners on its base, outer ring counter-clockwise, holes clockwise, and where each ring ends. */
export function placeFootprint(
  footprint: Footprint,
  placer: Placer,
  baseM: number,
): { base: Float64Array; ends: number[] } {
  const base = new Float64Array(footprint.reduce((sum, ring) => sum + (ring.length / 2) * 3, 0));
  const ends: number[] = [];
  let at = 0;
  for (const [r, ring] of footprint.entries()) {
    const from = at;
    for (let i = 0; i < ring.length; i += 2, at += 3)
      placer.place(ring[i] as number, ring[i + 1] as number, baseM, base, at);
    if (planArea2(base, from, at) > 0 !== (r === 0)) reverse(base, from, at);
    ends.push(at);
  }
  return { base, ends };
}

export const footprintArea = (base: Float64Array, ends: readonly number[]): number =>
  ends.reduce((sum, end, r) => sum + planArea2(base, r === 0 ? 0 : (ends[r - 1] as number), end) / 2, 0);

/** Triangles of the lid, counter-clockwise from above. */
function lidOf(base: Float64Array, ends: readonly number[]): number[] {
  const flat = new Float64Array((base.length / 3) * 2);
  const [x0, y0] = [base[0] as number, base[1] as number];
  for (let i = 0, j = 0; i < base.length; i += 3, j += 2) {
    flat[j] = (base[i] as number) - x0;
    flat[j + 1] = (base[i + 1] as number) - y0;
  }
  const holes = ends.slice(0, -1).map((end) => end / 3);
  const triangles = earcut(flat, holes.length > 0 ? holes : undefined, 2) as number[];
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [triangles[i] as number, triangles[i + 1] as number, triangles[i + 2] as number];
    const twice =
      ((flat[b * 2] as number) - (flat[a * 2] as number)) *
        ((flat[c * 2 + 1] as number) - (flat[a * 2 + 1] as number)) -
      ((flat[c * 2] as number) - (flat[a * 2] as number)) *
        ((flat[b * 2 + 1] as number) - (flat[a * 2 + 1] as number));
    if (twice < 0) {
      triangles[i + 1] = c;
      triangles[i + 2] = b;
    }
  }
  return triangles;
}

/** @param placed what placeFootprint gave for `raised.baseM` */
export function extrude(
  { base, ends }: { base: Float64Array; ends: readonly number[] },
  up: readonly [number, number, number],
  { heightM, floor }: Raised,
  look: Look,
): CityMesh[] {
  const corners = base.length / 3;
  const wallCorners = (corners + ends.length) * 2;
  const positions = new Float64Array(wallCorners * 3);
  const uvs = new Float32Array(wallCorners * 2);
  const indices = new Uint32Array(corners * 6);
  let v = 0;
  let n = 0;
  for (const [r, end] of ends.entries()) {
    const from = r === 0 ? 0 : (ends[r - 1] as number);
    let along = 0;
    for (let i = from; i <= end; i += 3) {
      const at = i === end ? from : i;
      if (i > from) {
        const dx = (base[at] as number) - (base[i - 3] as number);
        const dy = (base[at + 1] as number) - (base[i - 2] as number);
        along += Math.sqrt(dx * dx + dy * dy);
      }
      for (let k = 0; k < 3; k++) {
        positions[v * 3 + k] = base[at + k] as number;
        positions[v * 3 + 3 + k] = (base[at + k] as number) + (up[k] as number) * heightM;
      }
      uvs[v * 2] = along;
      uvs[v * 2 + 2] = along;
      uvs[v * 2 + 3] = heightM;
      if (i < end) {
        // Beginning at the upper corner: vertices then come down one edge and up the next, which compresses to half.
        indices[n] = v + 1;
        indices[n + 1] = v;
        indices[n + 2] = v + 2;
        indices[n + 3] = v + 1;
        indices[n + 4] = v + 2;
        indices[n + 5] = v + 3;
        n += 6;
      }
      v += 2;
    }
  }
  const lid = lidOf(base, ends);
  const top = new Float64Array(base.length);
  for (let i = 0; i < base.length; i++) top[i] = (base[i] as number) + (up[i % 3] as number) * heightM;
  const meshes: CityMesh[] = [
    {
      material: look.facade ? "facade" : "plain",
      positions,
      indices,
      colour: look.wall,
      uvs,
      ...(look.facade && { facade: look.facade }),
    },
    { material: "roof", positions: top, indices: lid, colour: look.roof },
  ];
  if (floor) {
    const under = lid.slice();
    for (let i = 0; i < under.length; i += 3) {
      const b = under[i + 1] as number;
      under[i + 1] = under[i + 2] as number;
      under[i + 2] = b;
    }
    meshes.push({ material: "plain", positions: base, indices: under, colour: look.wall });
  }
  return meshes;
}
