// The city's vital signs (体征): one figure each, with where it comes from, how old it is, and how much of the city it
// covers. A figure that is not known is absent, never 0.

export const VITAL_SIGNS = [
  "traffic-index",
  "vehicles-online",
  "docks-ready",
  "sorties",
  "parking-occupancy",
  "night-bays-free",
  "equipment-online",
  "open-events",
] as const;
export type VitalSignId = (typeof VITAL_SIGNS)[number];

export interface VitalSign {
  id: VitalSignId;
  value?: number;
  /** Of how many, where the value is a count of some whole. */
  total?: number;
  /** Twin time of the newest observation that it is made of. */
  timeMs?: number;
  sources: string[];
  /** How much of what there is was known: roads with a speed of all roads, lots that tell of all lots. */
  coverage?: { known: number; total: number };
  /** Word key of its method, e.g. "method.gb33171-annex-c". */
  method?: string;
  /** Word key of its grade, e.g. "grade.light". */
  grade?: string;
}
