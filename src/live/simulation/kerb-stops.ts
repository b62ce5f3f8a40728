// Vehicles that stand where they may not: a few at a time, each at a spot by the kerb for a quarter of an hour or more,
// now here, now there. Pure: seed and time give who stands where, whatever came before. Nobody drives through them: spots lie
// beside the lanes of motor traffic.

import { seeded } from "../../model/records/random.ts";

export interface KerbStop {
  /** Of the standing, not of the spot: the next one there has another. */
  id: string;
  spot: number;
  sinceMs: number;
  untilMs: number;
}

const CYCLE_MS = 45 * 60_000;
const SHORTEST_MS = 15 * 60_000;
const LONGEST_MS = 35 * 60_000;

/** @param atOnce at most so many stand at the same time; each has spots of its own */
export function kerbStops(spots: number, atOnce: number, seed: number): (timeMs: number) => KerbStop[] {
  const places = Math.min(spots, atOnce);
  return (timeMs) =>
    Array.from({ length: places }, (_, place) => place).flatMap((place) => {
      const shifted = timeMs + (place * CYCLE_MS) / places;
      const turn = Math.floor(shifted / CYCLE_MS);
      const random = seeded(seed * 7919 + place * 104_729 + turn);
      const own = Math.floor((spots - place + places - 1) / places);
      const spot = place + random.index(own) * places;
      const sinceMs = Math.round(turn * CYCLE_MS - (place * CYCLE_MS) / places);
      const untilMs = sinceMs + Math.round(random.between(SHORTEST_MS, LONGEST_MS));
      return timeMs < untilMs ? [{ id: `kerb-${place + 1}-${turn}`, spot, sinceMs, untilMs }] : [];
    });
}
