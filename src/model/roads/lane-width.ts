// How wide a lane is where somebody points: the place on the lane nearest to a point, and the way from edge to edge there,
// in true metres (the plane's own scale taken out). Points and edges in one local ENU frame.

import type { Vec3 } from "../geo/frames.ts";
import type { LaneGeometry } from "./lane-geometry.ts";

export interface LaneWidth {
  /** Station of the road, the plane's metres. */
  sM: number;
  widthM: number;
  /** Edge to edge, ENU. */
  left: Vec3;
  right: Vec3;
  /** How much the width changes for a metre along the lane. */
  slope: number;
}

const STEP_M = 2;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const far = (a: Vec3, b: Vec3) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** @param toEnu from the dataset's plane */
export function laneWidthNear(lane: LaneGeometry, at: Vec3, toEnu: (p: Vec3) => Vec3): LaneWidth {
  const { startM, endM } = lane;
  const away = (s: number) => far(toEnu(lane.centre(s)), at);
  const count = Math.max(1, Math.ceil((endM - startM) / STEP_M));
  const station = (i: number) => startM + ((endM - startM) * Math.min(count, Math.max(0, i))) / count;
  let best = 0;
  for (let i = 1; i <= count; i++) if (away(station(i)) < away(station(best))) best = i;
  let [low, high] = [station(best - 1), station(best + 1)];
  while (high - low > 1e-4) {
    const [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
    if (away(a) < away(b)) high = b;
    else low = a;
  }
  const sM = (low + high) / 2;
  const edges = (s: number) => ({ left: toEnu(lane.edge("left", s)), right: toEnu(lane.edge("right", s)) });
  const width = (s: number) => {
    const { left, right } = edges(s);
    return far(left, right);
  };
  const [before, after] = [Math.max(startM, sM - 0.5), Math.min(endM, sM + 0.5)];
  const slope = after > before ? Math.abs(width(after) - width(before)) / (after - before) : 0;
  return { sM, widthM: width(sM), ...edges(sM), slope };
}
