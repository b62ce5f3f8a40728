// The speed a lane's shape and limit allow along its length: curves at 2 m/s² sideways, slowed for in time.
// Metres per second at each sample of a lane node.

import type { LaneNode } from "../../model/roads/lane-graph.ts";

const SIDEWAYS_MPS2 = 2;
const SLOWING_MPS2 = 1.3;
/** Where the map states no limit: a built-up street's, and a junction's. */
const UNKNOWN_MPS = 50 / 3.6;
const UNKNOWN_JUNCTION_MPS = 30 / 3.6;

export function speedProfile({ at, points, speedMps, junctionId }: LaneNode): Float64Array {
  const limit = speedMps ?? (junctionId === undefined ? UNKNOWN_MPS : UNKNOWN_JUNCTION_MPS);
  const n = at.length;
  const out = new Float64Array(n).fill(limit);
  const heading = (i: number) =>
    Math.atan2(
      (points[i * 3 + 4] as number) - (points[i * 3 + 1] as number),
      (points[i * 3 + 3] as number) - (points[i * 3] as number),
    );
  for (let i = 1; i + 1 < n; i++) {
    const span = ((at[i + 1] as number) - (at[i - 1] as number)) / 2;
    if (span < 0.05) continue;
    let turn = heading(i) - heading(i - 1);
    turn -= 2 * Math.PI * Math.round(turn / (2 * Math.PI));
    const curvature = Math.abs(turn) / span;
    if (curvature > 1e-4) out[i] = Math.max(2.5, Math.min(limit, Math.sqrt(SIDEWAYS_MPS2 / curvature)));
  }
  for (let i = n - 2; i >= 0; i--) {
    const step = (at[i + 1] as number) - (at[i] as number);
    const after = out[i + 1] as number;
    out[i] = Math.min(out[i] as number, Math.sqrt(after * after + 2 * SLOWING_MPS2 * step));
  }
  return out;
}

/** Speed from which a slower one can be reached within a distance. */
export const approachSpeed = (slowMps: number, distanceM: number): number =>
  Math.sqrt(slowMps * slowMps + 2 * SLOWING_MPS2 * Math.max(0, distanceM));
