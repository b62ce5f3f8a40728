import { describe, expect, test } from "vitest";
import { laneGeometry } from "../../../src/model/roads/lane-geometry.ts";
import { type ReferenceLine, referenceLine } from "../../../src/model/roads/reference-line.ts";
import type { Lane, Road, RoadNetwork } from "../../../src/model/roads/road-network.ts";
import { sampleNetwork } from "./sample-network.ts";

type End = "start" | "end";
type Point = [number, number, number];

interface Joint {
  name: string;
  gapM: number;
  turnDeg: number;
}

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** Left and right edge and heading of a lane at an end of its road, all seen by who leaves the road there. */
function laneEnd(line: ReferenceLine, end: End, lane: Lane) {
  const { road } = line;
  const section = road.sections[end === "start" ? 0 : road.sections.length - 1];
  if (!section) throw new Error(`road ${road.id} has no section`);
  const s = end === "start" ? 0 : road.lengthM;
  const geometry = laneGeometry(line, section, lane);
  const [left, right] = [geometry.edge("left", s), geometry.edge("right", s)] as [Point, Point];
  const away = end === "end" ? 0 : Math.PI;
  return {
    left: end === "end" ? left : right,
    right: end === "end" ? right : left,
    headingRad: line.plan(s).headingRad + away,
  };
}

const lanesAt = (road: Road, end: End) => road.sections.at(end === "start" ? 0 : -1)?.lanes ?? [];

/** Every lane link from one road's end to another road's end. */
function joints(network: RoadNetwork): Joint[] {
  const lines = new Map(network.roads.map((road) => [road.id, referenceLine(road)]));
  const out: Joint[] = [];
  for (const line of lines.values())
    for (const end of ["start", "end"] as const) {
      const link = end === "start" ? line.road.predecessor : line.road.successor;
      if (link?.kind !== "road") continue;
      const other = lines.get(link.id) as ReferenceLine;
      for (const lane of lanesAt(line.road, end))
        for (const id of end === "start" ? lane.predecessors : lane.successors) {
          const there = lanesAt(other.road, link.contactPoint as End).find((each) => each.id === id);
          if (!there) throw new Error(`road ${line.road.id} lane ${lane.id}: no lane ${id} in ${link.id}`);
          const a = laneEnd(line, end, lane);
          const b = laneEnd(other, link.contactPoint as End, there);
          const turn = a.headingRad - b.headingRad - Math.PI;
          // A pocket that opens from nothing begins on an edge of the lane it opens from.
          const opens = Math.min(distance(a.left, a.right), distance(b.left, b.right)) < 1e-6;
          const gaps = [distance(a.left, b.right), distance(a.right, b.left)];
          out.push({
            name: `${line.road.id}/${lane.id} ${end} to ${link.id}/${id}`,
            gapM: opens ? Math.min(...gaps) : Math.max(...gaps),
            turnDeg: (Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn))) * 180) / Math.PI,
          });
        }
    }
  return out;
}

describe.each([1, 2, 3])("the sample of seed %i", (seed) => {
  test("connecting roads join their neighbours within 1 mm and 0.01°, lane edge by lane edge", async () => {
    const { network } = await sampleNetwork(seed);
    const inside = new Set(network.roads.filter(({ junctionId }) => junctionId).map(({ id }) => id));
    const all = joints(network);
    const connecting = all.filter(({ name }) => inside.has(name.slice(0, name.indexOf("/"))));
    expect(connecting.length).toBeGreaterThan(100);
    expect(connecting.filter(({ gapM, turnDeg }) => gapM > 1e-3 || turnDeg > 0.01)).toEqual([]);
  });

  test("roads that follow one another meet within 1 mm and 0.01° as well", async () => {
    const { network } = await sampleNetwork(seed);
    const apart = joints(network).filter(({ gapM, turnDeg }) => gapM > 1e-3 || turnDeg > 0.01);
    expect(apart).toEqual([]);
  });

  test("every lane that leads to a crossing goes on in it, be it for cars, cycles or walkers", async () => {
    const { network } = await sampleNetwork(seed);
    for (const junction of network.junctions) {
      const led = new Set(
        junction.connections.flatMap(({ incomingRoad, laneLinks }) =>
          laneLinks.map(({ from }) => `${incomingRoad}/${from}`),
        ),
      );
      for (const road of network.roads)
        for (const [end, link] of [
          ["start", road.predecessor],
          ["end", road.successor],
        ] as const)
          if (link?.kind === "junction" && link.id === junction.id)
            for (const lane of lanesAt(road, end)) {
              const towards = end === "end" ? lane.id < 0 : lane.id > 0;
              if (towards && ["driving", "biking", "sidewalk"].includes(lane.type))
                expect(led).toContain(`${road.id}/${lane.id}`);
            }
    }
  });
});
