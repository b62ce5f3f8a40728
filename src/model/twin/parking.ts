// Parking as feeds tell it: counts of a site and states of single bays. Both are kept as they come: neither is derived
// from the other. Shares are 0 to 1, times Unix milliseconds.

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
