// The ground of a junction between its lanes: the convex hull of where its roads end, a little below the lanes, so that
// nothing shows through. Left out where the hull is much more than the lanes' own ground (ramps, motorways).

import type { Vec3 } from "../geo/frames.ts";
import { laneGeometry } from "./lane-geometry.ts";
import type { ReferenceLine } from "./reference-line.ts";

const BELOW_M = 0.02;
const MOST_ACROSS_M = 160;
const MOST_TIMES = 2.2;
const MOST_HIGH_M = 1.5;

/** Counter-clockwise hull (Andrew's monotone chain). */
export function convexHull(points: readonly Vec3[]): Vec3[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o: Vec3, a: Vec3, b: Vec3) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const chain = (list: Vec3[]) => {
    const out: Vec3[] = [];
    for (const p of list) {
      while (out.length > 1 && turn(out.at(-2) as Vec3, out.at(-1) as Vec3, p) <= 1e-9) out.pop();
      out.push(p);
    }
    out.pop();
    return out;
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

/** Where a junction's connecting roads reach, in plan, counter-clockwise, and the ground their lanes cover. */
export function junctionHull(
  connecting: ReferenceLine[],
): { hull: Vec3[]; lowM: number; highM: number; laneM2: number } | undefined {
  const points: Vec3[] = [];
  let laneM2 = 0;
  for (const line of connecting)
    for (const section of line.road.sections)
      for (const lane of section.lanes) {
        if (lane.id === 0) continue;
        const geometry = laneGeometry(line, section, lane);
        if (lane.polyline) points.push(...lane.polyline.left, ...lane.polyline.right);
        const middle = (section.sM + section.endM) / 2;
        const [l, r] = [geometry.edge("left", middle), geometry.edge("right", middle)];
        laneM2 += Math.hypot(l[0] - r[0], l[1] - r[1]) * (section.endM - section.sM);
        for (const s of [section.sM, middle, section.endM])
          points.push(geometry.edge("left", s), geometry.edge("right", s));
      }
  const hull = convexHull(points);
  if (hull.length < 3) return undefined;
  const zs = points.map(([, , z]) => z);
  return { hull, lowM: Math.min(...zs), highM: Math.max(...zs), laneM2 };
}

/** The flat ground of a junction in the dataset's plane; undefined where none is drawn. */
export function junctionGround(connecting: ReferenceLine[]): { hull: Vec3[]; zM: number } | undefined {
  const reach = connecting.length < 3 ? undefined : junctionHull(connecting);
  if (!reach) return undefined;
  const { hull, lowM, highM, laneM2 } = reach;
  const area =
    hull.reduce((sum, p, i) => {
      const q = hull[(i + 1) % hull.length] as Vec3;
      return sum + p[0] * q[1] - p[1] * q[0];
    }, 0) / 2;
  const xs = hull.map(([x]) => x);
  const ys = hull.map(([, y]) => y);
  const across = Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (area > MOST_TIMES * laneM2 || across > MOST_ACROSS_M || highM - lowM > MOST_HIGH_M) return undefined;
  return { hull, zM: lowM - BELOW_M };
}
