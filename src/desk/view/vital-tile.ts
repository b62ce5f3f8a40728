// What a tile of the city's vital signs (体征) shows: its figure, how fresh it is, and where its one action leads. A figure
// that is not known is a dash, never 0.

import type { ObservedState } from "../../model/twin/twin-store.ts";
import type { VitalSign, VitalSignId } from "../../model/twin/vital-sign.ts";
import { listEvents, OPEN_EVENTS } from "./event-list.ts";
import type { ObservedPickKind } from "./observed-pick.ts";

export const NO_FIGURE = "—";

export interface VitalFigure {
  text: string;
  /** Word key, or a sign such as "%"; absent where the figure is bare. */
  unit?: string;
  /** Of how many. */
  of?: string;
}

const UNITS: Readonly<Partial<Record<VitalSignId, string>>> = {
  "vehicles-online": "vital.unit.vehicles",
  "docks-ready": "vital.unit.docks",
  sorties: "vital.unit.sorties",
  "night-bays-free": "vital.unit.bays",
  "open-events": "vital.unit.events",
};
const SHARES: ReadonlySet<VitalSignId> = new Set(["parking-occupancy", "equipment-online"]);
const DIGITS: Readonly<Partial<Record<VitalSignId, number>>> = { "traffic-index": 1 };

export function vitalFigure({ id, value, total }: VitalSign): VitalFigure {
  const known = value !== undefined && Number.isFinite(value);
  if (SHARES.has(id)) {
    const share = !known ? undefined : total === undefined ? value : total > 0 ? value / total : undefined;
    return share === undefined
      ? { text: NO_FIGURE }
      : {
          text: (share * 100).toFixed(1),
          unit: "%",
          ...(total !== undefined && { of: `${value} / ${total}` }),
        };
  }
  const unit = UNITS[id];
  return {
    text: known ? value.toFixed(DIGITS[id] ?? 0) : NO_FIGURE,
    ...(unit !== undefined && known && { unit }),
    ...(known && total !== undefined && { of: `/ ${total}` }),
  };
}

/** How often news is due, seconds; absent: what has not happened tells of nothing. */
const PERIOD_S: Readonly<Partial<Record<VitalSignId, number>>> = {
  "traffic-index": 60,
  "vehicles-online": 5,
  "docks-ready": 60,
  sorties: 60,
  "parking-occupancy": 60,
  "night-bays-free": 60,
  "equipment-online": 60,
};

/** missing: no figure; stale: past two periods; old: past five, or the line is down. */
export type VitalState = "missing" | "fresh" | "stale" | "old";

export function vitalState({ id, value, timeMs }: VitalSign, nowMs: number, connected: boolean): VitalState {
  if (value === undefined) return "missing";
  if (!connected) return "old";
  const period = PERIOD_S[id];
  if (period === undefined || timeMs === undefined) return "fresh";
  const periods = (nowMs - timeMs) / 1000 / period;
  return periods > 5 ? "old" : periods > 2 ? "stale" : "fresh";
}

export interface VitalTarget {
  kind: ObservedPickKind;
  id: string;
}

const FLYING = new Set(["taking-off", "flying", "returning", "landing", "emergency"]);
const byIdOf = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** Where the sign's action flies, what needs a look first; one after the other with each press. */
export function vitalTargets(id: VitalSignId, observed: ObservedState): VitalTarget[] {
  const { drones, docks, sites, equipment } = observed;
  const as = (kind: ObservedPickKind) => (one: { id: string }) => ({ kind, id: one.id });
  if (id === "docks-ready")
    return [...docks.values()]
      .filter(({ lonDeg }) => lonDeg !== undefined)
      .sort((a, b) => Number(a.state === "idle") - Number(b.state === "idle") || byIdOf(a, b))
      .map(as("dock"));
  if (id === "sorties")
    return [...drones.values()]
      .filter(({ state }) => FLYING.has(state))
      .sort(byIdOf)
      .map(as("drone"));
  if (id === "parking-occupancy") {
    const free = ({ freeBays, totalBays }: { freeBays?: number; totalBays?: number }) =>
      freeBays === undefined || !totalBays ? 1 : freeBays / totalBays;
    return [...sites.values()]
      .filter(({ lonDeg }) => lonDeg !== undefined)
      .sort((a, b) => free(a) - free(b) || byIdOf(a, b))
      .map(as("parking-site"));
  }
  if (id === "night-bays-free")
    return [...sites.values()]
      .filter(({ lonDeg, night }) => lonDeg !== undefined && night !== undefined)
      .sort((a, b) => (b.night?.freeBays ?? -1) - (a.night?.freeBays ?? -1) || byIdOf(a, b))
      .map(as("parking-site"));
  if (id === "equipment-online")
    return [...equipment.values()]
      .filter(({ lonDeg, state }) => lonDeg !== undefined && state !== "ok")
      .sort(byIdOf)
      .map(as("equipment"));
  return [];
}

/** The target after the one that is selected, round and round. */
export function nextTarget(
  targets: readonly VitalTarget[],
  selected: string | undefined,
): VitalTarget | undefined {
  return targets[(targets.findIndex(({ id }) => id === selected) + 1) % Math.max(1, targets.length)];
}

/** Serious events that nobody has acknowledged: what an alarm tells of. */
export const alarmsOf = ({ events }: ObservedState) =>
  listEvents(events.values(), OPEN_EVENTS).filter(
    (event) => event.severity === "warning" && !event.handling?.acknowledged,
  );
