// Parking as feeds tell it: counts of a site and states of single bays. Both are kept as they come: neither is derived
// from the other. Shares are 0 to 1, times Unix milliseconds.

import type { DayWindow } from "./day-window.ts";

export interface ParkingSiteObservation {
  id: string;
  source: string;
  timeMs: number;
  name?: string;
  lonDeg?: number;
  latDeg?: number;
  state: "open" | "closed" | "full" | "unknown";
  totalBays?: number;
  freeBays?: number;
  occupiedBays?: number;
  /** As stated by the source. */
  occupancyShare?: number;
  /** Every bay of a site that is known by the bay: base64 of one bit a bay, lowest first, 1 is taken. */
  bays?: { count: number; takenBase64: string };
  /** Bays opened to permit holders within a window of the local day, and how many of them are free now. */
  night?: NightSharing;
}

export interface NightSharing {
  bays: number;
  window: DayWindow;
  /** Undefined outside of the window. */
  freeBays?: number;
  permits?: number;
  monthlyYuan?: number;
}

export interface BayObservation {
  id: string;
  source: string;
  timeMs: number;
  siteId?: string;
  state: "free" | "occupied" | "closed" | "unknown";
  lonDeg?: number;
  latDeg?: number;
}
