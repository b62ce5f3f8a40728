// Seeded traffic on a lane graph: car following, lane changes, signals, junctions. Pure: time comes in, rows go out.
// The same network, seed and times give the same rows. Steps of 0.1 s; metres, seconds; rows in WGS 84.

import { seeded } from "../../model/records/random.ts";
import { type LaneGraph, laneGraph } from "../../model/roads/lane-graph.ts";
import type { RoadNetwork } from "../../model/roads/road-network.ts";
import { roundabouts } from "../../model/roads/roundabouts.ts";
import type { SignalObservation, TrackDescription, TrackRow } from "../../model/twin/track-row.ts";
import { crossings } from "./crossing-conflicts.ts";
import { drawVehicle, idmAcceleration } from "./driver-model.ts";
import { chooseLane } from "./lane-changes.ts";
import { type CoursePose, laneCourse, sampleBefore, type ToGeodetic } from "./lane-course.ts";
import { createRightOfWay } from "./right-of-way.ts";
import { observation, signalPlans, stateAt } from "./signal-plans.ts";
import { approachSpeed, speedProfile } from "./speed-profile.ts";
import { type StopLine, stopLines } from "./stop-lines.ts";
import { type Occupant, share, type Vehicle } from "./vehicle.ts";

export interface TrafficOptions {
  seed: number;
  /** How many are wished for, given what the network holds; never more than that. */
  vehicles(capacity: number): number;
  startMs: number;
  toGeodetic: ToGeodetic;
  /** Id of the source that rows and signals are marked with. */
  source: string;
}

export interface Traffic {
  graph: LaneGraph;
  /** How many the network holds at 20 m of lane each. */
  capacity: number;
  count(): number;
  /** Moves on to a time, in whole steps; a leap of more than 10 s is cut short. */
  advance(timeMs: number): void;
  /** Where everything is now. */
  rows(): TrackRow[];
  /** Vehicles that came since the last call, all of them at the first. */
  born(): TrackDescription[];
  /** Ids that went since the last call. */
  ended(): string[];
  signals(): SignalObservation[];
  /** For tests: what is where on the graph. */
  vehicles: readonly Vehicle[];
}

const STEP_S = 0.1;
const SPACING_M = 20;
const NARROW_M = 2;
const STOP_GAP_M = 0.8;
const YELLOW_BRAKE_MPS2 = 3;
const HARD_BRAKE_MPS2 = -8;
const STUCK_S = 240;
const MERGE_LOOK_M = 60;
const ROLLING_MPS = 2;
const WISH_SHARE = 0.4;
const LEAP_MS = 10000;

export function createTraffic(network: RoadNetwork, options: TrafficOptions): Traffic {
  const { seed, toGeodetic, source } = options;
  const random = seeded(seed);
  const graph = laneGraph(network);
  const { nodes } = graph;
  const profiles = nodes.map(speedProfile);
  const courses = nodes.map((node) => laneCourse(node, toGeodetic));
  const plans = signalPlans(network);
  const stops = stopLines(network, graph, plans);
  const crossed = crossings(graph);
  const leftHand = network.roads.some(({ rule }) => rule === "LHT");
  const rounds = roundabouts(graph, leftHand);
  const rightOfWay = createRightOfWay(graph, crossed, network.junctions, rounds);
  const siblings = nodes.map((node) => [
    ...new Set(node.previous.flatMap((p) => nodes[p]?.next ?? []).filter((n) => n !== node.index)),
  ]);
  // A lane that narrows away is left before it is too narrow.
  const usableM = nodes.map(({ widthM, at, lengthM }) => {
    let k = widthM.length;
    while (k > 0 && (widthM[k - 1] as number) < NARROW_M) k--;
    return k === widthM.length || k === 0 ? lengthM : (at[Math.max(0, k - 1)] as number);
  });
  const endsEarly = (node: LaneGraph["nodes"][number]) =>
    (usableM[node.index] as number) < node.lengthM - 0.5;
  const reach = new Float64Array(nodes.length);
  for (let turn = 0; turn < 60; turn++)
    for (const node of nodes)
      reach[node.index] = Math.min(
        2000,
        endsEarly(node)
          ? (usableM[node.index] as number)
          : node.lengthM + node.next.reduce((most, n) => Math.max(most, reach[n] as number), 0),
      );
  const open = nodes.filter(
    ({ junctionId, busOnly, lengthM }) => junctionId === undefined && !busOnly && lengthM > 8,
  );
  const roads = open.length > 0 ? open : nodes.filter(({ busOnly }) => !busOnly);
  const sources = roads.filter(
    ({ previous, lengthM, widthM }) =>
      previous.length === 0 && lengthM > 15 && (widthM[0] as number) > NARROW_M,
  );
  const roadM = roads.reduce((sum, { lengthM }) => sum + lengthM, 0);
  // Of the whole length: a map may cut its lanes into pieces shorter than a vehicle's share.
  const capacity = Math.floor(
    (open.length === 0
      ? roadM
      : nodes.reduce(
          (sum, { lengthM, busOnly, junctionId }) =>
            sum + (busOnly || junctionId !== undefined ? 0 : lengthM),
          0,
        )) / SPACING_M,
  );
  const wanted = Math.min(options.vehicles(capacity), capacity);

  const vehicles: Vehicle[] = [];
  let born: Vehicle[] = [];
  let ended: string[] = [];
  let missing = 0;
  let serial = 0;
  let stepIndex = 0;
  let nowMs = options.startMs;
  const occupants: Occupant[][] = nodes.map(() => []);
  const nowS = () => stepIndex * STEP_S;
  const idOf = (vehicle: Vehicle) => `${source}-${vehicle.serial}`;

  const profileAt = (node: number, d: number) => {
    const { at } = nodes[node] as LaneGraph["nodes"][number];
    const profile = profiles[node] as Float64Array;
    const k = sampleBefore(at, d);
    const span = (at[k + 1] as number) - (at[k] as number);
    const w = Math.min(1, Math.max(0, span > 0 ? (d - (at[k] as number)) / span : 0));
    return (1 - w) * (profile[k] as number) + w * (profile[k + 1] as number);
  };

  function pickNext(node: number, bus: boolean): number | undefined {
    const next = nodes[node]?.next ?? [];
    const allowed = bus ? next : next.filter((n) => !nodes[n]?.busOnly);
    return allowed.length > 0 ? allowed[random.index(allowed.length)] : undefined;
  }

  function extendRoute(vehicle: Vehicle, horizonM: number): void {
    let ahead = (nodes[vehicle.node]?.lengthM ?? 0) - vehicle.d;
    for (const n of vehicle.route) ahead += nodes[n]?.lengthM ?? 0;
    let last = vehicle.route.at(-1) ?? vehicle.node;
    while (ahead < horizonM || (nodes[last]?.junctionId !== undefined && vehicle.route.length < 40)) {
      const next = pickNext(last, vehicle.body.class === "bus");
      if (next === undefined) return;
      vehicle.route.push(next);
      ahead += nodes[next]?.lengthM ?? 0;
      last = next;
      if (vehicle.route.length >= 40) return;
    }
  }

  /** A lane among those side by side that this vehicle would like to be on, now and then. */
  function wishLane(vehicle: Vehicle): void {
    vehicle.want = undefined;
    const own = nodes[vehicle.node];
    if (!own || own.junctionId !== undefined || !(own.left || own.right) || random.next() > WISH_SHARE)
      return;
    const chain = [own.index];
    for (const side of ["left", "right"] as const) {
      let at = own[side];
      while (at && !chain.includes(at.node)) {
        chain.push(at.node);
        at = nodes[at.node]?.[side];
      }
    }
    vehicle.want = chain[random.index(chain.length)];
  }

  function add(node: number, d: number, v: number, made: ReturnType<typeof drawVehicle>): void {
    const vehicle: Vehicle = {
      serial: serial++,
      ...made,
      node,
      d,
      v,
      a: 0,
      leaderA: 0,
      route: [],
      want: undefined,
      change: undefined,
      held: [],
      waitingSinceS: undefined,
      askedS: 0,
      stoppedS: 0,
    };
    vehicles.push(vehicle);
    born.push(vehicle);
    const list = occupants[node] as Occupant[];
    list.push({ vehicle, d, leaving: false });
    list.sort((a, b) => a.d - b.d);
    wishLane(vehicle);
  }

  const hasRoom = (node: number, d: number, lengthM: number, spareM: number) =>
    (occupants[node] ?? []).every((o) => Math.abs(o.d - d) > (o.vehicle.body.lengthM + lengthM) / 2 + spareM);

  function placeAnywhere(): boolean {
    for (let attempt = 0; attempt < 40; attempt++) {
      let at = random.next() * roadM;
      const node =
        roads.find(({ lengthM }) => {
          at -= lengthM;
          return at < 0;
        }) ?? roads[0];
      if (!node) return false;
      const made = drawVehicle(random, node.busOnly);
      const half = made.body.lengthM / 2;
      if (node.lengthM < 2 * half + 1) continue;
      const d = random.between(half, node.lengthM - half);
      const width = node.widthM[sampleBefore(node.at, d)] as number;
      if (width < made.body.widthM + 0.4 || !hasRoom(node.index, d, made.body.lengthM, 7)) continue;
      add(node.index, d, 0.6 * profileAt(node.index, d), made);
      return true;
    }
    return false;
  }

  function placeAtSource(): boolean {
    if (sources.length === 0) return placeAnywhere();
    const node = sources[random.index(sources.length)] as LaneGraph["nodes"][number];
    const made = drawVehicle(random, node.busOnly);
    const d = made.body.lengthM / 2 + 0.2;
    const v = profileAt(node.index, d) * 0.9;
    const first = occupants[node.index]?.[0];
    if (first && first.d - (first.vehicle.body.lengthM + made.body.lengthM) / 2 - d < 6 + v * 1.2)
      return false;
    add(node.index, d, first ? Math.min(v, first.vehicle.v + 3) : v, made);
    return true;
  }

  /** The strongest braking asked for by anything ahead within the horizon. */
  function accelerate(vehicle: Vehicle, place: number, time: number): void {
    const { driver, body, v } = vehicle;
    const own = nodes[vehicle.node] as LaneGraph["nodes"][number];
    const list = occupants[vehicle.node] as Occupant[];
    const half = body.lengthM / 2;
    const horizon = Math.min(280, Math.max(45, (v * v) / 3 + 2 * v + 30));
    let limit = Math.min(driver.maxSpeedMps, profileAt(vehicle.node, vehicle.d) * driver.speedFactor);
    let a = Number.POSITIVE_INFINITY;
    const follow = (gapM: number, vLead: number) => {
      const wish = idmAcceleration(driver, v, limit, gapM, vLead);
      if (wish < a) a = wish;
    };
    let blocked = false;
    const stopAt = (frontM: number) => {
      blocked = true;
      follow(Math.max(0.05, frontM - STOP_GAP_M), 0);
    };
    const closed = (stop: StopLine, distanceM: number): boolean => {
      const { state } = stateAt(stop.plan, time);
      if (state === "red" || state === "red-yellow") return true;
      if (state !== "yellow") return false;
      return (v * v) / (2 * Math.max(0.5, distanceM - STOP_GAP_M)) < YELLOW_BRAKE_MPS2;
    };

    extendRoute(vehicle, horizon);
    for (const stop of stops.get(vehicle.node) ?? []) {
      const frontM = stop.d - vehicle.d - half;
      if (frontM > -0.5 && frontM < horizon && closed(stop, frontM)) stopAt(Math.max(frontM, 0.1));
    }
    let leader: Occupant | undefined;
    for (let k = place + 1; k < list.length; k++)
      if ((list[k] as Occupant).vehicle !== vehicle) {
        leader = list[k];
        break;
      }
    // Who has somebody in front of it, a changer of lanes perhaps, cannot go first.
    if (leader && own.junctionId === undefined && vehicle.held.length > 0) rightOfWay.forget(vehicle);
    if (leader) follow(leader.d - vehicle.d - half - leader.vehicle.body.lengthM / 2, leader.vehicle.v);
    // A sibling lane that has only just parted still shares the ground.
    if (vehicle.d < 12)
      for (const sibling of siblings[vehicle.node] ?? [])
        for (const o of occupants[sibling] ?? []) {
          if (o.d - o.vehicle.body.lengthM / 2 > 4) break;
          if (o.d > vehicle.d) follow(o.d - vehicle.d - half - o.vehicle.body.lengthM / 2, o.vehicle.v);
        }

    let x = own.lengthM - vehicle.d;
    let before = vehicle.node;
    for (let k = 0; k < vehicle.route.length && x < horizon && !blocked; k++) {
      const index = vehicle.route[k] as number;
      const node = nodes[index] as LaneGraph["nodes"][number];
      limit = Math.min(
        limit,
        Math.max(1, approachSpeed((profiles[index]?.[0] as number) * driver.speedFactor, x)),
      );
      if (node.junctionId !== undefined && nodes[before]?.junctionId !== node.junctionId) {
        const near = x - half < (v * v) / 4 + 10;
        if (near && !leader && !rightOfWay.ask(vehicle, k, x, nowS(), occupants)) {
          stopAt(x - half);
          break;
        }
      }
      if (node.previous.length > 1 && x < MERGE_LOOK_M)
        for (const other of node.previous) {
          if (other === before) continue;
          const from = nodes[other] as LaneGraph["nodes"][number];
          const others = occupants[other] as Occupant[];
          for (let i = others.length - 1; i >= 0; i--) {
            const o = others[i] as Occupant;
            const theirs = from.lengthM - o.d;
            if (theirs > x || (theirs === x && o.vehicle.serial > vehicle.serial)) break;
            if (o.leaving || o.vehicle === vehicle || (o.vehicle.route[0] ?? index) !== index) continue;
            follow(Math.max(0.1, x - theirs - half - o.vehicle.body.lengthM / 2), o.vehicle.v);
          }
        }
      if (leader) break;
      for (const stop of stops.get(index) ?? []) {
        const frontM = x + stop.d - half;
        if (frontM < horizon && closed(stop, frontM)) stopAt(frontM);
      }
      for (const sibling of siblings[index] ?? []) {
        const o = occupants[sibling]?.[0];
        if (o && o.vehicle !== vehicle && o.d - o.vehicle.body.lengthM / 2 < 4)
          follow(x + o.d - half - o.vehicle.body.lengthM / 2, o.vehicle.v);
      }
      const first = occupants[index]?.find((o) => o.vehicle !== vehicle);
      if (first) {
        leader = first;
        follow(x + first.d - half - first.vehicle.body.lengthM / 2, first.vehicle.v);
        if (x > MERGE_LOOK_M) break;
      }
      before = index;
      x += node.lengthM;
    }
    vehicle.leaderA = a === Number.POSITIVE_INFINITY ? idmAcceleration(driver, v, limit, a, 0) : a;
    // A lane that ends while its neighbour goes on: wait at its end for a gap.
    if (endsEarly(own) || (vehicle.route.length === 0 && own.next.length === 0)) {
      const ownReach = (reach[vehicle.node] as number) - vehicle.d;
      const goesOn = [own.left, own.right].some(
        (side) => side && (reach[side.node] as number) > ownReach + vehicle.d + 20,
      );
      const restM = (usableM[vehicle.node] as number) - vehicle.d - half;
      if (goesOn && restM > -half) stopAt(Math.max(0.1, restM));
    }
    follow(Number.POSITIVE_INFINITY, 0);
    vehicle.a = Math.max(HARD_BRAKE_MPS2, a);
  }

  function remove(vehicle: Vehicle): void {
    rightOfWay.forget(vehicle);
    ended.push(idOf(vehicle));
    missing += 1;
  }

  function step(): void {
    stepIndex += 1;
    const time = nowMs + STEP_S * 1000;
    for (const list of occupants) list.length = 0;
    for (const vehicle of vehicles) {
      (occupants[vehicle.node] as Occupant[]).push({ vehicle, d: vehicle.d, leaving: false });
      const { change } = vehicle;
      if (change && share(change) < 0.6) {
        const from = nodes[change.from] as LaneGraph["nodes"][number];
        const own = nodes[vehicle.node] as LaneGraph["nodes"][number];
        (occupants[change.from] as Occupant[]).push({
          vehicle,
          d: (vehicle.d * from.lengthM) / own.lengthM,
          leaving: true,
        });
      }
    }
    for (const list of occupants)
      if (list.length > 1) list.sort((a, b) => a.d - b.d || a.vehicle.serial - b.vehicle.serial);
    for (const list of occupants)
      list.forEach((o, place) => {
        if (!o.leaving) accelerate(o.vehicle, place, time);
      });

    const gone = new Set<Vehicle>();
    for (const vehicle of vehicles) {
      const before = vehicle.v;
      vehicle.v = Math.max(0, before + vehicle.a * STEP_S);
      vehicle.d += ((before + vehicle.v) / 2) * STEP_S;
      vehicle.stoppedS = vehicle.v < 0.1 ? vehicle.stoppedS + STEP_S : 0;
      if (vehicle.change) {
        vehicle.change.progressS += STEP_S * Math.min(1, vehicle.v / ROLLING_MPS);
        if (share(vehicle.change) >= 1) vehicle.change = undefined;
      }
      let own = nodes[vehicle.node] as LaneGraph["nodes"][number];
      while (vehicle.d > own.lengthM) {
        const next = vehicle.route.shift() ?? pickNext(vehicle.node, vehicle.body.class === "bus");
        if (next === undefined) {
          gone.add(vehicle);
          break;
        }
        vehicle.d -= own.lengthM;
        vehicle.node = next;
        vehicle.change = undefined;
        own = nodes[next] as LaneGraph["nodes"][number];
        wishLane(vehicle);
      }
      rightOfWay.release(vehicle);
      if (vehicle.stoppedS > STUCK_S) gone.add(vehicle);
      if (!gone.has(vehicle) && (stepIndex + vehicle.serial) % 8 === 0) {
        const choice = chooseLane(
          vehicle,
          graph,
          occupants,
          reach,
          profileAt(vehicle.node, vehicle.d) * vehicle.driver.speedFactor,
        );
        if (choice) {
          rightOfWay.forget(vehicle);
          vehicle.change = {
            from: vehicle.node,
            progressS: 0,
            durationS: choice.durationS,
            left: choice.left,
          };
          vehicle.node = choice.node;
          vehicle.d = choice.d;
          vehicle.route = [];
          const list = occupants[choice.node] as Occupant[];
          list.push({ vehicle, d: choice.d, leaving: false });
          list.sort((a, b) => a.d - b.d || a.vehicle.serial - b.vehicle.serial);
        }
      }
    }
    if (gone.size > 0) {
      for (const vehicle of gone) remove(vehicle);
      let kept = 0;
      for (const vehicle of vehicles) if (!gone.has(vehicle)) vehicles[kept++] = vehicle;
      vehicles.length = kept;
      for (const vehicle of gone) {
        const list = occupants[vehicle.node] as Occupant[];
        const at = list.findIndex((o) => o.vehicle === vehicle);
        if (at >= 0) list.splice(at, 1);
      }
    }
    for (let attempt = Math.min(missing, 8); attempt > 0; attempt--) if (placeAtSource()) missing -= 1;
    nowMs = time;
  }

  for (let i = 0; i < wanted; i++) if (!placeAnywhere()) missing += 1;

  const here: CoursePose = { lonDeg: 0, latDeg: 0, heightM: 0, headingRad: 0 };
  const there: CoursePose = { lonDeg: 0, latDeg: 0, heightM: 0, headingRad: 0 };

  function row(vehicle: Vehicle): TrackRow {
    courses[vehicle.node]?.poseAt(vehicle.d, here);
    const { change } = vehicle;
    if (change) {
      const from = nodes[change.from] as LaneGraph["nodes"][number];
      const own = nodes[vehicle.node] as LaneGraph["nodes"][number];
      courses[change.from]?.poseAt((vehicle.d * from.lengthM) / own.lengthM, there);
      const p = share(change);
      const w = p * p * (3 - 2 * p);
      const eastM = (here.lonDeg - there.lonDeg) * 111320 * Math.cos((here.latDeg * Math.PI) / 180);
      const asideM = Math.hypot(eastM, (here.latDeg - there.latDeg) * 110900);
      const asideMps = ((asideM * 6 * p * (1 - p)) / change.durationS) * Math.min(1, vehicle.v / ROLLING_MPS);
      here.lonDeg = there.lonDeg + w * (here.lonDeg - there.lonDeg);
      here.latDeg = there.latDeg + w * (here.latDeg - there.latDeg);
      here.heightM = there.heightM + w * (here.heightM - there.heightM);
      here.headingRad += (change.left ? -1 : 1) * Math.atan2(asideMps, Math.max(vehicle.v, 2));
    }
    const turn = 2 * Math.PI;
    return {
      id: idOf(vehicle),
      lonDeg: here.lonDeg,
      latDeg: here.latDeg,
      heightM: here.heightM,
      headingRad: ((here.headingRad % turn) + turn) % turn,
      speedMps: vehicle.v,
      timeMs: nowMs,
    };
  }

  return {
    graph,
    capacity,
    vehicles,
    count: () => vehicles.length,
    advance(timeMs) {
      if (timeMs - nowMs > LEAP_MS) nowMs = timeMs - LEAP_MS;
      while (nowMs + STEP_S * 1000 <= timeMs) step();
    },
    rows: () => vehicles.map(row),
    born() {
      const out = born
        .filter((vehicle) => vehicles.includes(vehicle))
        .map((vehicle) => ({ id: idOf(vehicle), ...vehicle.body, source }));
      born = [];
      return out;
    },
    ended() {
      const out = ended;
      ended = [];
      return out;
    },
    signals: () => plans.map((plan) => observation(plan, nowMs, source)),
  };
}
