// One simulated vehicle. `d` is the distance of its middle along its lane node, metres; route is what comes next.

import type { Body, Driver } from "./driver-model.ts";

export interface Vehicle {
  serial: number;
  body: Body;
  driver: Driver;
  node: number;
  d: number;
  v: number;
  /** Acceleration of this step, and the part of it that the leader alone would allow. */
  a: number;
  leaderA: number;
  route: number[];
  /** Lane it would like to be on, a node of the same section. */
  want: number | undefined;
  /** `progressS` grows with time while it rolls: nothing slides sideways at a standstill. */
  change: { from: number; progressS: number; durationS: number; left: boolean } | undefined;
  /** Junction lanes that are its own until it has crossed them. */
  held: number[];
  waitingSinceS: number | undefined;
  /** When it last asked for its way. */
  askedS: number;
  stoppedS: number;
}

/** An entry in a lane's list: a vehicle, or what still stands on the lane it is leaving. */
export interface Occupant {
  vehicle: Vehicle;
  d: number;
  /** True for the lane being left. */
  leaving: boolean;
}

export const share = ({ progressS, durationS }: NonNullable<Vehicle["change"]>): number =>
  Math.min(1, progressS / durationS);
