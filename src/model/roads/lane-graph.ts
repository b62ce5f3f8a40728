// The lanes motor traffic uses, as a graph: one node per lane, section and direction, joined by links of the map.
// A node's centre line is sampled in the dataset's plane (x, y, z, metres) in the direction of travel; distances are
// metres along it. Links that the map does not state but that its geometry shows are added and counted as inferred.

import type { Vec3 } from "../geo/frames.ts";
import { laneFeatureId } from "../records/feature-id.ts";
import { laneChangeSpans } from "./lane-change-spans.ts";
import { isBusOnly, isMotorLane, laneDirection } from "./lane-direction.ts";
import { type LaneGeometry, laneGeometry, sampleStations } from "./lane-geometry.ts";
import { type ReferenceLine, referenceLine } from "./reference-line.ts";
import { rememberedLine } from "./remembered-line.ts";
import type { ContactPoint, Lane, LaneSection, Road, RoadNetwork } from "./road-network.ts";

export interface LaneNode {
  index: number;
  /** Feature id of the lane; a lane with traffic both ways has two nodes with one id. */
  featureId: string;
  roadId: string;
  section: number;
  laneId: number;
  junctionId: string | undefined;
  forward: boolean;
  busOnly: boolean;
  /** m/s; undefined when the map does not say. */
  speedMps: number | undefined;
  lengthM: number;
  /** Distance of each sample along the centre line. */
  at: Float64Array;
  /** x, y, z of each sample in the dataset's plane. */
  points: Float64Array;
  /** Lane width at each sample, metres. */
  widthM: Float64Array;
  /** Road s of the node's start and end in the direction of travel. */
  fromS: number;
  toS: number;
  next: number[];
  previous: number[];
  /** Neighbour in the same direction, as seen by the driver. */
  left: LaneNeighbour | undefined;
  right: LaneNeighbour | undefined;
}

export interface LaneNeighbour {
  node: number;
  /** Spans of this node's distance in which paint and width allow the change. */
  spans: [number, number][];
}

export interface LaneGraph {
  nodes: LaneNode[];
  /** Links taken from geometry, not from the map. */
  inferredLinks: number;
  /** Links stated by the map whose ends lie apart, left out. */
  brokenLinks: number;
}

const CHORD_M = 0.01;
const JOIN_M = 1.5;
const INFER_M = 0.5;
const INFER_COS = 0.966;
const MIN_LENGTH_M = 0.05;

function speedOf(road: Road, section: LaneSection, lane: Lane): number | undefined {
  const stated =
    lane.speed.at(-1)?.maxMps ?? road.types.findLast(({ sM }) => sM <= section.sM + 1e-6)?.speedMps;
  return typeof stated === "number" && stated > 0 ? stated : undefined;
}

/**
 * @param half of a lane with traffic both ways, seen along s: what this direction keeps to, so that vehicles can meet
 */
function sampled(geometry: LaneGeometry, forward: boolean, half: "left" | "right" | undefined) {
  const stations = sampleStations(geometry, CHORD_M);
  if (!forward) stations.reverse();
  const at = new Float64Array(stations.length);
  const points = new Float64Array(stations.length * 3);
  const widthM = new Float64Array(stations.length);
  stations.forEach((s, i) => {
    let left = geometry.edge("left", s);
    let right = geometry.edge("right", s);
    const middle: Vec3 = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2, (left[2] + right[2]) / 2];
    if (half === "left") right = middle;
    if (half === "right") left = middle;
    const p = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2, (left[2] + right[2]) / 2] as const;
    points.set(p, i * 3);
    widthM[i] = Math.hypot(left[0] - right[0], left[1] - right[1]);
    if (i > 0)
      at[i] =
        (at[i - 1] as number) +
        Math.hypot(
          p[0] - (points[i * 3 - 3] as number),
          p[1] - (points[i * 3 - 2] as number),
          p[2] - (points[i * 3 - 1] as number),
        );
  });
  return { stations, at, points, widthM, lengthM: at.at(-1) ?? 0 };
}

const keyOf = (roadId: string, section: number, laneId: number, forward: boolean) =>
  `${roadId}\u0000${section}\u0000${laneId}\u0000${forward ? 1 : 0}`;

const startOf = ({ points }: LaneNode) => [points[0], points[1], points[2]] as [number, number, number];
const endOf = ({ points: p }: LaneNode) =>
  [p[p.length - 3], p[p.length - 2], p[p.length - 1]] as [number, number, number];
const between = (p: Vec3, q: Vec3) => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
const gap = (a: LaneNode, b: LaneNode) => between(endOf(a), startOf(b));

/** Unit direction at the start or end of a node. */
function direction({ points }: LaneNode, atEnd: boolean): [number, number] {
  const k = atEnd ? points.length - 6 : 0;
  const dx = (points[k + 3] as number) - (points[k] as number);
  const dy = (points[k + 4] as number) - (points[k + 1] as number);
  const length = Math.hypot(dx, dy) || 1;
  return [dx / length, dy / length];
}

/** Builds the graph of a network; pure. Lanes shorter than 5 cm are passed over. */
export function laneGraph(network: RoadNetwork): LaneGraph {
  const nodes: LaneNode[] = [];
  const byKey = new Map<string, LaneNode>();
  const roads = new Map(network.roads.map((road) => [road.id, road]));
  const junctions = new Map(network.junctions.map((junction) => [junction.id, junction]));
  const graph: LaneGraph = { nodes, inferredLinks: 0, brokenLinks: 0 };
  /** Nodes that keep to one half of their lane → where the whole lane's middle begins and ends. */
  const halves = new Map<LaneNode, { start: Vec3; end: Vec3 }>();

  for (const road of network.roads) {
    let line: ReferenceLine | undefined;
    for (const [section, laneSection] of road.sections.entries()) {
      const geometries = new Map<number, LaneGeometry>();
      for (const lane of laneSection.lanes) {
        if (!isMotorLane(lane) || laneSection.endM - laneSection.sM < 1e-3) continue;
        line ??= rememberedLine(referenceLine(road));
        const geometry = laneGeometry(line, laneSection, lane);
        geometries.set(lane.id, geometry);
        const way = laneDirection(road, lane);
        for (const forward of way === "both" ? [true, false] : [way === "forward"]) {
          const half = way !== "both" ? undefined : forward === (road.rule === "RHT") ? "right" : "left";
          const { at, points, widthM, lengthM } = sampled(geometry, forward, half);
          if (lengthM < MIN_LENGTH_M || !Number.isFinite(lengthM) || Math.max(...widthM) < 1) continue;
          const node: LaneNode = {
            index: nodes.length,
            featureId: laneFeatureId(road.id, section, lane.id),
            roadId: road.id,
            section,
            laneId: lane.id,
            junctionId: road.junctionId,
            forward,
            busOnly: isBusOnly(lane),
            speedMps: speedOf(road, laneSection, lane),
            lengthM,
            at,
            points,
            widthM,
            fromS: forward ? laneSection.sM : laneSection.endM,
            toS: forward ? laneSection.endM : laneSection.sM,
            next: [],
            previous: [],
            left: undefined,
            right: undefined,
          };
          nodes.push(node);
          if (half !== undefined)
            halves.set(node, { start: geometry.centre(node.fromS), end: geometry.centre(node.toS) });
          byKey.set(keyOf(road.id, section, lane.id, forward), node);
        }
      }
    }
  }

  const laneGap = (from: LaneNode, to: LaneNode) =>
    between(halves.get(from)?.end ?? endOf(from), halves.get(to)?.start ?? startOf(to));
  const join = (from: LaneNode, to: LaneNode | undefined): void => {
    if (!to || from.next.includes(to.index)) return;
    if (laneGap(from, to) > JOIN_M) {
      graph.brokenLinks += 1;
      return;
    }
    from.next.push(to.index);
    to.previous.push(from.index);
  };
  /** The node a driver enters on `road` at one of its ends. */
  const entry = (road: Road | undefined, contact: ContactPoint | undefined, laneId: number) => {
    if (!road || !contact) return undefined;
    const forward = contact === "start";
    const section = forward ? 0 : road.sections.length - 1;
    return byKey.get(keyOf(road.id, section, laneId, forward));
  };

  for (const node of nodes) {
    const road = roads.get(node.roadId) as Road;
    const lane = road.sections[node.section]?.lanes.find(({ id }) => id === node.laneId) as Lane;
    const linked = node.forward ? lane.successors : lane.predecessors;
    const following = node.section + (node.forward ? 1 : -1);
    if (following >= 0 && following < road.sections.length) {
      for (const id of linked) join(node, byKey.get(keyOf(road.id, following, id, node.forward)));
      continue;
    }
    const link = node.forward ? road.successor : road.predecessor;
    if (link?.kind === "road")
      for (const id of linked) join(node, entry(roads.get(link.id), link.contactPoint, id));
    if (link?.kind === "junction")
      for (const connection of junctions.get(link.id)?.connections ?? []) {
        if (connection.incomingRoad !== road.id) continue;
        const target = roads.get(connection.connectingRoad ?? connection.linkedRoad ?? "");
        for (const { from, to } of connection.laneLinks)
          if (from === node.laneId) {
            const next = entry(target, connection.contactPoint, to);
            // A road may meet the same junction with both ends: the other end's links are not broken ones.
            if (next && laneGap(node, next) <= JOIN_M) join(node, next);
          }
      }
  }
  meetHalves(graph, new Set(halves.keys()));
  inferLinks(graph);
  joinNeighbours(graph, roads, byKey);
  return graph;
}

/** Moves one end of a node sideways, less and less towards its other end; straight pieces stay straight. */
function shiftEnd(node: LaneNode, atEnd: boolean, [x, y, z]: Vec3): void {
  const own = atEnd ? endOf(node) : startOf(node);
  const shift = [x - own[0], y - own[1], z - own[2]] as const;
  const { at, points, lengthM } = node;
  for (let i = 0; i < at.length; i++) {
    const share = lengthM > 0 ? (at[i] as number) / lengthM : 0;
    for (let axis = 0; axis < 3; axis++)
      (points[i * 3 + axis] as number) += (atEnd ? share : 1 - share) * (shift[axis] as number);
  }
  for (let i = 1; i < at.length; i++)
    at[i] =
      (at[i - 1] as number) +
      between(
        [points[i * 3 - 3] as number, points[i * 3 - 2] as number, points[i * 3 - 1] as number],
        [points[i * 3] as number, points[i * 3 + 1] as number, points[i * 3 + 2] as number],
      );
  node.lengthM = at.at(-1) ?? 0;
}

/** Where a lane's own half meets a whole lane, the whole one begins or ends on that half: nothing jumps sideways. */
function meetHalves({ nodes }: LaneGraph, halves: ReadonlySet<LaneNode>): void {
  const done = new Set<string>();
  for (const half of halves) {
    for (const n of half.next) {
      const whole = nodes[n] as LaneNode;
      if (halves.has(whole) || done.has(`${n} start`)) continue;
      done.add(`${n} start`);
      shiftEnd(whole, false, endOf(half));
    }
    for (const n of half.previous) {
      const whole = nodes[n] as LaneNode;
      if (halves.has(whole) || done.has(`${n} end`)) continue;
      done.add(`${n} end`);
      shiftEnd(whole, true, startOf(half));
    }
  }
}

/** Dead ends whose end lies on another lane's start, in its direction, lead there. */
function inferLinks(graph: LaneGraph): void {
  const { nodes } = graph;
  const cells = new Map<string, LaneNode[]>();
  const cell = (x: number, y: number) => `${Math.floor(x / 4)},${Math.floor(y / 4)}`;
  for (const node of nodes) {
    const [x, y] = startOf(node);
    const key = cell(x, y);
    const list = cells.get(key);
    if (list) list.push(node);
    else cells.set(key, [node]);
  }
  for (const node of nodes) {
    if (node.next.length > 0) continue;
    const [x, y] = endOf(node);
    const [dx, dy] = direction(node, true);
    for (const ox of [-4, 0, 4])
      for (const oy of [-4, 0, 4])
        for (const other of cells.get(cell(x + ox, y + oy)) ?? []) {
          if (other === node || gap(node, other) > INFER_M) continue;
          const [ex, ey] = direction(other, false);
          if (dx * ex + dy * ey < INFER_COS || node.next.includes(other.index)) continue;
          node.next.push(other.index);
          other.previous.push(node.index);
          graph.inferredLinks += 1;
        }
  }
}

function joinNeighbours(graph: LaneGraph, roads: Map<string, Road>, byKey: Map<string, LaneNode>): void {
  for (const node of graph.nodes) {
    const road = roads.get(node.roadId) as Road;
    const section = road.sections[node.section] as LaneSection;
    const neighbour = (step: 1 | -1): LaneNeighbour | undefined => {
      const id = node.laneId + step;
      const other = byKey.get(keyOf(road.id, node.section, id === 0 ? id + step : id, node.forward));
      if (!other) return undefined;
      const spans = laneChangeSpans(section, node, other);
      return spans.length > 0 ? { node: other.index, spans } : undefined;
    };
    // Lane ids grow to the left seen along s.
    node.left = neighbour(node.forward ? 1 : -1);
    node.right = neighbour(node.forward ? -1 : 1);
  }
}
