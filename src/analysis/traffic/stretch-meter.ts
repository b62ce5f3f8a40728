// The speed of a link of which only parts are seen at a time, as from a drone: each stretch of 25 m is measured by itself and
// the link's travel time is the sum of theirs, so that a queue that is looked at for longer weighs no more than its length.
// A link is told when most of its length was seen with vehicles on it. Metres, m/s, milliseconds.

import { createLinkMeter, type Link } from "./link-meter.ts";
import type { LinkPlace } from "./road-links.ts";

export interface StretchSight {
  vehicleId: string;
  speedMps: number;
  on: LinkPlace;
}

export interface SeenLink {
  id: string;
  speedMps: number;
  freeFlowMps: number;
  vehicles: number;
  /** Of its length, 0 to 1. */
  seenShare: number;
}

export interface StretchMeter {
  see(sights: readonly StretchSight[], timeMs: number): void;
  /** Of the links that are asked for, those that were measured. */
  speeds(linkIds: Iterable<string>, timeMs: number): SeenLink[];
}

const STRETCH_M = 25;

export function createStretchMeter(links: readonly Link[]): StretchMeter {
  const byId = new Map(links.map((link) => [link.id, link]));
  const meter = createLinkMeter([]);
  const stretches = new Map<string, Set<string>>();
  return {
    see(sights, timeMs) {
      meter.see(
        sights.map(({ vehicleId, speedMps, on: { linkId, node, alongM } }) => {
          const s = node.fromS + ((node.toS - node.fromS) * alongM) / node.lengthM;
          const stretch = `${linkId} ${node.roadId} ${Math.floor(s / STRETCH_M)}`;
          const known = stretches.get(linkId);
          if (known) known.add(stretch);
          else stretches.set(linkId, new Set([stretch]));
          return { vehicleId, linkId: stretch, speedMps };
        }),
        timeMs,
      );
    },
    speeds: (linkIds, timeMs) =>
      [...linkIds].flatMap((id) => {
        const link = byId.get(id);
        if (!link || link.freeFlowMps === undefined) return [];
        let [count, paces] = [0, 0];
        const vehicles = new Set<string>();
        for (const stretch of stretches.get(id) ?? []) {
          const measured = meter.measured(stretch, timeMs);
          if (!measured) continue;
          count += 1;
          // Where all stand, at a walk's tenth: the link is severe long before.
          paces += 1 / Math.max(0.1, measured.speedMps);
          for (const vehicle of measured.vehicles) vehicles.add(vehicle);
        }
        if (count === 0) return [];
        return [
          {
            id,
            speedMps: count / paces,
            freeFlowMps: link.freeFlowMps,
            vehicles: vehicles.size,
            seenShare: Math.min(1, (count * STRETCH_M) / link.lengthM),
          },
        ];
      }),
  };
}
