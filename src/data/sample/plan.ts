// Where the sample's roads lie: a plan view grows piece by piece from a pose. Metres and radians in the projected
// plane; every pose is rounded to the micrometre, so that files agree byte for byte.

import { planCurve } from "../../model/roads/plan-curve.ts";
import type { PlanGeometry, PlanShape } from "../../model/roads/road-network.ts";
import { type Node, node } from "./xml-writer.ts";

export interface Pose {
  x: number;
  y: number;
  headingRad: number;
}

export interface Plan {
  pieces: PlanGeometry[];
  lengthM: number;
  start: Pose;
  end: Pose;
}

const TURN = 2 * Math.PI;
const micrometre = (v: number) => Math.round(v * 1e6) / 1e6;
const rounded = ({ x, y, headingRad }: Pose): Pose => ({
  x: micrometre(x),
  y: micrometre(y),
  headingRad: Math.round((headingRad - TURN * Math.round(headingRad / TURN)) * 1e10) / 1e10,
});

/** A point beside a pose: metres ahead and to the right. */
export function beside({ x, y, headingRad }: Pose, aheadM: number, rightM: number, turnRad = 0): Pose {
  const c = Math.cos(headingRad);
  const s = Math.sin(headingRad);
  return rounded({
    x: x + aheadM * c + rightM * s,
    y: y + aheadM * s - rightM * c,
    headingRad: headingRad + turnRad,
  });
}

/** Pieces one after another from a pose; lengths in metres. */
export function plan(start: Pose, pieces: { shape: PlanShape; lengthM: number }[]): Plan {
  let pose = rounded(start);
  let s = 0;
  const out: PlanGeometry[] = [];
  for (const { shape, lengthM } of pieces) {
    const length = micrometre(lengthM);
    if (length < 1e-3) continue;
    const geometry: PlanGeometry = {
      sM: s,
      x: pose.x,
      y: pose.y,
      headingRad: pose.headingRad,
      lengthM: length,
      shape,
    };
    out.push(geometry);
    const end = planCurve(geometry)(length);
    pose = rounded({ ...beside(pose, end.u, -end.v), headingRad: pose.headingRad + end.turnRad });
    s = micrometre(s + length);
  }
  return { pieces: out, lengthM: s, start: rounded(start), end: pose };
}

/** A curve to one side and back to the same heading: clothoid, arc, clothoid, mirrored. */
export function swing(
  curvature: number,
  spiralM: number,
  arcM: number,
): { shape: PlanShape; lengthM: number }[] {
  const half = (k: number) => [
    { shape: { kind: "spiral", curvStart: 0, curvEnd: k } as const, lengthM: spiralM },
    { shape: { kind: "arc", curvature: k } as const, lengthM: arcM },
    { shape: { kind: "spiral", curvStart: k, curvEnd: 0 } as const, lengthM: spiralM },
  ];
  return [...half(curvature), ...half(-curvature)];
}

/** From one pose to another by a straight line, an arc that touches both, and a straight line. */
export function turnBetween(from: Pose, to: Pose): Plan {
  const turn = Math.atan2(
    Math.sin(to.headingRad - from.headingRad),
    Math.cos(to.headingRad - from.headingRad),
  );
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (Math.abs(turn) < 1e-6) return plan(from, [{ shape: { kind: "line" }, lengthM: Math.hypot(dx, dy) }]);
  // Where the two tangents meet, from either end.
  const sine = Math.sin(turn);
  const ahead = (dx * Math.sin(to.headingRad) - dy * Math.cos(to.headingRad)) / sine;
  const behind = (dy * Math.cos(from.headingRad) - dx * Math.sin(from.headingRad)) / sine;
  const tangent = Math.min(ahead, behind);
  const radius = tangent / Math.tan(Math.abs(turn) / 2);
  return plan(from, [
    { shape: { kind: "line" }, lengthM: ahead - tangent },
    {
      shape: { kind: "arc", curvature: Math.round((Math.sign(turn) / radius) * 1e12) / 1e12 },
      lengthM: radius * Math.abs(turn),
    },
    { shape: { kind: "line" }, lengthM: behind - tangent },
  ]);
}

export function planView({ pieces }: Plan): Node {
  return node(
    "planView",
    {},
    pieces.map(({ sM, x, y, headingRad, lengthM, shape }) =>
      node("geometry", { s: sM, x, y, hdg: headingRad, length: lengthM }, [
        shape.kind === "arc"
          ? node("arc", { curvature: shape.curvature })
          : shape.kind === "spiral"
            ? node("spiral", { curvStart: shape.curvStart, curvEnd: shape.curvEnd })
            : node("line"),
      ]),
    ),
  );
}

/** A profile from one height to another, level at both ends. */
export function profile(fromM: number, toM: number, lengthM: number): Node {
  const rise = toM - fromM;
  const l2 = lengthM * lengthM;
  return node("elevationProfile", {}, [
    node("elevation", { s: 0, a: fromM, b: 0, c: (3 * rise) / l2, d: (-2 * rise) / (l2 * lengthM) }),
  ]);
}

const ROUNDED_M = 20;
/** Records this far apart: readers that draw chords between records stay within 2 mm of the parabola. */
const RECORD_M = 5;

/** A profile of one grade, rounded to level by parabolas at both ends. */
export function gradedProfile(fromM: number, toM: number, lengthM: number): Node {
  const rise = toM - fromM;
  const roundM = Math.min(ROUNDED_M, lengthM / 3);
  if (Math.abs(rise) < 1e-6)
    return node("elevationProfile", {}, [node("elevation", { s: 0, a: fromM, b: 0, c: 0, d: 0 })]);
  const grade = rise / (lengthM - roundM);
  const bend = grade / (2 * roundM);
  const count = Math.ceil(roundM / RECORD_M);
  const rounded = Array.from({ length: count }, (_, i) => (i * roundM) / count);
  const foot = (grade * roundM) / 2;
  const fromEndM = lengthM - roundM;
  return node("elevationProfile", {}, [
    ...rounded.map((s) => node("elevation", { s, a: fromM + bend * s * s, b: 2 * bend * s, c: bend, d: 0 })),
    node("elevation", { s: roundM, a: fromM + foot, b: grade, c: 0, d: 0 }),
    ...rounded.map((s) => {
      const leftM = roundM - s;
      return node("elevation", {
        s: fromEndM + s,
        a: toM - bend * leftM * leftM,
        b: 2 * bend * leftM,
        c: -bend,
        d: 0,
      });
    }),
  ]);
}
