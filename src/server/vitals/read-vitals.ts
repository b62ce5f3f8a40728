// The vital signs from what is known now: sums over observations, each with its sources, its newest time, and how much of
// the city told it. What nobody told has no value: 0 is said only where somebody counted none.

import type { TrafficIndex } from "../../analysis/traffic/traffic-index.ts";
import type { EventObservation } from "../../model/twin/event.ts";
import type { Observations } from "../../model/twin/observations.ts";
import type { VitalSign, VitalSignId } from "../../model/twin/vital-sign.ts";

export interface Told {
  sources: readonly string[];
  timeMs: number | undefined;
}

export interface VitalInputs {
  nowMs: number;
  observed: Observations;
  /** Undefined where no vehicle was ever heard of. */
  vehicles: (Told & { online: number }) | undefined;
  /** Undefined where the city has no roads. */
  traffic: (Told & { index: TrafficIndex; links: number; measured: number; watchedMs: number }) | undefined;
  openEvents: readonly EventObservation[];
}

/** A shorter look says more of the lights than of the traffic. */
const LEAST_WATCH_MS = 60_000;

interface Telling {
  source: string;
  timeMs: number;
}

const toldBy = (list: readonly Telling[]) => ({
  sources: [...new Set(list.map(({ source }) => source))].sort(),
  ...(list.length > 0 && { timeMs: Math.max(...list.map(({ timeMs }) => timeMs)) }),
});

const sum = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((all, one) => all + of(one), 0);

/** A figure over those of a list that tell it. */
function overall<T extends Telling>(
  id: VitalSignId,
  list: readonly T[],
  tells: (one: T) => boolean,
  figure: (told: readonly T[]) => Pick<VitalSign, "value" | "total">,
  method: string,
): VitalSign {
  const told = list.filter(tells);
  return {
    id,
    ...toldBy(told),
    ...(told.length > 0 && figure(told)),
    coverage: { known: told.length, total: list.length },
    method,
  };
}

const isKnown = ({ state }: { state: string }) => state !== "unknown";

export function readVitals({ nowMs, observed, vehicles, traffic, openEvents }: VitalInputs): VitalSign[] {
  const { docks = [], sites = [], equipment = [] } = observed;
  const enough = traffic !== undefined && traffic.watchedMs >= LEAST_WATCH_MS;
  const night = sites.filter((site) => site.night !== undefined);
  return [
    {
      id: "traffic-index",
      sources: [...(traffic?.sources ?? [])],
      ...(traffic?.timeMs !== undefined && { timeMs: traffic.timeMs }),
      ...(enough &&
        traffic.index.index !== undefined && {
          value: traffic.index.index,
          total: 10,
          grade: `grade.${traffic.index.grade}`,
        }),
      ...(traffic && { coverage: { known: traffic.measured, total: traffic.links } }),
      method: "method.gb33171-annex-c",
    },
    {
      id: "vehicles-online",
      sources: [...(vehicles?.sources ?? [])],
      ...(vehicles && { value: vehicles.online }),
      ...(vehicles?.timeMs !== undefined && { timeMs: vehicles.timeMs }),
      method: "method.vehicles-heard",
    },
    overall(
      "docks-ready",
      docks,
      isKnown,
      (told) => ({
        value: told.filter(
          ({ state, droneInside, alarm, emergencyStop }) =>
            state === "idle" && droneInside !== false && !alarm && !emergencyStop,
        ).length,
        total: told.length,
      }),
      "method.docks-ready",
    ),
    overall(
      "sorties",
      docks,
      ({ sorties }) => sorties !== undefined,
      (told) => ({ value: sum(told, ({ sorties = 0 }) => sorties) }),
      "method.dock-counters",
    ),
    overall(
      "parking-occupancy",
      sites,
      (site) =>
        isKnown(site) && (site.totalBays ?? 0) > 0 && (site.occupiedBays ?? site.freeBays) !== undefined,
      (told) => {
        const total = sum(told, ({ totalBays = 0 }) => totalBays);
        const taken = sum(told, ({ totalBays = 0, freeBays = 0, occupiedBays }) =>
          Math.min(totalBays, occupiedBays ?? totalBays - freeBays),
        );
        return { value: taken / total };
      },
      "method.bays-taken",
    ),
    overall(
      "night-bays-free",
      night,
      (site) => isKnown(site) && site.night?.freeBays !== undefined,
      (told) => ({
        value: sum(told, (site) => site.night?.freeBays ?? 0),
        total: sum(told, (site) => site.night?.bays ?? 0),
      }),
      "method.night-window",
    ),
    overall(
      "equipment-online",
      equipment,
      isKnown,
      (told) => ({
        value: told.filter(({ state }) => state === "ok" || state === "degraded").length,
        total: told.length,
      }),
      "method.heartbeat",
    ),
    {
      id: "open-events",
      value: openEvents.length,
      timeMs: nowMs,
      sources: toldBy(openEvents).sources,
      method: "method.event-desk",
    },
  ];
}
