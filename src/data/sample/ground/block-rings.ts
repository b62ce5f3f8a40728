// The edges of the land between roads, from the network as it was read: where the outermost lanes end. Walkers keep to
// the right, so that following the pavements from lane to lane goes once around every block, clockwise. Points are x, y,
// z of the projected plane, at the stations that road tiles have, so that nothing gapes.

import { laneGeometry, sampleStations } from "../../../model/roads/lane-geometry.ts";
import { referenceLine } from "../../../model/roads/reference-line.ts";
import { rememberedLine } from "../../../model/roads/remembered-line.ts";
import type { Lane, Road, RoadNetwork } from "../../../model/roads/road-network.ts";

export type Edge = [number, number, number][];

export interface BlockEdge {
  points: Edge;
  /** Whether it comes back to where it began; else it runs from the network's rim to its rim. */
  closed: boolean;
}

interface Step {
  road: Road;
  lane: number;
}

const outermost = (road: Road, section: number, sign: number): Lane | undefined =>
  road.sections[section]?.lanes
    .filter(({ id }) => id * sign > 0)
    .sort((a, b) => Math.abs(b.id) - Math.abs(a.id))[0];

/** @param chordM as of the road tiles */
export function blockEdges(network: RoadNetwork, chordM: number): BlockEdge[] {
  const roads = new Map(network.roads.map((road) => [road.id, road]));
  const joined = new Map(
    network.junctions.flatMap(({ connections }) =>
      connections.flatMap(({ incomingRoad, connectingRoad, laneLinks }) =>
        laneLinks.map(
          ({ from, to }) => [`${incomingRoad} ${from}`, { id: connectingRoad, lane: to }] as const,
        ),
      ),
    ),
  );
  /** The outermost lane at the end that its walkers reach. */
  const lastLane = ({ road, lane }: Step) =>
    outermost(road, lane < 0 ? road.sections.length - 1 : 0, Math.sign(lane)) as Lane;
  const next = (step: Step): Step | undefined => {
    const { road, lane } = step;
    const last = lastLane(step);
    const link = lane < 0 ? road.successor : road.predecessor;
    if (!link) return undefined;
    if (link.kind === "junction") {
      const to = joined.get(`${road.id} ${last.id}`);
      const other = to?.id === undefined ? undefined : roads.get(to.id);
      return other && to ? { road: other, lane: to.lane } : undefined;
    }
    const other = roads.get(link.id);
    const [id] = lane < 0 ? last.successors : last.predecessors;
    return other && id !== undefined ? { road: other, lane: id } : undefined;
  };
  const keyOf = ({ road, lane }: Step) => `${road.id} ${Math.sign(lane)}`;

  const starts: Step[] = network.roads.flatMap((road) => {
    const walked = ([-1, 1] as const).flatMap((sign): Step[] => {
      const lane = outermost(road, sign < 0 ? 0 : road.sections.length - 1, sign);
      return lane?.type === "sidewalk" ? [{ road, lane: lane.id }] : [];
    });
    return walked;
  });
  const led = new Set(starts.flatMap((step) => next(step) ?? []).map(keyOf));
  const seen = new Set<string>();
  const out: BlockEdge[] = [];
  // What nothing leads to begins at the rim and comes first; what is left are rings.
  for (const start of [...starts.filter((step) => !led.has(keyOf(step))), ...starts]) {
    if (seen.has(keyOf(start))) continue;
    const points: Edge = [];
    let step: Step | undefined = start;
    let closed = false;
    while (step) {
      if (seen.has(keyOf(step))) {
        closed = keyOf(step) === keyOf(start);
        break;
      }
      seen.add(keyOf(step));
      for (const point of outerEdge(step, chordM)) {
        const last = points.at(-1);
        if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) > 2e-3) points.push(point);
      }
      step = next(step);
    }
    const [first, last] = [points[0], points.at(-1)];
    if (closed && first && last && Math.hypot(first[0] - last[0], first[1] - last[1]) < 2e-3) points.pop();
    out.push({ points, closed });
  }
  return out;
}

/** The outer edge of a road's pavement, in the direction its walkers go. */
function outerEdge({ road, lane }: Step, chordM: number): Edge {
  const line = rememberedLine(referenceLine(road));
  const sign = Math.sign(lane);
  const along = road.sections.flatMap((section, i) => {
    const own = outermost(road, i, sign);
    if (!own) return [];
    const geometry = laneGeometry(line, section, own);
    return sampleStations(geometry, chordM).map((s) => geometry.edge(sign < 0 ? "right" : "left", s));
  });
  return sign < 0 ? along : along.reverse();
}
