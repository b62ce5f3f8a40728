// Seeded traffic on the city's own lanes. Start returns stop.

import { createTraffic, type Traffic } from "../../../live/simulation/traffic.ts";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";
import { roadPlacement } from "../../../model/roads/road-placement.ts";
import type { TrackDescription } from "../../../model/twin/track-row.ts";
import type { Hub } from "../../hub/hub.ts";

export interface TrafficFeedOptions {
  city: CityFile;
  network: RoadNetwork;
  /** Undefined = as many as look like a working day. */
  vehicles?: number;
  seed?: number;
  now(): number;
}

const USUAL_SHARE = 0.3;
const USUAL_MOST = 600;

export interface Simulation {
  traffic: Traffic;
  /** What a vehicle on the road now is. */
  bodyOf(id: string): TrackDescription | undefined;
  /** Moves on to now and hands over what moved. */
  poll(): void;
  stop(): void;
}

export function startTraffic(hub: Hub, options: TrafficFeedOptions): Simulation {
  const { city, network, now } = options;
  const source = "simulation";
  let requested = 0;
  const traffic = createTraffic(network, {
    seed: options.seed ?? 1,
    startMs: now(),
    toGeodetic: roadPlacement(network, city.frame.crs, city.verticalDatum.geoidHeightM),
    source,
    vehicles(capacity) {
      requested = options.vehicles ?? Math.min(USUAL_MOST, Math.round(capacity * USUAL_SHARE));
      return requested;
    },
  });
  const { capacity } = traffic;
  const sink = hub.sink({
    id: source,
    kind: "simulation",
    title: "source.simulation",
    requested,
    ...(requested > capacity && {
      note: { code: "note.simulation.capped", params: { requested, capacity } },
    }),
  });
  const bodies = new Map<string, TrackDescription>();
  const poll = () => {
    traffic.advance(now());
    const [born, ended] = [traffic.born(), traffic.ended()];
    for (const track of born) bodies.set(track.id, track);
    for (const id of ended) bodies.delete(id);
    sink.describe(born);
    sink.end(ended);
    void sink.rows(traffic.rows());
    sink.signals(traffic.signals());
  };
  return { traffic, bodyOf: (id) => bodies.get(id), poll, stop: () => sink.close() };
}
