// How much is drawn: three tiers, chosen by a look at the device, stepped by how long frames take, or fixed by the user.

export const TIERS = ["phone", "laptop", "workstation"] as const;
export type Tier = (typeof TIERS)[number];

export interface QualityState {
  tier: Tier;
  /** Chosen by the user: never stepped. */
  fixed: boolean;
  /** Why the tier is what it is: a word key. */
  reason: "quality.device" | "quality.slow" | "quality.fast" | "quality.user";
}

/** Memory of the drawn tiles, bytes. */
export interface MemoryState {
  bytes: number;
  capBytes: number;
}
