// A drone's sortie from its dock (机库) and back as a list of legs, each with its time and its share of the battery:
// cover open, climb, along the route, home, down, cover shut, charge. Everything is known beforehand, so that where the
// drone is at a time is a pure function (patrol-at.ts). City ENU metres, seconds, headings clockwise from north.

import { Fault } from "../../../model/records/fault.ts";
import type { DroneState } from "../../../model/twin/drone.ts";

export type Place = readonly [eastM: number, northM: number, upM: number];

export interface PatrolOrder {
  id: string;
  droneId: string;
  dockId: string;
  dock: Place;
  dockHeadingRad: number;
  /** In order; the height above the ground is the caller's business. */
  route: readonly Place[];
  cruiseMps: number;
  /** How long the battery lasts in flight. */
  enduranceS: number;
  /** Seconds from empty to full. */
  chargeS: number;
  /** Share that must be left on landing. */
  reserveShare: number;
}

export interface Leg {
  state: DroneState;
  from: Place;
  to: Place;
  fromHeadingRad: number;
  toHeadingRad: number;
  durationS: number;
  /** Of a leg flown straight: speeds up, keeps it, slows down. */
  topMps: number;
  /** Share of the battery that the leg takes; below 0 it charges. */
  drain: number;
  cover: "closed" | "open" | "half-open";
  charging: boolean;
}

export interface Patrol {
  order: PatrolOrder;
  legs: readonly Leg[];
  /** From one start to the next. */
  cycleS: number;
  loops: number;
}

const COVER_S = 12;
const PREPARE_S = 30;
const CLIMB_MPS = 5;
const SINK_MPS = 3;
const TOUCH_MPS = 0.8;
const TOUCH_M = 8;
const TURN_RADPS = 0.8;
export const ACCELERATION = 2.5;
/** Full batteries are not charged to the last per cent in a dock. */
export const FULL_SHARE = 0.95;

const distance = (a: Place, b: Place) => Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
const bearing = (a: Place, b: Place) => Math.atan2(b[0] - a[0], b[1] - a[1]);
const turnOf = (from: number, to: number) => Math.atan2(Math.sin(to - from), Math.cos(to - from));

/** Time over a straight line from rest to rest. */
export function legSeconds(lengthM: number, topMps: number): number {
  const ramp = (topMps * topMps) / ACCELERATION;
  return lengthM < ramp ? 2 * Math.sqrt(lengthM / ACCELERATION) : lengthM / topMps + topMps / ACCELERATION;
}

/** @throws Fault fault.patrol.empty, fault.patrol.too-far */
export function planPatrol(order: PatrolOrder): Patrol {
  const { dock, route, cruiseMps, enduranceS, chargeS, reserveShare } = order;
  const [first, last] = [route[0], route.at(-1)];
  if (!first || !last) throw new Fault("fault.patrol.empty", { route: order.id });
  const legs: Leg[] = [];
  let at: Place = dock;
  let heading = order.dockHeadingRad;
  const add = (leg: Partial<Leg> & Pick<Leg, "state" | "durationS">) => {
    const whole: Leg = {
      from: at,
      to: at,
      fromHeadingRad: heading,
      toHeadingRad: heading,
      topMps: 0,
      drain: 0,
      cover: "closed",
      charging: false,
      ...leg,
    };
    if (whole.durationS <= 0) return;
    legs.push(whole);
    at = whole.to;
    heading = whole.toHeadingRad;
  };
  const flown = (leg: Partial<Leg> & Pick<Leg, "state" | "durationS">) =>
    add({ ...leg, drain: leg.durationS / enduranceS, cover: leg.cover ?? "closed" });
  const fly = (to: Place, state: DroneState, topMps = cruiseMps) => {
    if (distance(at, to) < 0.05) return;
    if (Math.hypot(to[0] - at[0], to[1] - at[1]) > 0.5) {
      const turn = turnOf(heading, bearing(at, to));
      flown({ state, toHeadingRad: heading + turn, durationS: Math.abs(turn) / TURN_RADPS });
    }
    flown({ state, to, topMps, durationS: legSeconds(distance(at, to), topMps) });
  };

  add({ state: "preparing", durationS: PREPARE_S });
  add({ state: "preparing", durationS: COVER_S, cover: "half-open" });
  const above = (height: number): Place => [dock[0], dock[1], height];
  flown({
    state: "taking-off",
    to: above(Math.max(first[2], dock[2] + TOUCH_M)),
    topMps: CLIMB_MPS,
    durationS: legSeconds(Math.max(first[2] - dock[2], TOUCH_M), CLIMB_MPS),
    cover: "open",
  });
  fly(first, "flying");
  // What the way home takes from the route's end: turn, cruise, sink, touch down.
  const homeS =
    Math.PI / TURN_RADPS +
    legSeconds(Math.hypot(dock[0] - last[0], dock[1] - last[1]), cruiseMps) +
    legSeconds(Math.max(0, last[2] - dock[2] - TOUCH_M), SINK_MPS) +
    legSeconds(TOUCH_M, TOUCH_MPS);
  const usable = FULL_SHARE - reserveShare;
  const used = () => legs.reduce((sum, { drain }) => sum + drain, 0);
  let loops = 0;
  for (;;) {
    const mark = legs.length;
    const before = { at, heading };
    // Every second time the other way: the route ends where the next begins.
    for (const place of loops % 2 === 0 ? route.slice(1) : route.slice(0, -1).reverse()) fly(place, "flying");
    const end = loops % 2 === 0 ? homeS : homeS + legSeconds(distance(first, last), cruiseMps);
    if (used() + end / enduranceS > usable) {
      legs.length = mark;
      ({ at, heading } = before);
      break;
    }
    loops += 1;
    if (route.length === 1 || loops >= 40) break;
  }
  if (loops === 0) throw new Fault("fault.patrol.too-far", { route: order.id, dock: order.dockId });
  fly([dock[0], dock[1], at[2]], "returning");
  const home = turnOf(heading, order.dockHeadingRad);
  flown({ state: "returning", toHeadingRad: heading + home, durationS: Math.abs(home) / TURN_RADPS });
  fly(above(dock[2] + TOUCH_M), "landing", SINK_MPS);
  flown({
    state: "landing",
    to: dock,
    topMps: TOUCH_MPS,
    durationS: legSeconds(TOUCH_M, TOUCH_MPS),
    cover: "open",
  });
  add({ state: "parked", durationS: COVER_S, cover: "half-open" });
  const drained = used();
  add({ state: "parked", durationS: drained * chargeS, drain: -drained, charging: true });
  return { order, legs, loops, cycleS: legs.reduce((sum, { durationS }) => sum + durationS, 0) };
}
