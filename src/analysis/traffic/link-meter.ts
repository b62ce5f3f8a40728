// Space-mean speeds of links from where vehicles were seen, by Edie: distance travelled over time spent, summed over a
// sliding window. Looks at regular times of each vehicle weigh the same, so that who stands at a light counts in full.
// Who has stood for longer than any queue is parked and counts no more. Metres, m/s, milliseconds.

import type { LinkSpeed } from "./traffic-index.ts";

export interface Link {
  id: string;
  lengthM: number;
  freeFlowMps: number | undefined;
}

export interface LinkSight {
  vehicleId: string;
  linkId: string;
  speedMps: number;
}

export interface LinkMeter {
  /** One look at every vehicle, at regular times. */
  see(sights: readonly LinkSight[], timeMs: number): void;
  /** Links without a known free-flow speed are among them, unmeasured. */
  speeds(timeMs: number): LinkSpeed[];
  /** Since when it has been looking. */
  sinceMs(): number | undefined;
}

const BUCKET_MS = 60_000;
const WINDOW_BUCKETS = 15;
const PARKED_MS = 300_000;
const STILL_MPS = 0.3;

interface Sum {
  looks: number;
  speeds: number;
  vehicles: Set<string>;
}

export function createLinkMeter(links: readonly Link[]): LinkMeter {
  const buckets = new Map<number, Map<string, Sum>>();
  let stoodSince = new Map<string, number>();
  let firstMs: number | undefined;
  function measured(linkId: string, timeMs: number) {
    const turn = Math.floor(timeMs / BUCKET_MS);
    let [looks, speeds] = [0, 0];
    const vehicles = new Set<string>();
    for (const [at, bucket] of buckets) {
      const sum = at > turn - WINDOW_BUCKETS && at <= turn ? bucket.get(linkId) : undefined;
      if (!sum) continue;
      looks += sum.looks;
      speeds += sum.speeds;
      for (const vehicle of sum.vehicles) vehicles.add(vehicle);
    }
    return looks > 0 ? { speedMps: speeds / looks, vehicles: vehicles.size } : undefined;
  }
  return {
    see(sights, timeMs) {
      firstMs ??= timeMs;
      const turn = Math.floor(timeMs / BUCKET_MS);
      for (const old of buckets.keys()) if (old <= turn - WINDOW_BUCKETS) buckets.delete(old);
      const bucket = buckets.get(turn) ?? new Map<string, Sum>();
      buckets.set(turn, bucket);
      const standing = new Map<string, number>();
      for (const { vehicleId, linkId, speedMps } of sights) {
        if (speedMps < STILL_MPS) {
          const since = stoodSince.get(vehicleId) ?? timeMs;
          standing.set(vehicleId, since);
          if (timeMs - since > PARKED_MS) continue;
        }
        const sum = bucket.get(linkId) ?? { looks: 0, speeds: 0, vehicles: new Set() };
        sum.looks += 1;
        sum.speeds += speedMps;
        sum.vehicles.add(vehicleId);
        bucket.set(linkId, sum);
      }
      stoodSince = standing;
    },
    speeds: (timeMs) =>
      links.map(({ id, lengthM, freeFlowMps }) => {
        const found = freeFlowMps === undefined ? undefined : measured(id, timeMs);
        return {
          id,
          lengthM,
          freeFlowMps: freeFlowMps ?? 0,
          ...(found && { ...found }),
        };
      }),
    sinceMs: () => firstMs,
  };
}
