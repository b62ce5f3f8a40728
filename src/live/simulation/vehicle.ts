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
  change: { from: number; startS: number; durationS: number; left: boolean } | undefined;
  /** Junction lanes that are its own until it has crossed them. */
  held: number[];
  waitingSinceS: number | undefined;
  stoppedS: number;
}

/** An entry in a lane's list: a vehicle, or what still stands on the lane it is leaving. */
export interface Occupant {
  vehicle: Vehicle;
  d: number;
  /** True for the lane being left. */
  leaving: boolean;
}

export const share = (change: NonNullable<Vehicle["change"]>, nowS: number): number =>
  Math.min(1, Math.max(0, (nowS - change.startS) / change.durationS));
