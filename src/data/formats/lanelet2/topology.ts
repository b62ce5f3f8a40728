// How lanelets hang together: which follows which (they share both end points, Lanelet2 LaneletPrimitives.md), where they
// fan out or in, and which cross in one plane: those are the lanes of junctions.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { isMotorLaneType } from "../../../model/roads/lane-direction.ts";
import { isTwoWay, laneType } from "./lanelet-rules.ts";
import { type Lanelet, planLength, segmentsCross } from "./lanelets.ts";

/** End points closer than this are one. */
const SAME_M = 0.01;
/** A lane that fans out or in and is longer than this is a road of its own. */
const CONNECTING_M = 60;
const CLEARANCE_M = 3;
const CELL_M = 32;

/** "x y" of a place on a grid of SAME_M. */
const key = ([x, y]: Vec3) => `${Math.round(x / SAME_M)} ${Math.round(y / SAME_M)}`;
export const endKey = (left: Vec3, right: Vec3): string => `${key(left)} ${key(right)}`;

/** A lanelet in one of its directions of travel. */
export interface Passage {
  lanelet: Lanelet;
  forward: boolean;
}

export interface Topology {
  next(passage: Passage): Passage[];
  /** Ids of lanelets that are lanes of junctions. */
  connecting: Set<string>;
  /** Pairs of connecting lanelets that share ground. */
  crossing: [string, string][];
}

const first = (points: readonly Vec3[]) => points[0] as Vec3;
const last = (points: readonly Vec3[]) => points.at(-1) as Vec3;

/** Where one comes in, as its driver sees left and right. */
const entryKey = ({ lanelet: { left, right }, forward }: Passage) =>
  forward ? endKey(first(left.points), first(right.points)) : endKey(last(right.points), last(left.points));
const exitKey = ({ lanelet: { left, right }, forward }: Passage) =>
  forward ? endKey(last(left.points), last(right.points)) : endKey(first(right.points), first(left.points));

export const passages = (lanelet: Lanelet): Passage[] =>
  isTwoWay(lanelet.tags)
    ? [
        { lanelet, forward: true },
        { lanelet, forward: false },
      ]
    : [{ lanelet, forward: true }];

/** A middle line good enough to see what crosses: the two sides by their share of length. */
export function middleLine({ left, right }: Lanelet): Vec3[] {
  const count = Math.max(left.points.length, right.points.length, 3);
  const at = (points: readonly Vec3[], share: number): Vec3 => {
    const goal = planLength(points) * share;
    let done = 0;
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1] as Vec3, points[i] as Vec3];
      const span = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (done + span >= goal && span > 0) {
        const w = (goal - done) / span;
        return [a[0] + w * (b[0] - a[0]), a[1] + w * (b[1] - a[1]), a[2] + w * (b[2] - a[2])];
      }
      done += span;
    }
    return last(points);
  };
  return Array.from({ length: count }, (_, i) => {
    const [l, r] = [at(left.points, i / (count - 1)), at(right.points, i / (count - 1))];
    return [(l[0] + r[0]) / 2, (l[1] + r[1]) / 2, (l[2] + r[2]) / 2];
  });
}

/** Pairs whose middle lines cross at one level. */
function crossingPairs(lanelets: readonly Lanelet[]): [Lanelet, Lanelet][] {
  const lines = lanelets.map(middleLine);
  const cells = new Map<string, { lanelet: number; segment: number }[]>();
  const pairs = new Map<string, [Lanelet, Lanelet]>();
  lines.forEach((line, lanelet) => {
    for (let segment = 1; segment < line.length; segment++) {
      const [a, b] = [line[segment - 1] as Vec3, line[segment] as Vec3];
      const [x0, x1] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])].map((v) => Math.floor(v / CELL_M)) as [
        number,
        number,
      ];
      const [y0, y1] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])].map((v) => Math.floor(v / CELL_M)) as [
        number,
        number,
      ];
      for (let x = x0; x <= x1; x++)
        for (let y = y0; y <= y1; y++) {
          const cell = `${x} ${y}`;
          const list = cells.get(cell) ?? [];
          for (const other of list) {
            if (other.lanelet === lanelet || pairs.has(`${other.lanelet} ${lanelet}`)) continue;
            const theirs = lines[other.lanelet] as Vec3[];
            const [c, d] = [theirs[other.segment - 1] as Vec3, theirs[other.segment] as Vec3];
            if (Math.abs((a[2] + b[2]) / 2 - (c[2] + d[2]) / 2) > CLEARANCE_M) continue;
            if (segmentsCross(a, b, c, d))
              pairs.set(`${other.lanelet} ${lanelet}`, [
                lanelets[other.lanelet] as Lanelet,
                lanelets[lanelet] as Lanelet,
              ]);
          }
          list.push({ lanelet, segment });
          cells.set(cell, list);
        }
    }
  });
  return [...pairs.values()];
}

export function topology(lanelets: readonly Lanelet[]): Topology {
  const motor = lanelets.filter(({ tags }) => isMotorLaneType(laneType(tags)));
  const entries = new Map<string, Passage[]>();
  for (const passage of lanelets.flatMap(passages)) {
    const own = entryKey(passage);
    entries.set(own, [...(entries.get(own) ?? []), passage]);
  }
  const isMotor = new Set(motor.map(({ id }) => id));
  const next = (passage: Passage) =>
    (entries.get(exitKey(passage)) ?? []).filter(
      ({ lanelet }) =>
        lanelet.id !== passage.lanelet.id && isMotor.has(lanelet.id) === isMotor.has(passage.lanelet.id),
    );

  const connecting = new Set<string>();
  const short = ({ left, right }: Lanelet) =>
    (planLength(left.points) + planLength(right.points)) / 2 <= CONNECTING_M;
  const arrivals = new Map<string, { to: Passage; from: Passage[] }>();
  for (const passage of motor.flatMap(passages)) {
    const following = next(passage);
    if (following.length > 1)
      for (const { lanelet } of following) if (short(lanelet)) connecting.add(lanelet.id);
    for (const to of following) {
      const name = `${to.lanelet.id} ${to.forward}`;
      const arrival = arrivals.get(name) ?? { to, from: [] };
      arrival.from.push(passage);
      arrivals.set(name, arrival);
    }
  }
  for (const { from } of arrivals.values())
    if (from.length > 1) for (const { lanelet } of from) if (short(lanelet)) connecting.add(lanelet.id);
  const crossing: [string, string][] = [];
  for (const [a, b] of crossingPairs(motor)) {
    connecting.add(a.id).add(b.id);
    crossing.push([a.id, b.id]);
  }
  return { next, connecting, crossing };
}
