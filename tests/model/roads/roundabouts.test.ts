import { expect, test } from "vitest";
import type { LaneGraph, LaneNode } from "../../../src/model/roads/lane-graph.ts";
import { roundabouts } from "../../../src/model/roads/roundabouts.ts";

const SIDES = 24;

/** A lane along an arc about the origin, in quarter turns from `from` on; clockwise with a negative step. */
function arc(index: number, radiusM: number, from: number, step: 1 | -1, next: number[]): LaneNode {
  const points = new Float64Array((SIDES + 1) * 3);
  for (let i = 0; i <= SIDES; i++) {
    const angle = ((from + (step * i) / SIDES) * Math.PI) / 2;
    points.set([radiusM * Math.cos(angle), radiusM * Math.sin(angle), 0], i * 3);
  }
  return { index, points, lengthM: (radiusM * Math.PI) / 2, next } as Partial<LaneNode> as LaneNode;
}

const ring = (radiusM: number, step: 1 | -1): LaneGraph => ({
  nodes: [0, 1, 2, 3].map((k) => arc(k, radiusM, step * k, step, [(k + 1) % 4])),
  inferredLinks: 0,
  brokenLinks: 0,
});

test("lanes that go once round the way traffic turns are a roundabout, with its length", () => {
  const [round, ...more] = roundabouts(ring(15, 1));
  expect(more).toEqual([]);
  expect([...(round?.lanes ?? [])].sort()).toEqual([0, 1, 2, 3]);
  expect(round?.lengthM).toBeCloseTo(2 * Math.PI * 15, 6);
});

test("clockwise is a roundabout where traffic keeps to the left, and only there", () => {
  expect(roundabouts(ring(15, -1))).toEqual([]);
  expect(roundabouts(ring(15, -1), true)).toHaveLength(1);
});

test("a way round a block of houses is none, nor lanes that only lead on", () => {
  expect(roundabouts(ring(60, 1))).toEqual([]);
  const open = ring(15, 1);
  (open.nodes[3] as LaneNode).next = [];
  expect(roundabouts(open)).toEqual([]);
});

test("who enters or leaves a roundabout is not part of it", () => {
  const graph = ring(15, 1);
  const entry = arc(4, 15, 3, -1, [0]);
  const exit = arc(5, 15, 1, -1, []);
  (graph.nodes[0] as LaneNode).next = [1, 5];
  graph.nodes.push(entry, exit);
  expect(roundabouts(graph).map(({ lanes }) => [...lanes].sort())).toEqual([[0, 1, 2, 3]]);
});
