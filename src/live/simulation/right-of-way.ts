// Who may enter a junction: lanes that cross are held by one stream at a time, first come first served unless the map
// says who yields, whoever goes round a roundabout goes first, and nobody enters a junction that has no room behind it.
// Signals come before this.

import type { LaneGraph } from "../../model/roads/lane-graph.ts";
import type { Junction } from "../../model/roads/road-network.ts";
import type { Roundabout } from "../../model/roads/roundabouts.ts";
import type { Crossings } from "./crossing-conflicts.ts";
import type { Occupant, Vehicle } from "./vehicle.ts";

const PATIENCE_S = 25;
const MARGIN_S = 0.8;
const START_MPS2 = 1.8;
const ROOM_M = 3;
const MOVING_MPS = 2;
/** How far up a road with priority who yields looks, and the gap it leaves. */
const YIELD_LOOK_M = 90;
const YIELD_GAP_S = 1.5;
const CROSSING_M = 8;
/** Who goes round and is as near as this goes first, standing or not. */
const RING_CLEAR_M = 9;
/** Share of a roundabout's length that vehicles and their gaps may take: one that is full could not empty itself. */
const RING_MOST = 0.6;
const RING_GAP_M = 2;

export interface RightOfWay {
  /** Asks for every lane of the junction that the route enters at route[at]; true when it may go. */
  ask(
    vehicle: Vehicle,
    at: number,
    distanceM: number,
    nowS: number,
    occupants: readonly Occupant[][],
  ): boolean;
  /** Gives back what lies behind the vehicle. */
  release(vehicle: Vehicle): void;
  /** Gives back everything. */
  forget(vehicle: Vehicle): void;
}

/**
 * @param junctions whose priorities say which connecting road yields to which
 * @param rounds lanes that go round, each with its length
 */
export function createRightOfWay(
  graph: LaneGraph,
  { conflicts, clearM }: Crossings,
  junctions: readonly Pick<Junction, "priorities">[] = [],
  rounds: readonly Roundabout[] = [],
): RightOfWay {
  const ringOf = new Map(rounds.flatMap((round) => round.lanes.map((lane) => [lane, round] as const)));
  const { nodes } = graph;
  const yields = new Set(
    junctions.flatMap(({ priorities }) => priorities.map(({ high, low }) => `${low} ${high}`)),
  );
  const yieldsTo = (lane: number, other: number): boolean =>
    yields.size > 0 && yields.has(`${nodes[lane]?.roadId} ${nodes[other]?.roadId}`);
  /** Whether somebody rolls towards a lane and will be on it within a time. */
  const comes = (
    lane: number,
    withinS: number,
    asker: Vehicle,
    occupants: readonly Occupant[][],
  ): boolean => {
    const seen = new Set<number>([lane]);
    let front: { node: number; aheadM: number }[] = [{ node: lane, aheadM: 0 }];
    while (front.length > 0) {
      const before: typeof front = [];
      for (const { node, aheadM } of front) {
        const lengthM = nodes[node]?.lengthM ?? 0;
        for (const { vehicle, d, leaving } of occupants[node] ?? []) {
          if (leaving || vehicle === asker || vehicle.v < MOVING_MPS / 2) continue;
          if (node === lane || !vehicle.route.includes(lane)) continue;
          const restM = aheadM + lengthM - d - vehicle.body.lengthM / 2;
          if (restM / vehicle.v < withinS) return true;
        }
        const reachM = node === lane ? 0 : aheadM + lengthM;
        if (reachM < YIELD_LOOK_M)
          for (const previous of nodes[node]?.previous ?? [])
            if (!seen.has(previous)) {
              seen.add(previous);
              before.push({ node: previous, aheadM: reachM });
            }
      }
      front = before;
    }
    return false;
  };
  const holders = new Map<number, Set<Vehicle>>();
  const waiting = new Map<number, Set<Vehicle>>();
  const drop = (map: Map<number, Set<Vehicle>>, node: number, vehicle: Vehicle) =>
    map.get(node)?.delete(vehicle);
  const put = (map: Map<number, Set<Vehicle>>, node: number, vehicle: Vehicle) => {
    const set = map.get(node);
    if (set) set.add(vehicle);
    else map.set(node, new Set([vehicle]));
  };
  /** Whether a holder, rolling, will have left the shared place before the asking vehicle's front can reach it. */
  const goneInTime = (holder: Vehicle, lane: number, clearAtM: number, askerS: number): boolean => {
    if (holder.node !== lane || holder.v < MOVING_MPS)
      return holder.node === lane && holder.d - holder.body.lengthM / 2 > clearAtM;
    return (clearAtM + holder.body.lengthM / 2 - holder.d) / holder.v + MARGIN_S < askerS;
  };
  /** Whether somebody on the ring is about to pass where a way joins it. */
  const ringTaken = (joined: number, withinS: number, asker: Vehicle, occupants: readonly Occupant[][]) => {
    const ring = ringOf.get(joined) as Roundabout;
    let taken = asker.body.lengthM + RING_GAP_M;
    for (const lane of ring.lanes)
      for (const on of [lane, ...(nodes[lane]?.previous ?? []).filter((node) => !ringOf.has(node))])
        for (const { vehicle, leaving } of occupants[on] ?? [])
          if (!leaving && vehicle !== asker && (on === lane || nodes[on]?.junctionId !== undefined))
            taken += vehicle.body.lengthM + RING_GAP_M;
    if (taken > RING_MOST * ring.lengthM && taken > asker.body.lengthM + RING_GAP_M) return true;
    let before = (nodes[joined]?.previous ?? []).filter((node) => ringOf.has(node));
    let aheadM = 0;
    while (before.length > 0 && aheadM < YIELD_LOOK_M) {
      const further: number[] = [];
      let longM = 0;
      for (const node of before) {
        const lengthM = nodes[node]?.lengthM ?? 0;
        longM = Math.max(longM, lengthM);
        for (const { vehicle, d } of occupants[node] ?? []) {
          if (vehicle === asker || !vehicle.route.includes(joined)) continue;
          const restM = aheadM + lengthM - d - vehicle.body.lengthM / 2;
          if (restM < RING_CLEAR_M || (vehicle.v > MOVING_MPS / 2 && restM / vehicle.v < withinS))
            return true;
        }
        further.push(...(nodes[node]?.previous ?? []).filter((each) => ringOf.has(each) && each !== joined));
      }
      before = further;
      aheadM += longM;
    }
    return false;
  };
  /** The soonest a vehicle covers a distance. */
  const soonest = ({ v }: Vehicle, m: number) =>
    (Math.sqrt(v * v + 2 * START_MPS2 * Math.max(0, m)) - v) / START_MPS2;
  /** Whether somebody slow stands within its own length and a little of where the route leaves the junction. */
  const noRoom = (vehicle: Vehicle, exit: number, occupants: readonly Occupant[][]): boolean => {
    const needM = vehicle.body.lengthM + ROOM_M;
    // A map may cut its lanes short: what stands on the next ones is as near.
    for (let k = exit, aheadM = 0; k < vehicle.route.length && aheadM < needM; k++) {
      const lane = vehicle.route[k] as number;
      const first = occupants[lane]?.[0];
      if (first)
        return (
          first.vehicle !== vehicle &&
          first.vehicle.v < MOVING_MPS &&
          aheadM + first.d - first.vehicle.body.lengthM / 2 < needM
        );
      aheadM += nodes[lane]?.lengthM ?? 0;
    }
    return false;
  };
  const stopWaiting = (vehicle: Vehicle, lanes: number[]) => {
    vehicle.waitingSinceS = undefined;
    for (const lane of lanes) drop(waiting, lane, vehicle);
  };

  return {
    ask(vehicle, at, distanceM, nowS, occupants) {
      const entered = vehicle.route[at] as number;
      if (vehicle.held.includes(entered)) return true;
      const junction = nodes[entered]?.junctionId;
      const lanes: number[] = [];
      let k = at;
      for (; k < vehicle.route.length; k++) {
        const lane = vehicle.route[k] as number;
        if (nodes[lane]?.junctionId !== junction) break;
        lanes.push(lane);
      }
      // Who did not ask for a while, at a red light perhaps, has lost its place in the queue.
      if (nowS - vehicle.askedS > 1) vehicle.waitingSinceS = undefined;
      vehicle.askedS = nowS;
      const since = vehicle.waitingSinceS ?? nowS;
      let alongM = distanceM - vehicle.body.lengthM / 2;
      const refused = lanes.some((lane) => {
        const startM = alongM;
        alongM += nodes[lane]?.lengthM ?? 0;
        return (conflicts.get(lane) ?? []).some(({ other, ownStartM, otherClearM }) => {
          for (const holder of holders.get(other) ?? [])
            if (
              holder !== vehicle &&
              !goneInTime(holder, other, otherClearM, soonest(vehicle, startM + ownStartM))
            )
              return true;
          if (
            yieldsTo(lane, other) &&
            comes(other, soonest(vehicle, startM + ownStartM + CROSSING_M) + YIELD_GAP_S, vehicle, occupants)
          )
            return true;
          // Who must yield to this one does not push in by having waited long.
          if (yieldsTo(other, lane)) return false;
          for (const each of waiting.get(other) ?? []) {
            const theirs = each.waitingSinceS;
            if (each === vehicle || theirs === undefined || nowS - each.askedS > 1) continue;
            if (nowS - theirs > PATIENCE_S && theirs < since) return true;
          }
          return false;
        });
      });
      const exit = vehicle.route[k];
      const joins = exit !== undefined && ringOf.has(exit) && !ringOf.has(lanes.at(-1) as number);
      const waits =
        joins && ringTaken(exit, soonest(vehicle, alongM + CROSSING_M) + YIELD_GAP_S, vehicle, occupants);
      const crosses = joins || lanes.some((lane) => conflicts.has(lane));
      const full = waits || (crosses && noRoom(vehicle, k, occupants));
      if (refused || full) {
        vehicle.waitingSinceS ??= nowS;
        if (refused && !full) for (const lane of lanes) put(waiting, lane, vehicle);
        return false;
      }
      stopWaiting(vehicle, lanes);
      for (const lane of lanes) {
        put(holders, lane, vehicle);
        vehicle.held.push(lane);
      }
      return true;
    },
    release(vehicle) {
      if (vehicle.held.length === 0) return;
      const rear = vehicle.d - vehicle.body.lengthM / 2;
      vehicle.held = vehicle.held.filter((lane) => {
        const ahead = vehicle.route.includes(lane);
        const on = vehicle.node === lane;
        const past = on ? rear > (clearM.get(lane) ?? 0) : !ahead && rear > 0;
        if (past) drop(holders, lane, vehicle);
        return !past;
      });
    },
    forget(vehicle) {
      for (const lane of vehicle.held) drop(holders, lane, vehicle);
      vehicle.held = [];
      vehicle.waitingSinceS = undefined;
      for (const set of waiting.values()) set.delete(vehicle);
    },
  };
}
