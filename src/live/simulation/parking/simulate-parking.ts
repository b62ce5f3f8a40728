// Car parks by the bay, simulated: every bay has a rank by which it fills, so that occupancy follows the shape of the
// lot's use and a bay changes only when it must. Holders of night permits come and go at the ends of the shared window.
// Seeded, pure: the same lots, seed and time give the same bays. Local time is given, no clock is asked.

import { fixedRandom } from "../../../model/records/random.ts";
import { DAY_MIN, type DayWindow, inWindow } from "../../../model/twin/day-window.ts";
import { occupiedShare, type ParkingUse } from "./occupancy-shapes.ts";

export interface SimulatedLot {
  id: string;
  use: ParkingUse;
  capacity: number;
  /** Bays opened to permit holders within the window. */
  night?: { bays: number; window: DayWindow; permits: number };
}

export interface LotState {
  lotId: string;
  capacity: number;
  /** Taken by guests, and by holders of night permits. */
  guests: number;
  holders: number;
  free: number;
  /** Of the shared bays: how many a holder could still take; undefined outside of the window. */
  nightFree: number | undefined;
  /** One bit a bay, lowest first: 1 is taken. */
  taken: Uint8Array;
}

/** Holders arrive over the first hours and leave over the last ones. */
const ARRIVING_MIN = 150;
const LEAVING_MIN = 90;
const SHOW_UP = 0.92;

/** Share of the permit holders that stand in the lot at a minute of the day. */
export function holdersPresent(window: DayWindow, minuteOfDay: number): number {
  if (!inWindow(window, minuteOfDay)) return 0;
  const since = (minuteOfDay - window.fromMin + 2 * DAY_MIN) % DAY_MIN;
  const left = (window.toMin - minuteOfDay + 2 * DAY_MIN) % DAY_MIN;
  return SHOW_UP * Math.min(1, since / ARRIVING_MIN, left / LEAVING_MIN);
}

export function simulateParking(lots: readonly SimulatedLot[], seed: number) {
  // Bays near the entrance fill first: rank is mostly place, partly chance.
  const orders = lots.map(({ capacity }, lot) =>
    Uint32Array.from({ length: capacity }, (_, bay) => bay).sort(
      (a, b) =>
        a / capacity + fixedRandom(seed, lot, a) * 0.6 - (b / capacity + fixedRandom(seed, lot, b) * 0.6) ||
        a - b,
    ),
  );
  return {
    /** @param day days since any fixed one: busy days differ a little */
    at(minuteOfDay: number, weekend: boolean, day = 0): LotState[] {
      return lots.map((lot, index) => {
        const { id, use, capacity, night } = lot;
        const busy = 0.93 + 0.12 * fixedRandom(seed, index, 1_000_003 + day);
        const guests = Math.min(
          capacity,
          Math.round(capacity * busy * occupiedShare(use, minuteOfDay, weekend)),
        );
        const open = night && inWindow(night.window, minuteOfDay);
        const shared = night ? Math.min(night.bays, capacity) : 0;
        const wanted = night ? Math.round(night.permits * holdersPresent(night.window, minuteOfDay)) : 0;
        const holders = Math.min(wanted, shared, capacity - guests);
        const taken = new Uint8Array(Math.ceil(capacity / 8));
        const order = orders[index] as Uint32Array;
        // Guests fill from the entrance, holders from the far end.
        for (let i = 0; i < guests + holders; i++) {
          const bay = order[i < guests ? i : capacity - 1 - (i - guests)] as number;
          taken[bay >> 3] = (taken[bay >> 3] as number) | (1 << (bay & 7));
        }
        const free = capacity - guests - holders;
        return {
          lotId: id,
          capacity,
          guests,
          holders,
          free,
          nightFree: open ? Math.min(shared - holders, free) : undefined,
          taken,
        };
      });
    },
  };
}
