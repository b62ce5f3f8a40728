// The links of a road network, each a carriageway's direction from one junction to the next, and which of them a vehicle is
// on. Plane metres of the dataset inside, WGS 84 degrees and ellipsoidal metres outside. The free-flow speed is the limit
// that the map states, as long as nobody has measured for thirty days; where it states none, it is not known.

import type { Geodetic } from "../../model/geo/frames.ts";
import { readCrs } from "../../model/geo/projections.ts";
import { type LaneGraph, type LaneNode, laneGraph } from "../../model/roads/lane-graph.ts";
import { applyHeaderOffset } from "../../model/roads/reference-line.ts";
import type { RoadNetwork } from "../../model/roads/road-network.ts";
import { roadPlacement } from "../../model/roads/road-placement.ts";
import type { Link } from "./link-meter.ts";

export interface VehiclePlace {
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingRad: number;
}

export interface LinkPlace {
  linkId: string;
  node: LaneNode;
  /** Metres along the lane. */
  alongM: number;
}

/** Some 25 m of a link, and its middle on the globe. */
export interface LinkStretch {
  id: string;
  linkId: string;
  middle: Geodetic;
}

export interface RoadLinks {
  stretches(): LinkStretch[];
  stretchAt(place: LinkPlace): string;
  links: readonly (Link & { junctionIds: readonly string[] })[];
  /** Undefined in junctions and off the roads. */
  linkAt(place: VehiclePlace): LinkPlace | undefined;
  graph: LaneGraph;
}

const STRETCH_M = 25;
const CELL_M = 16;
const STEP_M = 8;
/** Farther from a lane's middle than this a vehicle is not on it; another level of a viaduct is farther than the second. */
const OFF_M = 3;
const BESIDE_M = 0.3;
const LEVEL_M = 4;
const SAME_WAY = 0.7;

const directionOf = ({ roadId, forward }: LaneNode) => `${roadId}${forward ? "+" : "-"}`;

/** Directions of roads that follow one another with nothing joining or leaving between are one link. */
function chains({ nodes }: LaneGraph): Map<string, string> {
  const after = new Map<string, Set<string>>();
  const before = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, key: string, value: string) =>
    map.set(key, (map.get(key) ?? new Set()).add(value));
  for (const node of nodes)
    for (const n of node.next) {
      const next = nodes[n] as LaneNode;
      const [a, b] = [directionOf(node), directionOf(next)];
      if (a === b) continue;
      put(after, a, next.junctionId === undefined ? b : "junction");
      put(before, b, node.junctionId === undefined ? a : "junction");
    }
  const only = (set: Set<string> | undefined) => (set?.size === 1 ? [...set][0] : undefined);
  const head = new Map<string, string>();
  for (const node of nodes) {
    if (node.junctionId !== undefined) continue;
    const own = directionOf(node);
    if (head.has(own)) continue;
    let first = own;
    const seen = new Set([own]);
    for (;;) {
      const previous = only(before.get(first));
      if (!previous || previous === "junction" || seen.has(previous) || only(after.get(previous)) !== first)
        break;
      seen.add(previous);
      first = previous;
    }
    head.set(own, first);
  }
  return head;
}

export function createRoadLinks(network: RoadNetwork, crsText: string, geoidHeightM = 0): RoadLinks {
  const graph = laneGraph(network);
  const heads = chains(graph);
  const lengths = new Map(network.roads.map(({ id, lengthM }) => [id, lengthM]));
  const byId = new Map<
    string,
    { lengthM: number; limits: number; limitM: number; roads: Set<string>; junctions: Set<string> }
  >();
  const cells = new Map<string, { node: LaneNode; k: number }[]>();
  for (const node of graph.nodes) {
    if (node.junctionId !== undefined) continue;
    const id = heads.get(directionOf(node)) as string;
    const link = byId.get(id) ?? {
      lengthM: 0,
      limits: 0,
      limitM: 0,
      roads: new Set<string>(),
      junctions: new Set<string>(),
    };
    byId.set(id, link);
    if (!link.roads.has(node.roadId)) link.lengthM += lengths.get(node.roadId) ?? 0;
    link.roads.add(node.roadId);
    for (const n of [...node.next, ...node.previous]) {
      const junction = graph.nodes[n]?.junctionId;
      if (junction !== undefined) link.junctions.add(junction);
    }
    if (node.speedMps !== undefined) {
      // The time at the limit adds up; the mean over the length is its inverse's.
      link.limits += node.lengthM / node.speedMps;
      link.limitM += node.lengthM;
    }
    for (let k = 0; k + 1 < node.at.length; k++) {
      const [ax, ay, bx, by] = [0, 1, 3, 4].map((i) => node.points[k * 3 + i] as number) as [
        number,
        number,
        number,
        number,
      ];
      const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / STEP_M));
      const passed = new Set<string>();
      for (let i = 0; i <= steps; i++)
        passed.add(cellOf(ax + ((bx - ax) * i) / steps, ay + ((by - ay) * i) / steps));
      for (const cell of passed) {
        const list = cells.get(cell);
        if (list) list.push({ node, k });
        else cells.set(cell, [{ node, k }]);
      }
    }
  }
  const crs = readCrs(crsText);
  // The header's offset is a turn and a shift; undone by its own axes.
  const [ox, oy, oz] = applyHeaderOffset(network, [0, 0, 0]);
  const [ex, ey] = applyHeaderOffset(network, [1, 0, 0]);
  const [c, s] = [ex - ox, ey - oy];
  const toPlane = (lonDeg: number, latDeg: number) => {
    const [gx, gy] = crs.fromGeodetic(lonDeg, latDeg, 0);
    return [c * (gx - ox) + s * (gy - oy), -s * (gx - ox) + c * (gy - oy)] as const;
  };

  const stretchAt = ({ linkId, node, alongM }: LinkPlace) => {
    const s = node.fromS + ((node.toS - node.fromS) * alongM) / node.lengthM;
    return `${linkId} ${node.roadId} ${Math.floor(s / STRETCH_M)}`;
  };
  function stretches(): LinkStretch[] {
    const toGeodetic = roadPlacement(network, crsText, geoidHeightM);
    const found = new Map<string, LinkStretch>();
    for (const node of graph.nodes) {
      if (node.junctionId !== undefined) continue;
      const linkId = heads.get(directionOf(node)) as string;
      const steps = Math.max(1, Math.round(node.lengthM / (STRETCH_M / 2)));
      for (let i = 0; i < steps; i++) {
        const alongM = (node.lengthM * (i + 0.5)) / steps;
        const id = stretchAt({ linkId, node, alongM });
        if (found.has(id)) continue;
        let k = 0;
        while (k < node.at.length - 2 && (node.at[k + 1] as number) <= alongM) k++;
        const from = node.at[k] as number;
        const w = (alongM - from) / ((node.at[k + 1] as number) - from || 1);
        const mix = (axis: number) =>
          (node.points[k * 3 + axis] as number) * (1 - w) + (node.points[k * 3 + 3 + axis] as number) * w;
        found.set(id, { id, linkId, middle: toGeodetic([mix(0), mix(1), mix(2)]) });
      }
    }
    return [...found.values()];
  }

  return {
    graph,
    stretches,
    stretchAt,
    links: [...byId].map(([id, { lengthM, limits, limitM, junctions }]) => ({
      id,
      lengthM,
      freeFlowMps: limits > 0 ? limitM / limits : undefined,
      junctionIds: [...junctions],
    })),
    linkAt({ lonDeg, latDeg, heightM, headingRad }) {
      const [x, y] = toPlane(lonDeg, latDeg);
      // A step ahead, so that the plane's own north does not matter.
      const [fx, fy] = toPlane(
        lonDeg + (Math.sin(headingRad) * 1e-5) / Math.cos((latDeg * Math.PI) / 180),
        latDeg + Math.cos(headingRad) * 1e-5,
      );
      const ahead = Math.hypot(fx - x, fy - y) || 1;
      const [hx, hy] = [(fx - x) / ahead, (fy - y) / ahead];
      const z = heightM - geoidHeightM - oz;
      let best: LinkPlace | undefined;
      let bestM = OFF_M;
      for (const { node, k } of near(cells, x, y)) {
        const p = node.points;
        const [ax, ay, az] = [p[k * 3] as number, p[k * 3 + 1] as number, p[k * 3 + 2] as number];
        const [dx, dy] = [(p[k * 3 + 3] as number) - ax, (p[k * 3 + 4] as number) - ay];
        const square = dx * dx + dy * dy;
        if (square === 0 || (dx * hx + dy * hy) / Math.sqrt(square) < SAME_WAY) continue;
        const w = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
        const offM = Math.hypot(x - ax - w * dx, y - ay - w * dy);
        // Who stands beside a narrow lane is not on it.
        if (offM >= bestM || offM > (node.widthM[k] as number) / 2 + BESIDE_M) continue;
        if (Math.abs(z - az - w * ((p[k * 3 + 5] as number) - az)) > LEVEL_M) continue;
        const from = node.at[k] as number;
        bestM = offM;
        best = {
          linkId: heads.get(directionOf(node)) as string,
          node,
          alongM: from + w * ((node.at[k + 1] as number) - from),
        };
      }
      return best;
    },
  };
}

const cellOf = (x: number, y: number) => `${Math.floor(x / CELL_M)} ${Math.floor(y / CELL_M)}`;

function* near<T>(cells: ReadonlyMap<string, T[]>, x: number, y: number): Generator<T> {
  const seen = new Set<string>();
  for (const dx of [-OFF_M, OFF_M])
    for (const dy of [-OFF_M, OFF_M]) {
      const cell = cellOf(x + dx, y + dy);
      if (seen.has(cell)) continue;
      seen.add(cell);
      yield* cells.get(cell) ?? [];
    }
}
