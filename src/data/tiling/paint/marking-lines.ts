// The <markings> of an object: stripes along the sides of its ground plan, as the file states them. Plane measures of the
// object, u forward, v left, metres.

import type { RoadObject } from "../../../model/roads/road-network.ts";
import type { Point, Polygon } from "./drape.ts";
import type { GroundPlan } from "./object-outline.ts";

type Marking = RoadObject["markings"][number];

/** Corners of a side of the bounding box, seen in the object's direction. */
function sideOf(side: string, polygon: Polygon): Polygon {
  const us = polygon.map(([u]) => u);
  const vs = polygon.map(([, v]) => v);
  const [u0, u1, v0, v1] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)];
  const sides: Record<string, Polygon> = {
    front: [
      [u1, v0],
      [u1, v1],
    ],
    rear: [
      [u0, v0],
      [u0, v1],
    ],
    left: [
      [u0, v1],
      [u1, v1],
    ],
    right: [
      [u0, v0],
      [u1, v0],
    ],
  };
  return sides[side] ?? [];
}

function dash(a: Point, b: Point, from: number, to: number, half: number): Polygon {
  const long = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [du, dv] = [(b[0] - a[0]) / long, (b[1] - a[1]) / long];
  const at = (along: number, across: number): Point => [
    a[0] + du * along - dv * across,
    a[1] + dv * along + du * across,
  ];
  return [at(from, -half), at(to, -half), at(to, half), at(from, half)];
}

/** Stripes of one marking; the dash goes on around the corners. */
export function markingLines(marking: Marking, plan: GroundPlan): Polygon[] {
  const chain =
    marking.corners.length > 1
      ? marking.corners.flatMap((id) => {
          const index = plan.corners.get(id);
          return index === undefined ? [] : [plan.polygon[index] as Point];
        })
      : sideOf(marking.side ?? "", plan.polygon);
  const half = (marking.widthM > 0 ? marking.widthM : 0.1) / 2;
  const lengths = chain.slice(1).map((b, i) => {
    const a = chain[i] as Point;
    return Math.hypot(b[0] - a[0], b[1] - a[1]);
  });
  const total = lengths.reduce((sum, each) => sum + each, 0);
  const end = total - marking.stopOffsetM;
  const dashed = marking.spaceLengthM > 0 && marking.lineLengthM > 0;
  const period = Math.max(0.02, marking.lineLengthM + marking.spaceLengthM);
  const out: Polygon[] = [];
  for (let from = marking.startOffsetM; from < end - 1e-6; from += dashed ? period : total) {
    const to = dashed ? Math.min(end, from + marking.lineLengthM) : end;
    let at = 0;
    for (const [i, long] of lengths.entries()) {
      const [a, b] = [Math.max(from, at) - at, Math.min(to, at + long) - at];
      if (b - a > 1e-4) out.push(dash(chain[i] as Point, chain[i + 1] as Point, a, b, half));
      at += long;
    }
    if (!dashed) break;
  }
  return out;
}
