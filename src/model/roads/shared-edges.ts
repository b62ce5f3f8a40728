// Edges that lanes known by their sides share by name: each stands for itself once, whichever lanes lie beside it. For
// lanes on a reference line there are none: an edge there is the border between two numbers.

import type { Vec3 } from "../geo/frames.ts";
import type { Lane, LaneSection, Road, RoadMark, RoadNetwork } from "./road-network.ts";

export interface EdgeUse {
  road: Road;
  section: number;
  /** 0 = on the reference line. */
  laneId: number;
}

export interface SharedEdge {
  id: string;
  /** As the first of its users has it. */
  points: readonly Vec3[];
  owner: EdgeUse;
  mark: RoadMark | undefined;
  /** Lanes on its left and right, seen along `points`. */
  left: { road: Road; section: number; lane: Lane }[];
  right: { road: Road; section: number; lane: Lane }[];
}

/** The lane number at which a section keeps the mark of a lane's side. */
export function markLaneId(section: LaneSection, lane: Lane, side: "left" | "right"): number {
  if (lane.id > 0 === (side === "left")) return lane.id;
  const sign = Math.sign(lane.id);
  const inward = section.lanes
    .filter(({ id }) => Math.sign(id) === sign && Math.abs(id) < Math.abs(lane.id))
    .sort((a, b) => Math.abs(b.id) - Math.abs(a.id))[0];
  return inward?.id ?? 0;
}

const sameWay = (a: readonly Vec3[], b: readonly Vec3[]): boolean => {
  const [p, q] = [a[0] as Vec3, b[0] as Vec3];
  const r = b.at(-1) as Vec3;
  return Math.hypot(p[0] - q[0], p[1] - q[1]) <= Math.hypot(p[0] - r[0], p[1] - r[1]);
};

export function sharedEdges({ roads }: Pick<RoadNetwork, "roads">): Map<string, SharedEdge> {
  const edges = new Map<string, SharedEdge>();
  for (const road of roads)
    for (const [section, laneSection] of road.sections.entries())
      for (const lane of laneSection.lanes) {
        if (!lane.polyline) continue;
        for (const side of ["left", "right"] as const) {
          const id = side === "left" ? lane.polyline.leftId : lane.polyline.rightId;
          if (id === undefined) continue;
          const points = lane.polyline[side];
          let edge = edges.get(id);
          if (!edge) {
            const laneId = markLaneId(laneSection, lane, side);
            const mark = laneSection.lanes.find((each) => each.id === laneId)?.roadMarks[0];
            edge = { id, points, owner: { road, section, laneId }, mark, left: [], right: [] };
            edges.set(id, edge);
          }
          // What has the edge on its right lies left of it, unless the edge is told the other way round.
          const onLeft = (side === "right") === sameWay(edge.points, points);
          edge[onLeft ? "left" : "right"].push({ road, section, lane });
        }
      }
  return edges;
}
