// The built-in feed: seeded traffic on the city's own lanes, drones over its streets, its car parks and its roadside
// equipment, all marked as simulated. Start returns stop.

import type { RoadLinks } from "../../../analysis/traffic/road-links.ts";
import type { CityFile } from "../../../model/city/city-file.ts";
import { enuFrame } from "../../../model/geo/frames.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";
import { roadPlacement } from "../../../model/roads/road-placement.ts";
import type { TrackDescription } from "../../../model/twin/track-row.ts";
import type { Hub } from "../../hub/hub.ts";
import { createFleet } from "./drones.ts";
import { createEquipment, HEARTBEAT_MS } from "./equipment.ts";
import { localClock } from "./local-time.ts";
import { createCarParks } from "./parking.ts";
import { streetsOf } from "./patrol-routes.ts";
import type { OperatedPlaces } from "./read-places.ts";
import { createStreetWatch } from "./street-watch.ts";
import { type Simulation, startTraffic, type TrafficFeedOptions } from "./traffic-feed.ts";

export interface SimulationOptions extends TrafficFeedOptions {
  city: CityFile;
  network: RoadNetwork;
  roads: RoadLinks;
  places: OperatedPlaces;
}

const DRONE_ROWS_MS = 500;
const DRONES_MS = 2000;
const STREETS_MS = 1000;
const PARKING_MS = 60_000;

export function startSimulation(hub: Hub, options: SimulationOptions): Simulation {
  const { network, roads, places, city, now, seed = 1 } = options;
  const traffic = startTraffic(hub, options);
  const source = "simulation-operations";
  const sink = hub.sink({
    id: source,
    kind: "simulation",
    title: "source.simulation-operations",
    ...(places.unread.length > 0 && {
      note: { code: "note.simulation.unread", params: { files: places.unread.join(", ") } },
    }),
  });
  const { lonDeg, latDeg, heightM } = city.anchor;
  const frame = enuFrame(lonDeg, latDeg, heightM);
  const toGeodetic = roadPlacement(network, city.frame.crs, city.verticalDatum.geoidHeightM);
  const local = localClock(city.timeZone);
  const fleet = createFleet(
    places.docks,
    places.docks.length > 0 ? streetsOf(network, frame, toGeodetic) : [],
    frame,
    city.groundHeightM ?? heightM,
    (timeMs) => local(timeMs).startMs,
    source,
    seed,
  );
  const carParks = createCarParks(places.parking, local, source, seed);
  const equipment = createEquipment(places.equipment, source, seed);
  // Without anybody to look, nobody has to stand where they may not.
  const watched = places.docks.length > 0 || places.equipment.length > 0;
  const cameraSource = "simulation-roadside";
  const cameras = watched
    ? hub.sink({ id: cameraSource, kind: "simulation", title: "source.simulation-roadside" })
    : undefined;
  const streets = watched
    ? createStreetWatch({
        network,
        roads,
        frame,
        toGeodetic,
        equipment: places.equipment,
        droneSource: source,
        cameraSource,
        seed,
      })
    : undefined;
  const standing = new Map<string, TrackDescription>();
  function watch(timeMs: number): void {
    if (!streets) return;
    const { born, rows, ended } = streets.standing(timeMs);
    for (const id of ended) standing.delete(id);
    for (const track of born) standing.set(track.id, track);
    sink.describe(born);
    sink.end(ended);
    void sink.rows(rows);
    const seen = streets.look(
      timeMs,
      fleet.looks(timeMs),
      [...traffic.traffic.rows(), ...rows],
      (id) => standing.get(id) ?? traffic.bodyOf(id),
    );
    if (seen.drones.length > 0) sink.observe({ events: seen.drones });
    if (seen.cameras.length > 0) cameras?.observe({ events: seen.cameras });
  }
  const due = new Map<string, number>();
  /** Whether something that comes every so often is due; by the grid of the clock, not by when it was last. */
  const isDue = (what: string, everyMs: number, timeMs: number) => {
    const turn = Math.floor(timeMs / everyMs);
    if (due.get(what) === turn) return false;
    due.set(what, turn);
    return true;
  };
  sink.describe(fleet.drones);
  return {
    ...traffic,
    poll() {
      traffic.poll();
      const timeMs = now();
      if (isDue("rows", DRONE_ROWS_MS, timeMs)) void sink.rows(fleet.rows(timeMs));
      if (isDue("drones", DRONES_MS, timeMs)) sink.observe(fleet.observations(timeMs));
      if (isDue("parking", PARKING_MS, timeMs)) sink.observe({ sites: carParks(timeMs) });
      if (isDue("equipment", HEARTBEAT_MS, timeMs)) sink.observe({ equipment: equipment(timeMs) });
      if (isDue("streets", STREETS_MS, timeMs)) watch(timeMs);
    },
    stop() {
      sink.close();
      cameras?.close();
      traffic.stop();
    },
  };
}
