// One body along the road: a repeat without distance (railings, guard rails, walls, tunnel linings) as a closed ring that
// follows s, straight pieces no further from the curve than the tolerance. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { mix } from "../../../model/roads/placed-objects.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { ObjectRepeat, RoadObject } from "../../../model/roads/road-network.ts";
import { addFace, type Mesh } from "../solid-mesh.ts";

const CHORD_M = 0.01;
const LONGEST_M = 25;
const SHORTEST_M = 0.25;
const USUAL_M = 0.1;

type Ring = [Vec3, Vec3, Vec3, Vec3];

const bent = (a: Vec3, m: Vec3, b: Vec3) =>
  Math.hypot(m[0] - (a[0] + b[0]) / 2, m[1] - (a[1] + b[1]) / 2, m[2] - (a[2] + b[2]) / 2) > CHORD_M;

export function extrudeAlong(
  mesh: Mesh,
  line: ReferenceLine,
  object: RoadObject,
  repeat: ObjectRepeat,
): void {
  const own = object.widthM || 2 * (object.radiusM ?? 0);
  const [wide, wideEnd] = [
    repeat.widthStart || 2 * (repeat.radiusStart ?? 0) || own,
    repeat.widthEnd || 2 * (repeat.radiusEnd ?? 0) || repeat.widthStart || own,
  ];
  const { lengthM } = line.road;
  const first = Math.min(lengthM, Math.max(0, repeat.sM));
  const last = Math.min(lengthM, Math.max(0, repeat.sM + repeat.lengthM));
  if (last - first < 1e-3) return;
  const ring = (s: number): Ring => {
    const w = (s - repeat.sM) / repeat.lengthM;
    const t = mix(repeat.tStart, repeat.tEnd, w);
    const low = mix(repeat.zOffsetStart, repeat.zOffsetEnd, w);
    const high = low + (mix(repeat.heightStart, repeat.heightEnd, w) || object.heightM || USUAL_M);
    const half = (mix(wide, wideEnd, w) || USUAL_M) / 2;
    return [
      line.point(s, t - half, low),
      line.point(s, t + half, low),
      line.point(s, t + half, high),
      line.point(s, t - half, high),
    ];
  };
  const rings: Ring[] = [ring(first)];
  const split = (s0: number, r0: Ring, s1: number, r1: Ring): void => {
    const half = (s0 + s1) / 2;
    const span = s1 - s0;
    if (span > SHORTEST_M) {
      const middle = ring(half);
      if (span > LONGEST_M || bent(r0[0], middle[0], r1[0]) || bent(r0[1], middle[1], r1[1])) {
        split(s0, r0, half, middle);
        split(half, middle, s1, r1);
        return;
      }
    }
    rings.push(r1);
  };
  split(first, rings[0] as Ring, last, ring(last));
  // Each side joined in one strip of shared corners: one continuous body.
  for (let side = 0; side < 4; side++) {
    const base = mesh.positions.length / 3;
    for (const each of rings)
      mesh.positions.push(...each[side as 0 | 1 | 2 | 3], ...each[((side + 1) % 4) as 0]);
    for (let i = 1; i < rings.length; i++) {
      const k = base + 2 * i;
      mesh.indices.push(k - 2, k - 1, k, k, k - 1, k + 1);
    }
  }
  const [a, b] = [rings[0] as Ring, rings.at(-1) as Ring];
  addFace(mesh, [a[0], a[3], a[2], a[1]]);
  addFace(mesh, [b[0], b[1], b[2], b[3]]);
}
