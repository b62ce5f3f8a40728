// The city's vital signs every five seconds, from what the hub knows and never from who told it. Start returns stop.

import { createLinkMeter, type LinkSight } from "../../analysis/traffic/link-meter.ts";
import type { RoadLinks } from "../../analysis/traffic/road-links.ts";
import { trafficIndex } from "../../analysis/traffic/traffic-index.ts";
import type { EventObservation } from "../../model/twin/event.ts";
import type { TrackClass } from "../../model/twin/track-class.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { Hub } from "../hub/hub.ts";
import { readVitals, type VitalInputs } from "./read-vitals.ts";

export interface VitalsOptions {
  hub: Pick<Hub, "observed" | "tracks">;
  events: { open(): EventObservation[] };
  /** Undefined where the city has no roads. */
  roads: RoadLinks | undefined;
  now(): number;
}

export interface RunningVitals {
  latest(): VitalSign[];
  /** Returns unfollow. */
  follow(listener: (signs: VitalSign[]) => void): () => void;
  /** Takes the signs now; every five seconds by itself. */
  take(): void;
  stop(): void;
}

const EVERY_MS = 5000;
/** The hub keeps a row of what moves at least every 5 s. */
const ONLINE_MS = 15_000;
const MOTOR: ReadonlySet<TrackClass> = new Set(["car", "bus", "truck", "motorcycle", "emergency"]);

export function startVitals({ hub, events, roads: links, now }: VitalsOptions): RunningVitals {
  const listeners = new Set<(signs: VitalSign[]) => void>();
  let signs: VitalSign[] = [];
  const meter = links && createLinkMeter(links.links);
  let everHeard = false;
  const trafficSources = new Set<string>();

  function vehiclesNow(nowMs: number): Pick<VitalInputs, "vehicles" | "traffic"> {
    const sources = new Set<string>();
    const sights: LinkSight[] = [];
    let [online, timeMs] = [0, Number.NEGATIVE_INFINITY];
    for (const track of hub.tracks()) {
      if (!MOTOR.has(track.identity.class)) continue;
      everHeard = true;
      if (nowMs - track.timeMs > ONLINE_MS) continue;
      online += 1;
      timeMs = Math.max(timeMs, track.timeMs);
      sources.add(track.identity.source);
      const found = links?.linkAt(track);
      if (!found) continue;
      trafficSources.add(track.identity.source);
      sights.push({ vehicleId: track.identity.id, linkId: found.linkId, speedMps: track.speedMps });
    }
    const heardMs = online > 0 ? timeMs : undefined;
    const vehicles = everHeard ? { online, sources: [...sources].sort(), timeMs: heardMs } : undefined;
    if (!meter || !everHeard) return { vehicles, traffic: undefined };
    meter.see(sights, nowMs);
    const speeds = meter.speeds(nowMs);
    return {
      vehicles,
      traffic: {
        index: trafficIndex(speeds),
        links: speeds.length,
        measured: speeds.filter(({ speedMps }) => speedMps !== undefined).length,
        watchedMs: nowMs - (meter.sinceMs() ?? nowMs),
        sources: [...trafficSources].sort(),
        timeMs: heardMs,
      },
    };
  }

  const take = () => {
    const nowMs = now();
    signs = readVitals({ nowMs, observed: hub.observed(), ...vehiclesNow(nowMs), openEvents: events.open() });
    for (const listener of listeners) listener(signs);
  };
  const timer = setInterval(take, EVERY_MS);
  return {
    latest: () => signs,
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    take,
    stop: () => clearInterval(timer),
  };
}
