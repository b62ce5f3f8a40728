// What becomes of observations that nobody repeats: after a while their state is no longer known, and what moves or was only
// passing is forgotten in the end. By when they were heard on the server's clock, not by what the source's clock said.

import type { ObservationKind } from "../../model/twin/observations.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface ExpiryRule {
  /** Silent for so long: state "unknown". */
  staleMs: number;
  /** Silent for so long: gone. What stands in the street stays. */
  forgetMs: number;
}

/** Car parks speak on change only, many of them; a night without a car is no silence. Events are the event desk's business. */
export const EXPIRY: Readonly<Partial<Record<ObservationKind, ExpiryRule>>> = {
  drones: { staleMs: MINUTE_MS, forgetMs: HOUR_MS },
  docks: { staleMs: 5 * MINUTE_MS, forgetMs: Number.POSITIVE_INFINITY },
  equipment: { staleMs: 5 * MINUTE_MS, forgetMs: Number.POSITIVE_INFINITY },
  sites: { staleMs: 24 * HOUR_MS, forgetMs: 7 * 24 * HOUR_MS },
  bays: { staleMs: 24 * HOUR_MS, forgetMs: 7 * 24 * HOUR_MS },
};

export const expiryOf = (kind: ObservationKind, silentMs: number): "stale" | "forget" | undefined => {
  const rule = EXPIRY[kind];
  if (!rule || silentMs <= rule.staleMs) return undefined;
  return silentMs > rule.forgetMs ? "forget" : "stale";
};
