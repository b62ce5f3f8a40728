// Where the mast of a signal head stands: below the head, or at the roadside with an arm where the head hangs over lanes.
// The map states the head only; the mast is ours. Metres.

import { laneGeometry } from "./lane-geometry.ts";
import type { ReferenceLine } from "./reference-line.ts";
import type { Signal } from "./road-network.ts";

const OVERHEAD_M = 4;
const BESIDE_M = 0.8;
const USUAL_HEIGHT_M = 1.05;
const USUAL_BOTTOM_M = 2.5;
export const MAST_RADIUS_M = 0.11;
export const ARM_RADIUS_M = 0.06;

/** t of the road's edge on the side of a t, at s. */
function edgeT(line: ReferenceLine, sM: number, tM: number): number {
  const section = line.road.sections.findLast((each) => each.sM <= sM + 1e-6) ?? line.road.sections[0];
  if (!section) return tM;
  const sign = tM < 0 ? -1 : 1;
  const outermost = section.lanes
    .filter(({ id }) => Math.sign(id) === sign)
    .sort((a, b) => Math.abs(b.id) - Math.abs(a.id))[0];
  if (!outermost) return tM;
  const s = Math.min(section.endM, Math.max(section.sM, sM));
  const [x, y] = laneGeometry(line, section, outermost).edge(sign > 0 ? "left" : "right", s);
  const { x: ox, y: oy, headingRad } = line.plan(s);
  return -(x - ox) * Math.sin(headingRad) + (y - oy) * Math.cos(headingRad);
}

export interface SignalMast {
  /** Lower edge and height of the housing. */
  bottomM: number;
  heightM: number;
  radiusM: number;
  footT: number;
  topM: number;
  /** From the mast to the head along t, and how high; absent where the head sits on the mast. */
  arm?: { reachM: number; upM: number };
  /** Heads of one approach share a mast: those with equal keys. */
  key?: string;
}

export function signalMast(line: ReferenceLine, signal: Signal): SignalMast {
  const heightM =
    signal.heightM && signal.heightM > 0.2 && signal.heightM < 2 ? signal.heightM : USUAL_HEIGHT_M;
  const bottomM = signal.zOffsetM > 0.5 ? signal.zOffsetM : USUAL_BOTTOM_M;
  // A head whose own place is stated stands there, whichever lanes it is for.
  if (bottomM < OVERHEAD_M || signal.positionInertial)
    return { bottomM, heightM, radiusM: MAST_RADIUS_M * 0.6, footT: signal.tM, topM: bottomM };
  const edge = edgeT(line, signal.sM, signal.tM);
  const footT = edge + Math.sign(edge - signal.tM || signal.tM || -1) * BESIDE_M;
  const upM = bottomM + heightM * 0.55;
  return {
    bottomM,
    heightM,
    radiusM: MAST_RADIUS_M,
    footT,
    topM: upM + 0.3,
    arm: { reachM: signal.tM - footT, upM },
    key: `${signal.sM.toFixed(1)} ${Math.sign(footT)} ${signal.orientation}`,
  };
}
