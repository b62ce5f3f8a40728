// What every signal shows at a time: fixed-time plans. A plan is the controller's own where the map states phases;
// else one is made for the junction, one controller (or one axis of approaches) after another, and marked inferred.
// Seconds; states repeat with the cycle, counted from Unix time 0, so that every process agrees.

import { featureId } from "../../model/records/feature-id.ts";
import type { Controller, RoadNetwork, Signal } from "../../model/roads/road-network.ts";
import type { LightState, SignalObservation } from "../../model/twin/track-row.ts";

export interface SignalPlan {
  signalId: string;
  roadId: string;
  controllerId: string | undefined;
  derivation: "stated" | "inferred";
  /** Pedestrians' lights stop no vehicle. */
  forVehicles: boolean;
  cycleS: number;
  /** From a second of the cycle until the next entry. */
  steps: { fromS: number; state: LightState }[];
}

const GREEN_S = 22;
const YELLOW_S = 3;
const ALL_RED_S = 2;
/** OpenDRIVE's own catalogue: 1000002 and its relatives are for pedestrians. */
const PEDESTRIAN = new Set(["1000002", "1000007"]);

export const signalFeatureId = (roadId: string, signalId: string): string =>
  featureId("signal", roadId, signalId);

function stepsOf(
  spans: { fromS: number; toS: number; state: LightState }[],
  cycleS: number,
): SignalPlan["steps"] {
  const steps: SignalPlan["steps"] = [];
  const add = (fromS: number, state: LightState) => {
    if (steps.at(-1)?.state !== state) steps.push({ fromS, state });
  };
  let at = 0;
  for (const span of spans.sort((a, b) => a.fromS - b.fromS)) {
    if (span.fromS > at + 1e-9) add(at, "red");
    add(span.fromS, span.state);
    at = span.toS;
  }
  if (at < cycleS - 1e-9) add(at, "red");
  return steps.length > 0 ? steps : [{ fromS: 0, state: "red" }];
}

interface Group {
  controllerId: string | undefined;
  signalIds: Set<string>;
}

function statedSpans(phases: NonNullable<Controller["phases"]>, id: string) {
  const spans: { fromS: number; toS: number; state: LightState }[] = [];
  let at = 0;
  for (const { durationS, green, yellow } of phases) {
    const state = green.includes(id) ? "green" : yellow.includes(id) ? "yellow" : undefined;
    if (state) spans.push({ fromS: at, toS: at + durationS, state });
    at += durationS;
  }
  return { spans, cycleS: at };
}

/** One plan for every dynamic signal of the network. */
export function signalPlans(network: RoadNetwork): SignalPlan[] {
  const dynamic: { roadId: string; signal: Signal }[] = network.roads.flatMap((road) =>
    road.signals.filter((signal) => signal.dynamic).map((signal) => ({ roadId: road.id, signal })),
  );
  const controllers = new Map(network.controllers.map((controller) => [controller.id, controller]));
  const out: SignalPlan[] = [];
  const done = new Set<string>();
  const add = (ids: Iterable<string>, plan: Omit<SignalPlan, "signalId" | "roadId" | "forVehicles">) => {
    const wanted = new Set(ids);
    for (const { roadId, signal } of dynamic) {
      if (!wanted.has(signal.id)) continue;
      const key = signalFeatureId(roadId, signal.id);
      if (done.has(key)) continue;
      done.add(key);
      out.push({ ...plan, signalId: key, roadId, forVehicles: !PEDESTRIAN.has(signal.type) });
    }
  };

  for (const { id, phases, controls } of network.controllers) {
    if (!phases || phases.length === 0) continue;
    const ids = new Set([
      ...controls.map(({ signalId }) => signalId),
      ...phases.flatMap(({ green, yellow }) => [...green, ...yellow]),
    ]);
    for (const signalId of ids) {
      const { spans, cycleS } = statedSpans(phases, signalId);
      add([signalId], { controllerId: id, derivation: "stated", cycleS, steps: stepsOf(spans, cycleS) });
    }
  }

  const makePlan = (groups: Group[]) => {
    const slotS = GREEN_S + YELLOW_S + ALL_RED_S;
    const cycleS = slotS * groups.length;
    groups.forEach(({ controllerId, signalIds }, i) => {
      const fromS = i * slotS;
      // One group alone still turns red, so that a crossing on foot is possible.
      const steps = stepsOf(
        [
          { fromS, toS: fromS + GREEN_S, state: "green" },
          { fromS: fromS + GREEN_S, toS: fromS + GREEN_S + YELLOW_S, state: "yellow" },
        ],
        groups.length > 1 ? cycleS : cycleS + slotS,
      );
      add(signalIds, {
        controllerId,
        derivation: "inferred",
        cycleS: groups.length > 1 ? cycleS : cycleS + slotS,
        steps,
      });
    });
  };

  for (const junction of network.junctions) {
    const groups = junction.controllers
      .sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0))
      .map(({ id }) => controllers.get(id))
      .filter((controller) => controller !== undefined && !controller.phases)
      .map(
        (controller): Group => ({
          controllerId: controller?.id,
          signalIds: new Set(controller?.controls.map(({ signalId }) => signalId)),
        }),
      );
    if (groups.length > 0) makePlan(groups);
  }
  for (const controller of network.controllers)
    if (
      controller.controls.some(({ signalId }) =>
        dynamic.some(
          ({ roadId, signal }) => signal.id === signalId && !done.has(signalFeatureId(roadId, signalId)),
        ),
      )
    )
      makePlan([
        {
          controllerId: controller.id,
          signalIds: new Set(controller.controls.map(({ signalId }) => signalId)),
        },
      ]);

  // No controller at all: the approaches of a junction take turns, road by road.
  const byJunction = new Map<string, Map<string, Set<string>>>();
  for (const { roadId, signal } of dynamic) {
    if (done.has(signalFeatureId(roadId, signal.id))) continue;
    const road = network.roads.find(({ id }) => id === roadId);
    const link = signal.orientation === "-" ? road?.predecessor : road?.successor;
    const junction = road?.junctionId ?? (link?.kind === "junction" ? link.id : `road ${roadId}`);
    const roads = byJunction.get(junction) ?? new Map<string, Set<string>>();
    byJunction.set(junction, roads);
    const ids = roads.get(roadId) ?? new Set<string>();
    roads.set(roadId, ids.add(signal.id));
  }
  for (const roads of byJunction.values())
    makePlan([...roads.values()].map((signalIds) => ({ controllerId: undefined, signalIds })));
  return out;
}

/** What a plan shows at a Unix time, since when and until when. */
export function stateAt(
  plan: SignalPlan,
  timeMs: number,
): { state: LightState; sinceMs: number; nextMs: number } {
  const cycleMs = plan.cycleS * 1000;
  const startMs = Math.floor(timeMs / cycleMs) * cycleMs;
  const at = (timeMs - startMs) / 1000;
  const { steps } = plan;
  let k = steps.length - 1;
  while (k > 0 && (steps[k] as { fromS: number }).fromS > at + 1e-9) k--;
  const step = steps[k] as { fromS: number; state: LightState };
  const next = steps[k + 1];
  return {
    state: step.state,
    sinceMs: startMs + step.fromS * 1000,
    nextMs: next ? startMs + next.fromS * 1000 : startMs + cycleMs,
  };
}

export function observation(plan: SignalPlan, timeMs: number, source: string): SignalObservation {
  const { state, sinceMs, nextMs } = stateAt(plan, timeMs);
  return {
    signalId: plan.signalId,
    state,
    sinceMs,
    nextMs,
    derivation: plan.derivation,
    ...(plan.controllerId !== undefined && { controllerId: plan.controllerId }),
    source,
  };
}
