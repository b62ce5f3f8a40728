// From a road network's plane to the globe, with the header offset, the city's CRS and its geoid height: the one way
// for the importer, the traffic and the exports.

import type { Geodetic } from "../geo/frames.ts";
import { readCrs } from "../geo/projections.ts";
import { applyHeaderOffset } from "./reference-line.ts";
import type { RoadNetwork } from "./road-network.ts";

/** @param crsText what city.json's frame.crs says */
export function roadPlacement(
  network: RoadNetwork,
  crsText: string,
  geoidHeightM = 0,
): (p: [number, number, number]) => Geodetic {
  const crs = readCrs(crsText);
  return (p) => {
    const [x, y, z] = applyHeaderOffset(network, p);
    return crs.toGeodetic(x, y, z + geoidHeightM);
  };
}
