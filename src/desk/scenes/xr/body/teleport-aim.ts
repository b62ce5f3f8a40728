// Where a teleport would land and why not: an arc from the hand, or the straight line of a pointer, against the road
// data. City ENU metres, up positive; no engine. One aim is kept and filled anew, so that aiming allocates nothing.

import { type GroundHit, isWalkable, newGroundHit, type Walkable } from "../../../../model/roads/walkable.ts";

export const ARC_SPEED_MPS = 14;
export const GRAVITY_MPS2 = 9.81;
/** Along the arc. */
export const MOST_REACH_M = 30;
export const LEAST_CLEAR_M = 0.75;
/** cos 45.6°: what is steeper is no place to stand. */
export const LEAST_NORMAL_UP = 0.7;
const STEP_S = 0.05;
const STRAIGHT_STEP_M = 2;
export const MOST_POINTS = 64;
/** Room for two feet: this far round the landing there is ground to stand on as well. */
const STANCE_M = 0.2;
const STANCE_STEP_M = 0.35;
/** Heights over the ground in which an obstacle is in a person's way. */
const BODY_LOW_M = 0.1;
const BODY_HIGH_M = 1.9;
/** A kerb this high is met from the side, not passed under. */
const KERB_M = 1;

export type AimState =
  | "valid"
  /** Nothing was met within reach. */
  | "too-far"
  /** An obstacle stands between the head and the hand, or on the way. */
  | "blocked"
  /** Green, a median, a border: no ground to stand on. */
  | "barred"
  | "steep"
  /** Something stands nearer than 0.75 m. */
  | "too-near";

export interface Aim {
  state: AimState;
  /** East, north, up of the points along the way; the last is where it ends. */
  points: Float64Array;
  count: number;
  hit: GroundHit;
}

export interface Place {
  eastM: number;
  northM: number;
  upM: number;
}

export const newAim = (): Aim => ({
  state: "too-far",
  points: new Float64Array(MOST_POINTS * 3),
  count: 0,
  hit: newGroundHit(),
});

function put(points: Float64Array, i: number, e: number, n: number, u: number): void {
  points[i * 3] = e;
  points[i * 3 + 1] = n;
  points[i * 3 + 2] = u;
}

const probe = newGroundHit();
/** Feet, and the places round them. */
const stance = new Float64Array(15);

/** Whether one may stand where a way met the ground. */
export function judgeLanding(
  walkable: Walkable,
  { eastM: e, northM: n, upM: u, kind, normalUp }: GroundHit,
): AimState {
  if (!isWalkable(kind)) return "barred";
  if (normalUp < LEAST_NORMAL_UP) return "steep";
  put(stance, 0, e, n, u);
  put(stance, 1, e + STANCE_M, n, u);
  put(stance, 2, e - STANCE_M, n, u);
  put(stance, 3, e, n + STANCE_M, u);
  put(stance, 4, e, n - STANCE_M, u);
  for (let i = 1; i < 5; i++)
    if (!walkable.groundAt(stance, i, STANCE_STEP_M, STANCE_STEP_M, probe) || !isWalkable(probe.kind))
      return "barred";
  const clear = walkable.clearanceM(stance, 0, BODY_LOW_M, BODY_HIGH_M, LEAST_CLEAR_M);
  return clear < LEAST_CLEAR_M ? "too-near" : "valid";
}

const met = { share: 0 };

/** The piece from the last point but one to the last; true when the way ends in it, and the last point is where. */
function ends(walkable: Walkable, aim: Aim): boolean {
  const { hit, points } = aim;
  const last = aim.count - 1;
  const a = (last - 1) * 3;
  const b = last * 3;
  const obstacle = walkable.obstacleAlong(points, last - 1, met);
  const ground = walkable.groundAlong(points, last - 1, hit);
  if (obstacle && (!ground || met.share <= hit.share)) {
    aim.state = "blocked";
    for (let axis = 0; axis < 3; axis++) {
      const from = points[a + axis] as number;
      points[b + axis] = from + met.share * ((points[b + axis] as number) - from);
    }
    return true;
  }
  if (ground) {
    // From below it is a deck overhead.
    aim.state =
      (points[b + 2] as number) > (points[a + 2] as number) ? "blocked" : judgeLanding(walkable, hit);
    points[b] = hit.eastM;
    points[b + 1] = hit.northM;
    points[b + 2] = hit.upM;
    return true;
  }
  // Under a kerb's top without having met it: its upright face was met.
  if (!walkable.groundAt(points, last, 0, KERB_M, hit)) return false;
  aim.state = "steep";
  return true;
}

const reach = new Float64Array(6);

/** Nothing may stand between the eyes and the hand: nobody reaches through a wall. */
function reaches(walkable: Walkable, head: Place, hand: Place): boolean {
  put(reach, 0, head.eastM, head.northM, head.upM);
  put(reach, 1, hand.eastM, hand.northM, hand.upM);
  return !walkable.obstacleAlong(reach, 0, met);
}

/**
 * The arc of something thrown from the hand along a unit direction.
 * @param head the eyes
 */
export function aimArc(walkable: Walkable, head: Place, hand: Place, direction: Place, aim: Aim): Aim {
  const { points } = aim;
  aim.count = 1;
  aim.state = "too-far";
  put(points, 0, hand.eastM, hand.northM, hand.upM);
  if (!reaches(walkable, head, hand)) {
    aim.state = "blocked";
    return aim;
  }
  const de = direction.eastM * ARC_SPEED_MPS * STEP_S;
  const dn = direction.northM * ARC_SPEED_MPS * STEP_S;
  let du = direction.upM * ARC_SPEED_MPS * STEP_S - (GRAVITY_MPS2 * STEP_S * STEP_S) / 2;
  let left = MOST_REACH_M;
  while (aim.count < MOST_POINTS && left > 0) {
    const a = (aim.count - 1) * 3;
    const long = Math.sqrt(de * de + dn * dn + du * du);
    const share = Math.min(1, left / long);
    points[a + 3] = (points[a] as number) + de * share;
    points[a + 4] = (points[a + 1] as number) + dn * share;
    points[a + 5] = (points[a + 2] as number) + du * share;
    aim.count += 1;
    if (ends(walkable, aim)) return aim;
    left -= long;
    du -= GRAVITY_MPS2 * STEP_S * STEP_S;
  }
  return aim;
}

/** Straight along a unit direction from the eyes, as a mouse points. */
export function aimStraight(walkable: Walkable, eye: Place, direction: Place, aim: Aim): Aim {
  const { points } = aim;
  aim.count = 1;
  aim.state = "too-far";
  put(points, 0, eye.eastM, eye.northM, eye.upM);
  for (let i = 1; i * STRAIGHT_STEP_M <= MOST_REACH_M; i++) {
    const along = i * STRAIGHT_STEP_M;
    points[i * 3] = eye.eastM + along * direction.eastM;
    points[i * 3 + 1] = eye.northM + along * direction.northM;
    points[i * 3 + 2] = eye.upM + along * direction.upM;
    aim.count += 1;
    if (ends(walkable, aim)) return aim;
  }
  return aim;
}
