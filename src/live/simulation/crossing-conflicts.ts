// Which lanes of a junction cross: pairs whose swept widths meet although they share neither start nor end. A vehicle
// holds a lane until its rear has left the last place where something crosses it. Distances in metres along the lane.

import type { LaneGraph, LaneNode } from "../../model/roads/lane-graph.ts";

export interface Crossing {
  other: number;
  /** Distance along the own lane at which the shared place begins. */
  ownStartM: number;
  /** Distance along the other lane at which the shared place ends. */
  otherClearM: number;
}

export interface Crossings {
  /** Node → what crosses it. */
  conflicts: Map<number, Crossing[]>;
  /** Node → distance at which the last crossing place ends. */
  clearM: Map<number, number>;
}

const STEP_M = 1.5;
const SWEPT_M = 2.2;

function places(node: LaneNode): [number, number, number, number][] {
  const out: [number, number, number, number][] = [];
  let k = 0;
  for (let d = 0; d <= node.lengthM; d += STEP_M) {
    while (k < node.at.length - 2 && (node.at[k + 1] as number) < d) k++;
    const a = node.at[k] as number;
    const w = Math.min(1, (d - a) / ((node.at[k + 1] as number) - a || 1));
    const mix = (axis: number) =>
      (1 - w) * (node.points[k * 3 + axis] as number) + w * (node.points[k * 3 + 3 + axis] as number);
    out.push([mix(0), mix(1), mix(2), d]);
  }
  return out;
}

/** Whether a lane begins within a few metres of another's end, on the way on from it. */
function follows(nodes: readonly LaneNode[], before: LaneNode, after: LaneNode): boolean {
  let front = before.next.map((index) => ({ index, aheadM: 0 }));
  while (front.length > 0) {
    if (front.some(({ index }) => index === after.index)) return true;
    front = front.flatMap(({ index, aheadM }) => {
      const passed = aheadM + (nodes[index]?.lengthM ?? 0);
      if (passed > 2 * SWEPT_M) return [];
      return (nodes[index]?.next ?? []).map((next) => ({ index: next, aheadM: passed }));
    });
  }
  return false;
}

export function crossings({ nodes }: LaneGraph): Crossings {
  const conflicts = new Map<number, Crossing[]>();
  const clearM = new Map<number, number>();
  const groups = new Map<string, LaneNode[]>();
  for (const node of nodes) {
    if (node.junctionId === undefined) continue;
    const list = groups.get(node.junctionId);
    if (list) list.push(node);
    else groups.set(node.junctionId, [node]);
  }
  const shares = (a: number[], b: number[]) => a.some((n) => b.includes(n));
  for (const group of groups.values()) {
    const sampled = group.map(places);
    for (let i = 0; i < group.length; i++)
      for (let j = i + 1; j < group.length; j++) {
        const [a, b] = [group[i] as LaneNode, group[j] as LaneNode];
        if (a.roadId === b.roadId && a.section !== b.section) continue;
        // Side by side from one road, or joining: followers and merges are the driver's business.
        if (shares(a.previous, b.previous) || shares(a.next, b.next)) continue;
        // One after the other: a map may cut the way through a junction into pieces.
        if (follows(nodes, a, b) || follows(nodes, b, a)) continue;
        let [firstA, firstB] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
        let [lastA, lastB] = [-1, -1];
        for (const p of sampled[i] ?? [])
          for (const q of sampled[j] ?? []) {
            if (Math.abs(p[0] - q[0]) > SWEPT_M || Math.abs(p[1] - q[1]) > SWEPT_M) continue;
            if (Math.hypot(p[0] - q[0], p[1] - q[1]) > SWEPT_M || Math.abs(p[2] - q[2]) > 2.5) continue;
            firstA = Math.min(firstA, p[3]);
            firstB = Math.min(firstB, q[3]);
            lastA = Math.max(lastA, p[3]);
            lastB = Math.max(lastB, q[3]);
          }
        if (lastA < 0) continue;
        for (const [own, other, first, last, otherLast] of [
          [a, b, firstA, lastA, lastB],
          [b, a, firstB, lastB, lastA],
        ] as const) {
          const crossing = {
            other: other.index,
            ownStartM: Math.max(0, first - SWEPT_M),
            otherClearM: otherLast + SWEPT_M,
          };
          const list = conflicts.get(own.index);
          if (list) list.push(crossing);
          else conflicts.set(own.index, [crossing]);
          clearM.set(own.index, Math.max(clearM.get(own.index) ?? 0, last + SWEPT_M));
        }
      }
  }
  return { conflicts, clearM };
}
