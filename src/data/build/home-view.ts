// Where a city is looked at first: along the busiest lanes, over the crossing with the most movements, else along the
// widest road. Degrees, ellipsoidal metres; headingDeg clockwise from north.

import type { CityFile } from "../../model/city/city-file.ts";
import { enuFrame, type Geodetic, geodeticToEcef, type Vec3 } from "../../model/geo/frames.ts";
import { referenceLine } from "../../model/roads/reference-line.ts";
import type { Road, RoadNetwork } from "../../model/roads/road-network.ts";

const RANGE_M = 170;
const PITCH_DEG = -24;
const AHEAD_M = 30;

const laneCount = (road: Road) =>
  Math.max(...road.sections.map(({ lanes }) => lanes.filter(({ type }) => type === "driving").length), 0);

/** The road that leads most lanes into the crossing with most movements, and the end it meets it with. */
function approach(network: RoadNetwork): { road: Road; atEnd: boolean } | undefined {
  const junction = network.junctions
    .filter(({ connections }) => connections.length > 3)
    .sort((a, b) => b.connections.length - a.connections.length)[0];
  if (!junction) return undefined;
  const roads = network.roads
    .filter(({ predecessor, successor }) => [predecessor?.id, successor?.id].includes(junction.id))
    .sort((a, b) => laneCount(b) - laneCount(a));
  const road = roads[0];
  return road && { road, atEnd: road.successor?.kind === "junction" && road.successor.id === junction.id };
}

export function homeView(
  network: RoadNetwork,
  toGeodetic: (p: Vec3) => Geodetic,
): NonNullable<CityFile["home"]> | undefined {
  const found = approach(network);
  const road =
    found?.road ?? [...network.roads].sort((a, b) => laneCount(b) * b.lengthM - laneCount(a) * a.lengthM)[0];
  if (!road) return undefined;
  const line = referenceLine(road);
  const s = !found ? road.lengthM / 2 : found.atEnd ? road.lengthM : 0;
  const back = found?.atEnd === false ? 1 : -1;
  const from = toGeodetic(line.point(Math.min(road.lengthM, Math.max(0, s + back * AHEAD_M)), 0));
  const at = toGeodetic(line.point(s, 0));
  const frame = enuFrame(from.lonDeg, from.latDeg, from.heightM);
  const [east, north] = frame.toEnu(...geodeticToEcef(at.lonDeg, at.latDeg, at.heightM));
  const headingDeg = (Math.atan2(east, north) * 180) / Math.PI;
  return { ...at, headingDeg: (headingDeg + 360) % 360, pitchDeg: PITCH_DEG, rangeM: RANGE_M };
}
