// One step of smooth walking on the road data: where the feet come to when they are pushed. They stay on ground one may
// stand on, climb kerbs, slide along what stands in the way, never fall. City ENU metres; no engine, no allocation.

import { type GroundHit, isWalkable, type Walkable } from "../../../../model/roads/walkable.ts";

const CLIMB_M = 0.35;
const BODY_M = 0.3;
const KNEE_M = 0.3;
const HEAD_M = 1.9;
/** Ways tried in turn: straight, then along what is in the way; each at the share of the push that points there. */
const TURNS_RAD = [0, Math.PI / 6, -Math.PI / 6, Math.PI / 3, -Math.PI / 3];

const next = new Float64Array(3);
const body = new Float64Array(3);

/**
 * Who stands where nobody should (on a planted median, beside the road) may walk over anything until there is ground.
 * @param feet east, north, up
 * @returns whether there was a way; then `out` holds the feet after the step
 */
export function walkStep(
  walkable: Walkable,
  feet: Float64Array,
  pushEast: number,
  pushNorth: number,
  out: GroundHit,
): boolean {
  const nowClear = walkable.clearanceM(feet, 0, KNEE_M, HEAD_M, BODY_M);
  const lost = !walkable.groundAt(feet, 0, CLIMB_M, CLIMB_M, out) || !isWalkable(out.kind);
  for (let i = 0; i < TURNS_RAD.length; i++) {
    const c = Math.cos(TURNS_RAD[i] as number);
    const s = Math.sin(TURNS_RAD[i] as number);
    next[0] = (feet[0] as number) + c * (pushEast * c - pushNorth * s);
    next[1] = (feet[1] as number) + c * (pushEast * s + pushNorth * c);
    next[2] = feet[2] as number;
    const found = walkable.groundAt(next, 0, CLIMB_M, CLIMB_M, out);
    if (!lost && !(found && isWalkable(out.kind))) continue;
    if (!found) {
      out.eastM = next[0];
      out.northM = next[1];
      out.upM = next[2];
    }
    body[0] = out.eastM;
    body[1] = out.northM;
    body[2] = out.upM;
    const clear = walkable.clearanceM(body, 0, KNEE_M, HEAD_M, BODY_M);
    // Who stands too near already may only walk away.
    if (clear >= BODY_M || clear > nowClear) return true;
  }
  return false;
}
