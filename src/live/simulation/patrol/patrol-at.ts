// Where a drone on patrol is at a time, and what it and its dock would report. Pure: the same time gives the same
// answer. City ENU metres, headings clockwise from north, shares from 0 to 1.

import type { DroneState } from "../../../model/twin/drone.ts";
import { ACCELERATION, FULL_SHARE, type Leg, type Patrol, type Place } from "./plan-patrol.ts";

export interface PatrolMoment {
  position: Place;
  headingRad: number;
  speedMps: number;
  verticalMps: number;
  state: DroneState;
  batteryShare: number;
  charging: boolean;
  cover: Leg["cover"];
  droneInside: boolean;
  /** Camera: pitch below the horizon is negative, as the field has it. */
  gimbal: { pitchRad: number; yawRad: number };
  /** Sorties begun since time 0. */
  sorties: number;
}

const LOOKS_DOWN_RAD = -Math.PI / 3;
const STOWED_RAD = -Math.PI / 2;

/** Share of the way and speed after `seconds` of a line from rest to rest. */
function along(lengthM: number, topMps: number, seconds: number, durationS: number) {
  if (lengthM <= 0 || topMps <= 0) return { share: 0, speedMps: 0 };
  const top = Math.min(topMps, (durationS * ACCELERATION) / 2);
  const rampS = top / ACCELERATION;
  const restS = durationS - seconds;
  if (seconds < rampS)
    return { share: (ACCELERATION * seconds * seconds) / 2 / lengthM, speedMps: ACCELERATION * seconds };
  if (restS < rampS)
    return { share: 1 - (ACCELERATION * restS * restS) / 2 / lengthM, speedMps: ACCELERATION * restS };
  return { share: ((top * rampS) / 2 + top * (seconds - rampS)) / lengthM, speedMps: top };
}

/** @param seconds since the patrol's first start; before it the drone stands in its dock, full */
export function patrolAt(patrol: Patrol, seconds: number): PatrolMoment {
  const { legs, cycleS, order } = patrol;
  const cycle = Math.floor(seconds / cycleS);
  let rest = seconds < 0 ? 0 : seconds - cycle * cycleS;
  let battery = FULL_SHARE;
  let leg = legs[0] as Leg;
  for (const next of legs) {
    leg = next;
    if (rest < next.durationS) break;
    rest -= next.durationS;
    battery -= next.drain;
  }
  const time = Math.min(rest, leg.durationS);
  const lengthM = Math.hypot(leg.to[0] - leg.from[0], leg.to[1] - leg.from[1], leg.to[2] - leg.from[2]);
  const { share, speedMps } = along(lengthM, leg.topMps, time, leg.durationS);
  const mix = (axis: 0 | 1 | 2) => leg.from[axis] + (leg.to[axis] - leg.from[axis]) * share;
  const turned = leg.durationS > 0 ? time / leg.durationS : 0;
  const headingRad = leg.fromHeadingRad + (leg.toHeadingRad - leg.fromHeadingRad) * turned;
  const rise = lengthM > 0 ? (leg.to[2] - leg.from[2]) / lengthM : 0;
  const flat = lengthM > 0 ? Math.hypot(leg.to[0] - leg.from[0], leg.to[1] - leg.from[1]) / lengthM : 0;
  const inside = leg.state === "preparing" || leg.state === "parked";
  const waiting = seconds < 0;
  return {
    position: [mix(0), mix(1), mix(2)],
    headingRad,
    speedMps: speedMps * flat,
    verticalMps: speedMps * rise,
    state: waiting ? "parked" : leg.state,
    batteryShare: battery - (leg.durationS > 0 ? leg.drain * (time / leg.durationS) : 0),
    charging: leg.charging,
    cover: waiting ? "closed" : leg.cover,
    droneInside: inside,
    gimbal: {
      pitchRad: inside ? STOWED_RAD : LOOKS_DOWN_RAD,
      yawRad: inside ? order.dockHeadingRad : headingRad,
    },
    sorties: waiting ? 0 : cycle + 1,
  };
}
