// How many residents a car park can take at night beside its own guests: permits within a window of the day, from what
// is occupied at each hour. Bays; shares from 0 to 1; minutes of the local day.

import { type DayWindow, inWindow } from "../../model/twin/day-window.ts";

export interface NightShare {
  capacity: number;
  /** Kept free whatever comes, as a share of the capacity. */
  reserve: number;
  window: DayWindow;
  /** Bays taken by the park's own guests in 95 of 100 days, by minute of the day; in any order. */
  occupied: readonly { minute: number; bays: number }[];
  /** Share of permit holders that come, by minute; 1 where nobody knows. */
  showUp?: (minute: number) => number;
}

/**
 * Most permits such that at no known minute of the window guests, holders and reserve exceed the capacity.
 * Undefined where nothing is known of the window: none is not the same as unknown.
 */
export function nightPermits({
  capacity,
  reserve,
  window,
  occupied,
  showUp = () => 1,
}: NightShare): { permits: number; tightestMin: number } | undefined {
  let found: { permits: number; tightestMin: number } | undefined;
  for (const { minute, bays } of occupied) {
    if (!inWindow(window, minute)) continue;
    const free = capacity * (1 - reserve) - bays;
    const permits = Math.max(0, Math.floor(free / Math.max(showUp(minute), 1e-6)));
    if (!found || permits < found.permits) found = { permits, tightestMin: minute };
  }
  return found;
}

/** What a permit must bring a night to be worth a monthly price, yuan. */
export const priceANight = (monthlyYuan: number, nights = 30): number => monthlyYuan / nights;

/** Chance that a guest finds all bays taken (Erlang B); offered load in bays. */
export function blocking(load: number, bays: number): number {
  let chance = 1;
  for (let n = 1; n <= bays; n++) chance = (load * chance) / (n + load * chance);
  return chance;
}
