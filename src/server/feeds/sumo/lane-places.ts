// Where a vehicle stands on the city's own lanes, given the lanes of the original map that SUMO says it is on and about
// where: SUMO draws every lane as wide as at its start, so its own coordinates leave ours where widths vary. A place is
// the vehicle's middle: SUMO gives its front. Plane metres inside, WGS 84 outside.

import { readCrs } from "../../../model/geo/projections.ts";
import { type LaneNode, laneGraph } from "../../../model/roads/lane-graph.ts";
import { applyHeaderOffset } from "../../../model/roads/reference-line.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";
import { roadPlacement } from "../../../model/roads/road-placement.ts";
import type { LanePlace } from "../feed.ts";

export type LanePlaces = (
  /** "road_lane" of the original map. */
  laneIds: readonly string[],
  front: { lonDeg: number; latDeg: number },
  backM: number,
  leftM: number,
) => LanePlace | undefined;

/** Further from the lane than this it is not on it. */
const NEAR_M = 6;

interface Foot {
  node: LaneNode;
  alongM: number;
  offM: number;
}

function footOn(node: LaneNode, x: number, y: number): Foot {
  const { points, at } = node;
  let best: Foot = { node, alongM: 0, offM: Number.POSITIVE_INFINITY };
  for (let i = 1; i < at.length; i++) {
    const [ax, ay] = [points[i * 3 - 3] as number, points[i * 3 - 2] as number];
    const [dx, dy] = [(points[i * 3] as number) - ax, (points[i * 3 + 1] as number) - ay];
    const square = dx * dx + dy * dy;
    const w = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
    const offM = Math.hypot(x - ax - w * dx, y - ay - w * dy);
    if (offM < best.offM) {
      const from = at[i - 1] as number;
      best = { node, alongM: from + w * ((at[i] as number) - from), offM };
    }
  }
  return best;
}

function pointOn({ points, at }: LaneNode, alongM: number) {
  let i = 1;
  while (i < at.length - 1 && (at[i] as number) < alongM) i++;
  const from = at[i - 1] as number;
  const w = (alongM - from) / ((at[i] as number) - from || 1);
  const [a, b] = [i * 3 - 3, i * 3];
  const mix = (k: number) =>
    (points[a + k] as number) + w * ((points[b + k] as number) - (points[a + k] as number));
  const dx = (points[b] as number) - (points[a] as number);
  const dy = (points[b + 1] as number) - (points[a + 1] as number);
  const length = Math.hypot(dx, dy) || 1;
  return { x: mix(0), y: mix(1), z: mix(2), ux: dx / length, uy: dy / length };
}

export function createLanePlaces(network: RoadNetwork, crsText: string, geoidHeightM = 0): LanePlaces {
  const { nodes } = laneGraph(network);
  const byLane = new Map<string, LaneNode[]>();
  for (const node of nodes) {
    const key = `${node.roadId}_${node.laneId}`;
    byLane.set(key, [...(byLane.get(key) ?? []), node]);
  }
  const crs = readCrs(crsText);
  const toGeodetic = roadPlacement(network, crsText, geoidHeightM);
  // The header's offset is a turn and a shift; undone by its own axes.
  const [ox, oy] = applyHeaderOffset(network, [0, 0, 0]);
  const [ex, ey] = applyHeaderOffset(network, [1, 0, 0]);
  const [c, s] = [ex - ox, ey - oy];
  return (laneIds, front, backM, leftM) => {
    const [gx, gy] = crs.fromGeodetic(front.lonDeg, front.latDeg, 0);
    const x = c * (gx - ox) + s * (gy - oy);
    const y = -s * (gx - ox) + c * (gy - oy);
    let best: Foot | undefined;
    for (const id of laneIds)
      for (const node of byLane.get(id) ?? []) {
        const foot = footOn(node, x, y);
        if (!best || foot.offM < best.offM) best = foot;
      }
    if (!best || best.offM > NEAR_M) return undefined;
    let { node, alongM } = best;
    alongM -= backM;
    while (alongM < 0 && node.previous.length > 0) {
      node = nodes[node.previous[0] as number] as LaneNode;
      alongM += node.lengthM;
    }
    const at = pointOn(node, Math.max(0, alongM));
    const place = toGeodetic([at.x - at.uy * leftM, at.y + at.ux * leftM, at.z]);
    const ahead = toGeodetic([at.x - at.uy * leftM + at.ux, at.y + at.ux * leftM + at.uy, at.z]);
    const east = (ahead.lonDeg - place.lonDeg) * Math.cos((place.latDeg * Math.PI) / 180);
    return { ...place, headingRad: Math.atan2(east, ahead.latDeg - place.latDeg) };
  };
}
