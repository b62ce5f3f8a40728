// Which road end meets which, by the end points their lanes share: one to one is a link of roads, anything else a
// junction. Junctions with lanes of their own are "default", those where roads only part or join are "direct".

import type { Vec3 } from "../../../model/geo/frames.ts";
import { isMotorLane, laneDirection } from "../../../model/roads/lane-direction.ts";
import type { ContactPoint, Junction, Lane, Road } from "../../../model/roads/road-network.ts";
import { endKey } from "./topology.ts";

const ENDS: readonly ContactPoint[] = ["start", "end"];

interface RoadEnd {
  name: string;
  road: Road;
  at: ContactPoint;
  /** Road end → pairs of own lane and theirs. */
  meets: Map<string, { from: Lane; to: Lane }[]>;
}

const lanesOf = (road: Road): Lane[] =>
  road.sections.flatMap(({ lanes }) => lanes.filter(({ polyline }) => polyline));

/** The end points of a lane as one sees them who comes in, or goes out, at an end. */
function endsOf({ polyline }: Lane, at: ContactPoint, entering: boolean): string {
  const { left, right } = polyline as NonNullable<Lane["polyline"]>;
  const k = at === "start" ? 0 : -1;
  const [l, r] = [left.at(k) as Vec3, right.at(k) as Vec3];
  return entering === (at === "start") ? endKey(l, r) : endKey(r, l);
}

/** Whether traffic of a lane may go in, or out, at an end of its road. */
function passes(road: Road, lane: Lane, at: ContactPoint, entering: boolean): boolean {
  const way = laneDirection(road, lane);
  return way === "both" || (way === "forward") === (entering === (at === "start"));
}

function roadEnds(roads: readonly Road[]): Map<string, RoadEnd> {
  const ends = new Map<string, RoadEnd>();
  const entries = new Map<string, { end: RoadEnd; lane: Lane }[]>();
  for (const road of roads)
    for (const at of ENDS) {
      const end: RoadEnd = { name: `${road.id} ${at}`, road, at, meets: new Map() };
      ends.set(end.name, end);
      for (const lane of lanesOf(road)) {
        const key = endsOf(lane, at, true);
        entries.set(key, [...(entries.get(key) ?? []), { end, lane }]);
      }
    }
  for (const end of ends.values())
    for (const lane of lanesOf(end.road))
      for (const other of entries.get(endsOf(lane, end.at, false)) ?? []) {
        if (other.end === end || isMotorLane(lane) !== isMotorLane(other.lane)) continue;
        const onward =
          passes(end.road, lane, end.at, false) && passes(other.end.road, other.lane, other.end.at, true);
        const back =
          passes(end.road, lane, end.at, true) && passes(other.end.road, other.lane, other.end.at, false);
        if (!onward && !back) continue;
        const list = end.meets.get(other.end.name) ?? [];
        end.meets.set(other.end.name, [...list, { from: lane, to: other.lane }]);
      }
  return ends;
}

/** Groups by union: members with the same root belong together. */
function groups(): { join(a: string, b: string): void; rootOf(a: string): string } {
  const parent = new Map<string, string>();
  const rootOf = (name: string): string => {
    let at = name;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    // Every step of the way points to the root from now on.
    for (let step = name; step !== at; ) {
      const up = parent.get(step) ?? at;
      parent.set(step, at);
      step = up;
    }
    return at;
  };
  return {
    join: (a, b) => {
      const [rootA, rootB] = [rootOf(a), rootOf(b)];
      if (rootA !== rootB) parent.set(rootB, rootA);
    },
    rootOf,
  };
}

/**
 * Fills in predecessors, successors and junction ids of the roads.
 * @param connecting ids of roads that are lanes of junctions
 * @param crossing ids of connecting roads that share ground
 */
export function linkRoads(
  roads: readonly Road[],
  connecting: ReadonlySet<string>,
  crossing: readonly [string, string][],
): Junction[] {
  const ends = roadEnds(roads);
  const { join, rootOf } = groups();
  for (const id of connecting) join(`${id} start`, `${id} end`);
  for (const [a, b] of crossing) join(`${a} start`, `${b} start`);
  for (const end of ends.values())
    for (const name of end.meets.keys()) if (mustJoin(end, name)) join(end.name, name);

  function mustJoin(end: RoadEnd, name: string): boolean {
    const other = ends.get(name) as RoadEnd;
    return (
      end.meets.size > 1 ||
      other.meets.size > 1 ||
      connecting.has(end.road.id) ||
      connecting.has(other.road.id)
    );
  }

  const junctions = new Map<string, Junction>();
  const junctionOf = (end: RoadEnd): Junction => {
    const root = rootOf(end.name);
    let junction = junctions.get(root);
    if (!junction) {
      junction = {
        id: `j${end.road.id}`,
        name: "",
        type: "direct",
        connections: [],
        priorities: [],
        controllers: [],
        boundary: [],
      };
      junctions.set(root, junction);
    }
    return junction;
  };
  for (const road of roads) {
    if (!connecting.has(road.id)) continue;
    const junction = junctionOf(ends.get(`${road.id} start`) as RoadEnd);
    junction.type = "default";
    road.junctionId = junction.id;
  }
  for (const end of ends.values()) {
    if (end.meets.size === 0) continue;
    const { road, at } = end;
    const [[name, pairs] = ["", []]] = end.meets;
    const only = ends.get(name) as RoadEnd;
    const oneToOne = end.meets.size === 1 && (connecting.has(road.id) || !mustJoin(end, name));
    const side = at === "end" ? "successor" : "predecessor";
    if (oneToOne) {
      road[side] = { kind: "road", id: only.road.id, contactPoint: only.at };
      for (const { from, to } of pairs) from[at === "end" ? "successors" : "predecessors"].push(to.id);
      continue;
    }
    const junction = junctionOf(end);
    road[side] = { kind: "junction", id: junction.id };
    for (const [each, links] of end.meets) {
      const other = ends.get(each) as RoadEnd;
      junction.connections.push({
        id: String(junction.connections.length),
        incomingRoad: road.id,
        ...(connecting.has(other.road.id)
          ? { connectingRoad: other.road.id }
          : { linkedRoad: other.road.id }),
        contactPoint: other.at,
        laneLinks: links.map(({ from, to }) => ({ from: from.id, to: to.id })),
      });
    }
  }
  return [...junctions.values()];
}
