// The road a thing stands by: the nearest reference line in plan, with its s and t there. A grid of 64 m cells; metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import type { Road } from "../../../model/roads/road-network.ts";

const CELL_M = 64;
const RINGS = 12;

export interface RoadSpot {
  road: Road;
  sM: number;
  tM: number;
  distanceM: number;
  /** Height of the line there. */
  z: number;
}

interface Piece {
  road: Road;
  index: number;
}

/** s, t and distance of a place against one straight piece of a road. */
function against({ road, index }: Piece, [x, y]: Vec3): RoadSpot {
  const piece = road.planView[index] as Road["planView"][number];
  const height = road.elevation[index] as Road["elevation"][number];
  const [c, n] = [Math.cos(piece.headingRad), Math.sin(piece.headingRad)];
  const [dx, dy] = [x - piece.x, y - piece.y];
  const ds = Math.min(piece.lengthM, Math.max(0, dx * c + dy * n));
  const [px, py] = [piece.x + ds * c, piece.y + ds * n];
  return {
    road,
    sM: piece.sM + ds,
    tM: -dx * n + dy * c,
    distanceM: Math.hypot(x - px, y - py),
    z: height.a + height.b * ds,
  };
}

/** Of one road. */
export function spotOn(road: Road, place: Vec3): RoadSpot | undefined {
  let best: RoadSpot | undefined;
  for (let index = 0; index < road.planView.length; index++) {
    const spot = against({ road, index }, place);
    if (!best || spot.distanceM < best.distanceM) best = spot;
  }
  return best;
}

export function nearestRoad(roads: readonly Road[]): (place: Vec3) => RoadSpot | undefined {
  const cells = new Map<string, Piece[]>();
  for (const road of roads)
    road.planView.forEach(({ x, y, headingRad, lengthM }, index) => {
      const [x1, y1] = [x + lengthM * Math.cos(headingRad), y + lengthM * Math.sin(headingRad)];
      for (let i = Math.floor(Math.min(x, x1) / CELL_M); i <= Math.floor(Math.max(x, x1) / CELL_M); i++)
        for (let k = Math.floor(Math.min(y, y1) / CELL_M); k <= Math.floor(Math.max(y, y1) / CELL_M); k++) {
          const list = cells.get(`${i} ${k}`);
          if (list) list.push({ road, index });
          else cells.set(`${i} ${k}`, [{ road, index }]);
        }
    });
  return (place) => {
    const [ci, ck] = [Math.floor(place[0] / CELL_M), Math.floor(place[1] / CELL_M)];
    let best: RoadSpot | undefined;
    for (let ring = 0; ring <= RINGS; ring++) {
      // What lies in a further ring is further away than this.
      if (best && best.distanceM <= (ring - 1) * CELL_M) break;
      for (let i = ci - ring; i <= ci + ring; i++)
        for (let k = ck - ring; k <= ck + ring; k++) {
          if (Math.max(Math.abs(i - ci), Math.abs(k - ck)) !== ring) continue;
          for (const piece of cells.get(`${i} ${k}`) ?? []) {
            const spot = against(piece, place);
            if (!best || spot.distanceM < best.distanceM) best = spot;
          }
        }
    }
    if (best) return best;
    // Far from everything: still somebody's.
    return roads.reduce<RoadSpot | undefined>((found, road) => {
      const spot = spotOn(road, place);
      return spot && (!found || spot.distanceM < found.distanceM) ? spot : found;
    }, undefined);
  };
}
