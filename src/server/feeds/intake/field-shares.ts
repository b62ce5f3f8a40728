// Shares of 1 that may come as percent, and counts that must make sense together.

import type { Intake } from "./intake.ts";

/** A ratio by the protocol; above 1 and up to 100 it was meant as percent. */
export function shareOfRatio(value: number | undefined, intake: Intake, record: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (value >= 0 && value <= 1) return value;
  if (value > 1 && value <= 100) {
    intake.count("percent-for-ratio", record);
    return value / 100;
  }
  intake.count("share-absurd", record);
  return undefined;
}

export interface Counts {
  totalBays?: number;
  freeBays?: number;
  occupiedBays?: number;
}

/** Counts of a site, or undefined when they are negative, broken or more than there is. */
export function countsOf(
  total: number | undefined,
  free: number | undefined,
  occupied: number | undefined,
  intake: Intake,
  record: unknown,
): Counts | undefined {
  const whole = (n: number | undefined) => n === undefined || (Number.isInteger(n) && n >= 0 && n < 1e6);
  const most = total ?? Number.POSITIVE_INFINITY;
  if (![total, free, occupied].every(whole) || (free ?? 0) > most || (occupied ?? 0) > most) {
    intake.count("count-absurd", record);
    return undefined;
  }
  return {
    ...(total !== undefined && { totalBays: total }),
    ...(free !== undefined && { freeBays: free }),
    ...(occupied !== undefined && { occupiedBays: occupied }),
  };
}
