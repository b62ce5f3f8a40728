// Where a teleport would land and why not: an arc from the hand, or the straight line of a pointer, against the road
// data. City ENU metres, up positive; no engine. One aim is kept and filled anew, so that aiming allocates nothing.

import {
  type GroundHit,
  isWalkable,
  NO_HIT,
  newGroundHit,
  type Walkable,
} from "../../../../model/roads/walkable.ts";

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

function put(aim: Aim, e: number, n: number, u: number): void {
  const i = aim.count * 3;
  aim.points[i] = e;
  aim.points[i + 1] = n;
  aim.points[i + 2] = u;
  aim.count += 1;
}

const probe = newGroundHit();

const standable = (walkable: Walkable, e: number, n: number, u: number): boolean =>
  walkable.groundAt(e, n, u - STANCE_STEP_M, u + STANCE_STEP_M, probe) && isWalkable(probe.kind);

/** Whether one may stand where a way met the ground. */
export function judgeLanding(
  walkable: Walkable,
  { eastM: e, northM: n, upM: u, kind, normalUp }: GroundHit,
): AimState {
  if (!isWalkable(kind)) return "barred";
  if (normalUp < LEAST_NORMAL_UP) return "steep";
  if (
    !standable(walkable, e + STANCE_M, n, u) ||
    !standable(walkable, e - STANCE_M, n, u) ||
    !standable(walkable, e, n + STANCE_M, u) ||
    !standable(walkable, e, n - STANCE_M, u)
  )
    return "barred";
  const clear = walkable.clearanceM(e, n, u + BODY_LOW_M, u + BODY_HIGH_M, LEAST_CLEAR_M);
  return clear < LEAST_CLEAR_M ? "too-near" : "valid";
}

/** One piece of the way; true when it ends here. */
function piece(
  walkable: Walkable,
  aim: Aim,
  ae: number,
  an: number,
  au: number,
  be: number,
  bn: number,
  bu: number,
): boolean {
  const { hit } = aim;
  const obstacle = walkable.obstacleAlong(ae, an, au, be, bn, bu);
  const ground = walkable.groundAlong(ae, an, au, be, bn, bu, hit);
  if (obstacle !== NO_HIT && (!ground || obstacle <= hit.share)) {
    aim.state = "blocked";
    put(aim, ae + obstacle * (be - ae), an + obstacle * (bn - an), au + obstacle * (bu - au));
    return true;
  }
  if (ground) {
    // From below it is a deck overhead.
    aim.state = bu > au ? "blocked" : judgeLanding(walkable, hit);
    put(aim, hit.eastM, hit.northM, hit.upM);
    return true;
  }
  if (walkable.groundAt(be, bn, bu, bu + KERB_M, hit)) {
    // Under a kerb's top without having met it: its upright face was met.
    aim.state = "steep";
    put(aim, be, bn, bu);
    return true;
  }
  put(aim, be, bn, bu);
  return false;
}

/** Nothing may stand between the eyes and the hand: nobody reaches through a wall. */
const reaches = (walkable: Walkable, head: Place, hand: Place): boolean =>
  walkable.obstacleAlong(head.eastM, head.northM, head.upM, hand.eastM, hand.northM, hand.upM) === NO_HIT;

/**
 * The arc of something thrown from the hand along a unit direction.
 * @param head the eyes
 */
export function aimArc(walkable: Walkable, head: Place, hand: Place, direction: Place, aim: Aim): Aim {
  aim.count = 0;
  aim.state = "too-far";
  let ae = hand.eastM;
  let an = hand.northM;
  let au = hand.upM;
  put(aim, ae, an, au);
  if (!reaches(walkable, head, hand)) {
    aim.state = "blocked";
    return aim;
  }
  const ve = direction.eastM * ARC_SPEED_MPS;
  const vn = direction.northM * ARC_SPEED_MPS;
  let vu = direction.upM * ARC_SPEED_MPS;
  let left = MOST_REACH_M;
  while (aim.count < MOST_POINTS && left > 0) {
    let be = ae + ve * STEP_S;
    let bn = an + vn * STEP_S;
    let bu = au + vu * STEP_S - (GRAVITY_MPS2 * STEP_S * STEP_S) / 2;
    vu -= GRAVITY_MPS2 * STEP_S;
    const long = Math.sqrt((be - ae) * (be - ae) + (bn - an) * (bn - an) + (bu - au) * (bu - au));
    if (long > left) {
      const share = left / long;
      be = ae + (be - ae) * share;
      bn = an + (bn - an) * share;
      bu = au + (bu - au) * share;
    }
    if (piece(walkable, aim, ae, an, au, be, bn, bu)) return aim;
    left -= long;
    ae = be;
    an = bn;
    au = bu;
  }
  return aim;
}

/** Straight along a unit direction from the eyes, as a mouse points. */
export function aimStraight(walkable: Walkable, eye: Place, direction: Place, aim: Aim): Aim {
  aim.count = 0;
  aim.state = "too-far";
  put(aim, eye.eastM, eye.northM, eye.upM);
  for (let along = 0; along < MOST_REACH_M; along += STRAIGHT_STEP_M) {
    const to = Math.min(MOST_REACH_M, along + STRAIGHT_STEP_M);
    const ended = piece(
      walkable,
      aim,
      eye.eastM + along * direction.eastM,
      eye.northM + along * direction.northM,
      eye.upM + along * direction.upM,
      eye.eastM + to * direction.eastM,
      eye.northM + to * direction.northM,
      eye.upM + to * direction.upM,
    );
    if (ended) return aim;
  }
  return aim;
}
