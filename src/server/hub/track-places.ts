// Where everything that moves was when it was last kept, on the globe: for those who reckon with the whole city.
// A row that receivers foresee themselves is not kept, so that a place may be up to 5 s older than the newest report.

import { ecefToGeodetic } from "../../model/geo/frames.ts";
import type { TrackDescription } from "../../model/twin/track-row.ts";
import type { TrackTable } from "./track-table.ts";

export interface TrackPlace {
  identity: TrackDescription;
  lonDeg: number;
  latDeg: number;
  /** Over the ellipsoid. */
  heightM: number;
  headingRad: number;
  speedMps: number;
  timeMs: number;
}

export function* trackPlaces(table: TrackTable): Generator<TrackPlace> {
  const { columns } = table;
  for (const { frame, indices } of table.tiles.values())
    for (const index of indices) {
      const identity = table.identity(index);
      if (!identity) continue;
      const [eastM, northM] = [columns.eastM[index] as number, columns.northM[index] as number];
      const { lonDeg, latDeg } = ecefToGeodetic(...frame.toEcef(eastM, northM, 0));
      yield {
        identity,
        lonDeg,
        latDeg,
        heightM: columns.heightM[index] as number,
        headingRad: columns.headingRad[index] as number,
        speedMps: columns.speedMps[index] as number,
        timeMs: columns.timeMs[index] as number,
      };
    }
}
