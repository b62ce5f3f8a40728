// Lanes that go round: a short way from a lane back to its own start that turns once about, the way traffic of its side
// turns in a roundabout. Found by geometry, because maps cut roundabouts into roads and junctions in many ways.

import type { LaneGraph, LaneNode } from "./lane-graph.ts";

/** Longer ways back to the same place are blocks of houses. */
const MOST_ROUND_M = 220;
/** A whole turn is 2π; a roundabout's lanes come near it. */
const LEAST_TURN_RAD = 1.7 * Math.PI;
const MOST_TURN_RAD = 2.3 * Math.PI;

function turning({ points }: LaneNode): { first: number; last: number; turnRad: number } {
  let [first, last, turnRad] = [Number.NaN, Number.NaN, 0];
  for (let i = 3; i < points.length; i += 3) {
    const dx = (points[i] as number) - (points[i - 3] as number);
    const dy = (points[i + 1] as number) - (points[i - 2] as number);
    if (Math.hypot(dx, dy) < 1e-3) continue;
    const heading = Math.atan2(dy, dx);
    if (Number.isNaN(first)) first = heading;
    else turnRad += wrapped(heading - last);
    last = heading;
  }
  return { first, last, turnRad };
}

const wrapped = (rad: number) => rad - 2 * Math.PI * Math.round(rad / (2 * Math.PI));

/** Indices of the nodes on the shortest way from a node back to itself; undefined when there is none short enough. */
function wayRound({ nodes }: LaneGraph, start: number): number[] | undefined {
  const length = (index: number) => nodes[index]?.lengthM ?? 0;
  const best = new Map<number, number>([[start, length(start)]]);
  const from = new Map<number, number>();
  const open = new Set<number>([start]);
  while (open.size > 0) {
    const [node] = [...open].sort((a, b) => (best.get(a) as number) - (best.get(b) as number)) as [number];
    open.delete(node);
    for (const next of nodes[node]?.next ?? []) {
      if (next === start) {
        const way = [node];
        while (way[0] !== start) way.unshift(from.get(way[0] as number) as number);
        return way;
      }
      const far = (best.get(node) as number) + length(next);
      if (far > MOST_ROUND_M || far >= (best.get(next) ?? Number.POSITIVE_INFINITY)) continue;
      best.set(next, far);
      from.set(next, node);
      open.add(next);
    }
  }
  return undefined;
}

export interface Roundabout {
  /** Nodes in the order of travel. */
  lanes: number[];
  lengthM: number;
}

/**
 * One for each lane that goes round.
 * @param leftHand traffic keeps to the left and goes round clockwise
 */
export function roundabouts(graph: LaneGraph, leftHand = false): Roundabout[] {
  const found: Roundabout[] = [];
  const seen = new Set<number>();
  const side = leftHand ? -1 : 1;
  for (const { index } of graph.nodes) {
    if (seen.has(index)) continue;
    const way = wayRound(graph, index);
    if (!way) continue;
    const turns = way.map((each) => turning(graph.nodes[each] as LaneNode));
    const total = turns.reduce((sum, { turnRad, first }, i) => {
      const before = turns.at(i - 1) as (typeof turns)[number];
      return sum + turnRad + wrapped(first - before.last);
    }, 0);
    if (total * side < LEAST_TURN_RAD || total * side > MOST_TURN_RAD) continue;
    for (const each of way) seen.add(each);
    found.push({ lanes: way, lengthM: way.reduce((sum, k) => sum + (graph.nodes[k]?.lengthM ?? 0), 0) });
  }
  return found;
}
