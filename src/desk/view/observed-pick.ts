// A pick of what is observed, as if it had been clicked on the map: for lists that select and fly. ECEF metres.

import { geodeticToEcef } from "../../model/geo/frames.ts";
import type { ObservedState } from "../../model/twin/twin-store.ts";
import type { Pick } from "./pick.ts";

const PLACES = {
  drone: { layer: "drones", of: "drones" },
  dock: { layer: "docks", of: "docks" },
  "parking-site": { layer: "parking", of: "sites" },
  equipment: { layer: "equipment", of: "equipment" },
  event: { layer: "events", of: "events" },
} as const;
export type ObservedPickKind = keyof typeof PLACES;

interface Known {
  source: string;
  name?: string;
  lonDeg?: number;
  latDeg?: number;
  heightM?: number;
}

/** What is said of a source's figures: the built-in simulation is one, of others nothing is known here. */
export const derivationOf = (source: string): string =>
  source.startsWith("simulation") ? "simulated" : "unknown";

/** @param groundM where a thing stands whose height nobody tells */
export function observedPick(
  observed: ObservedState,
  kind: ObservedPickKind,
  id: string,
  groundM: number,
): Pick | undefined {
  const { layer, of } = PLACES[kind];
  const known: Known | undefined = observed[of].get(id);
  if (!known) return undefined;
  const { source, name, lonDeg, latDeg, heightM } = known;
  return {
    id,
    layer,
    kind,
    properties: { id, kind, ...(name !== undefined && { name }), source, derivation: derivationOf(source) },
    ...(lonDeg !== undefined &&
      latDeg !== undefined && { positionEcef: geodeticToEcef(lonDeg, latDeg, heightM ?? groundM) }),
  };
}
