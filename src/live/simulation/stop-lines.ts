// Where on a lane node a signal stops its traffic: at the stop line the map draws for it, else at the signal itself.
// Distances in metres along the node, for the vehicle's front.

import type { LaneGraph, LaneNode } from "../../model/roads/lane-graph.ts";
import type { LaneValidity, Road, RoadNetwork, Signal } from "../../model/roads/road-network.ts";
import { type SignalPlan, signalFeatureId } from "./signal-plans.ts";

export interface StopLine {
  d: number;
  plan: SignalPlan;
}

const STOP_LINE_REACH_M = 40;

const covers = (validity: LaneValidity[], laneId: number) =>
  validity.length === 0 ||
  validity.some(
    ({ fromLane, toLane }) => laneId >= Math.min(fromLane, toLane) && laneId <= Math.max(fromLane, toLane),
  );

/** s of the stop line in front of a signal on its road, else the signal's own. */
function stopS(road: Road, sM: number, forward: boolean): number {
  const lines = road.objects.filter(
    ({ type, subtype, name }) =>
      /stop.?line/i.test(`${subtype} ${name}`) && /roadMark|stopLine|none|^$/.test(type),
  );
  const nearest = lines
    .map((line) => line.sM)
    .filter((s) => Math.abs(s - sM) < STOP_LINE_REACH_M && (forward ? s <= sM + 1 : s >= sM - 1))
    .sort((a, b) => Math.abs(a - sM) - Math.abs(b - sM))[0];
  return nearest ?? sM;
}

export function stopLines(
  network: RoadNetwork,
  graph: LaneGraph,
  plans: SignalPlan[],
): Map<number, StopLine[]> {
  const byId = new Map(plans.filter(({ forVehicles }) => forVehicles).map((plan) => [plan.signalId, plan]));
  const bySignal = new Map<string, { plan: SignalPlan; signal: Signal }>();
  for (const road of network.roads)
    for (const signal of road.signals) {
      const plan = byId.get(signalFeatureId(road.id, signal.id));
      if (plan) bySignal.set(signal.id, { plan, signal });
    }
  const byRoad = new Map<string, LaneNode[]>();
  for (const node of graph.nodes) {
    const list = byRoad.get(node.roadId);
    if (list) list.push(node);
    else byRoad.set(node.roadId, [node]);
  }
  const out = new Map<number, StopLine[]>();
  for (const road of network.roads) {
    const places = [
      ...road.signals.flatMap((signal) => {
        const plan = byId.get(signalFeatureId(road.id, signal.id));
        return plan ? [{ plan, ...signal }] : [];
      }),
      ...road.signalReferences.flatMap((reference) => {
        const found = bySignal.get(reference.signalId);
        return found ? [{ plan: found.plan, ...reference }] : [];
      }),
    ];
    for (const { plan, sM, orientation, validity } of places)
      for (const node of byRoad.get(road.id) ?? []) {
        if (orientation === "+" && !node.forward) continue;
        if (orientation === "-" && node.forward) continue;
        if (!covers(validity, node.laneId)) continue;
        const s = stopS(road, sM, node.forward);
        const span = node.toS - node.fromS;
        const along = (s - node.fromS) / span;
        // At the very start of a road the vehicle would already be past it.
        if (!(along > 1e-6 && along <= 1 + 1e-6)) continue;
        const list = out.get(node.index) ?? [];
        list.push({ d: Math.min(1, along) * node.lengthM, plan });
        out.set(node.index, list);
      }
  }
  return out;
}
