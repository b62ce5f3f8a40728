// Whether a driver changes lanes: MOBIL (Kesting, Treiber, Helbing 2007, TRR 1999), with a wish for a lane that leads
// on, and never where paint or width forbid it. Decides only; traffic.ts moves the vehicle.

import type { LaneGraph } from "../../model/roads/lane-graph.ts";
import { idmAcceleration } from "./driver-model.ts";
import type { Occupant, Vehicle } from "./vehicle.ts";

const GAP_M = 2.5;
const SAFE_MPS2 = -2.5;
const THRESHOLD_MPS2 = 0.35;
const DURATION_S = 3;
const LOOK_M = 300;
/** Slower, only a lane that ends is left. */
const ROLLING_MPS = 0.8;

export interface LaneChoice {
  node: number;
  d: number;
  left: boolean;
  durationS: number;
}

/** The leader and the follower a vehicle would have at a place on a lane, with bumper-to-bumper gaps. */
function around(
  graph: LaneGraph,
  occupants: readonly Occupant[][],
  node: number,
  d: number,
  lengthM: number,
) {
  const list = occupants[node] ?? [];
  let k = 0;
  while (k < list.length && (list[k] as Occupant).d <= d) k++;
  const own = graph.nodes[node];
  const far = Number.POSITIVE_INFINITY;
  const gapTo = (o: Occupant, distance: number) => distance - (lengthM + o.vehicle.body.lengthM) / 2;
  let lead: { o: Occupant; gap: number } | undefined;
  const ahead = list[k];
  if (ahead) lead = { o: ahead, gap: gapTo(ahead, ahead.d - d) };
  else
    for (const next of own?.next ?? []) {
      const o = occupants[next]?.[0];
      const gap = o ? gapTo(o, (own?.lengthM ?? 0) - d + o.d) : far;
      if (o && (!lead || gap < lead.gap)) lead = { o, gap };
    }
  let follow: { o: Occupant; gap: number } | undefined;
  const behind = list[k - 1];
  if (behind) follow = { o: behind, gap: gapTo(behind, d - behind.d) };
  else
    for (const previous of own?.previous ?? []) {
      const o = occupants[previous]?.at(-1);
      const gap = o ? gapTo(o, d + (graph.nodes[previous]?.lengthM ?? 0) - o.d) : far;
      if (o && (!follow || gap < follow.gap)) follow = { o, gap };
    }
  return { lead, follow };
}

export function chooseLane(
  vehicle: Vehicle,
  graph: LaneGraph,
  occupants: readonly Occupant[][],
  reach: Float64Array,
  wantedMps: number,
): LaneChoice | undefined {
  const own = graph.nodes[vehicle.node];
  if (!own || own.junctionId !== undefined || vehicle.change) return undefined;
  let best: (LaneChoice & { gain: number }) | undefined;
  const ownReach = (reach[vehicle.node] as number) - vehicle.d;
  for (const left of [true, false]) {
    const neighbour = left ? own.left : own.right;
    if (!neighbour?.spans.some(([a, b]) => vehicle.d > a && vehicle.d + vehicle.v * DURATION_S * 0.5 < b))
      continue;
    const other = graph.nodes[neighbour.node];
    if (!other || (other.busOnly && vehicle.body.class !== "bus")) continue;
    if (own.lengthM - vehicle.d < vehicle.v * DURATION_S + 3) continue;
    const d = (vehicle.d * other.lengthM) / own.lengthM;
    const { lead, follow } = around(graph, occupants, neighbour.node, d, vehicle.body.lengthM);
    if (
      (lead && lead.gap < GAP_M + 0.3 * vehicle.v) ||
      (follow && follow.gap < GAP_M + 0.2 * follow.o.vehicle.v)
    )
      continue;
    if (follow) {
      const { driver, v } = follow.o.vehicle;
      if (idmAcceleration(driver, v, Math.max(v, 5), follow.gap, vehicle.v) < SAFE_MPS2) continue;
    }
    const after = idmAcceleration(
      vehicle.driver,
      vehicle.v,
      wantedMps,
      lead?.gap ?? Number.POSITIVE_INFINITY,
      lead?.o.vehicle.v ?? 0,
    );
    if (after < SAFE_MPS2) continue;
    let gain = after - vehicle.leaderA;
    const otherReach = (reach[neighbour.node] as number) - d;
    const mustLeave = otherReach > ownReach + 20 && ownReach < LOOK_M;
    if (vehicle.v < ROLLING_MPS && !mustLeave) continue;
    if (mustLeave) gain += 4;
    if (otherReach < ownReach - 20 && otherReach < LOOK_M) continue;
    if (vehicle.want !== undefined && vehicle.want !== vehicle.node) {
      const id = graph.nodes[vehicle.want]?.laneId ?? own.laneId;
      gain += Math.sign(id - own.laneId) === Math.sign(other.laneId - own.laneId) ? 1.5 : -3;
    } else if (vehicle.want === vehicle.node) gain -= 1;
    if (gain > THRESHOLD_MPS2 && (!best || gain > best.gain))
      best = { node: neighbour.node, d, left, durationS: DURATION_S, gain };
  }
  return best;
}
