// The city's vital signs every five seconds, from what the hub knows and never from who told it. Start returns stop.

import { createLinkMeter, type LinkMeter, type LinkSight } from "../../analysis/traffic/link-meter.ts";
import { createRoadLinks, type RoadLinks } from "../../analysis/traffic/road-links.ts";
import { trafficIndex } from "../../analysis/traffic/traffic-index.ts";
import type { CityFile } from "../../model/city/city-file.ts";
import type { RoadNetwork } from "../../model/roads/road-network.ts";
import type { EventObservation } from "../../model/twin/event.ts";
import type { TrackClass } from "../../model/twin/track-class.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { Hub } from "../hub/hub.ts";
import { readVitals, type VitalInputs } from "./read-vitals.ts";

export interface VitalsOptions {
  hub: Pick<Hub, "observed" | "tracks">;
  events: { open(): EventObservation[] };
  network: RoadNetwork | undefined;
  city: CityFile | undefined;
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

export function startVitals({ hub, events, network, city, now }: VitalsOptions): RunningVitals {
  const listeners = new Set<(signs: VitalSign[]) => void>();
  let signs: VitalSign[] = [];
  let roads: { links: RoadLinks; meter: LinkMeter } | undefined;
  let everHeard = false;
  const trafficSources = new Set<string>();

  function vehiclesNow(nowMs: number): Pick<VitalInputs, "vehicles" | "traffic"> {
    if (network && city && !roads) {
      const links = createRoadLinks(network, city.frame.crs, city.verticalDatum.geoidHeightM);
      roads = { links, meter: createLinkMeter(links.links) };
    }
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
      const found = roads?.links.linkAt(track);
      if (!found) continue;
      trafficSources.add(track.identity.source);
      sights.push({ vehicleId: track.identity.id, linkId: found.linkId, speedMps: track.speedMps });
    }
    const heardMs = online > 0 ? timeMs : undefined;
    const vehicles = everHeard ? { online, sources: [...sources].sort(), timeMs: heardMs } : undefined;
    if (!roads || !everHeard) return { vehicles, traffic: undefined };
    roads.meter.see(sights, nowMs);
    const speeds = roads.meter.speeds(nowMs);
    return {
      vehicles,
      traffic: {
        index: trafficIndex(speeds),
        links: speeds.length,
        measured: speeds.filter(({ speedMps }) => speedMps !== undefined).length,
        watchedMs: nowMs - (roads.meter.sinceMs() ?? nowMs),
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
