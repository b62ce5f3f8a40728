// One step of smooth walking on the road data: where the feet come to when they are pushed. They stay on ground one may
// stand on, climb kerbs, slide along what stands in the way, never fall. City ENU metres; no engine, no allocation.

import { type GroundHit, isWalkable, type Walkable } from "../../../../model/roads/walkable.ts";

const CLIMB_M = 0.35;
const BODY_M = 0.3;
const KNEE_M = 0.3;
const HEAD_M = 1.9;
/** Ways tried in turn: straight, then along what is in the way; each at the share of the push that points there. */
const TURNS_RAD = [0, Math.PI / 6, -Math.PI / 6, Math.PI / 3, -Math.PI / 3];

/** @returns whether there was a way; then `out` holds the feet after the step */
export function walkStep(
  walkable: Walkable,
  east: number,
  north: number,
  up: number,
  pushEast: number,
  pushNorth: number,
  out: GroundHit,
): boolean {
  const nowClear = walkable.clearanceM(east, north, up + KNEE_M, up + HEAD_M, BODY_M);
  for (let i = 0; i < TURNS_RAD.length; i++) {
    const c = Math.cos(TURNS_RAD[i] as number);
    const s = Math.sin(TURNS_RAD[i] as number);
    const e = east + c * (pushEast * c - pushNorth * s);
    const n = north + c * (pushEast * s + pushNorth * c);
    if (!walkable.groundAt(e, n, up - CLIMB_M, up + CLIMB_M, out) || !isWalkable(out.kind)) continue;
    const clear = walkable.clearanceM(e, n, out.upM + KNEE_M, out.upM + HEAD_M, BODY_M);
    // Who stands too near already may only walk away.
    if (clear >= BODY_M || clear > nowClear) return true;
  }
  return false;
}
