// Seeded traffic on the city's own lanes. Start returns stop.

import { createTraffic, type Traffic } from "../../../live/simulation/traffic.ts";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";
import { roadPlacement } from "../../../model/roads/road-placement.ts";
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
  const poll = () => {
    traffic.advance(now());
    sink.describe(traffic.born());
    sink.end(traffic.ended());
    void sink.rows(traffic.rows());
    sink.signals(traffic.signals());
  };
  return { traffic, poll, stop: () => sink.close() };
}
