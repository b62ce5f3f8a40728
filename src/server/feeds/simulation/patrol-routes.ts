// Routes for patrols from the road model: the longest named street of the city for the docks nearest to it, for every other
// dock the longest named street within its drone's reach. City ENU metres; waypoints lie on the street.

import { type EnuFrame, type Geodetic, geodeticToEcef, type Vec3 } from "../../../model/geo/frames.ts";
import { referenceLine } from "../../../model/roads/reference-line.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";

export interface Street {
  name: string;
  lengthM: number;
  /** In order along the street, some 40 m apart. */
  places: Vec3[];
}

const STEP_M = 40;
const LEAST_M = 300;

type ToGeodetic = (p: Vec3) => Geodetic;

/** Along the direction in which a street is longest. */
function inOrder(places: Vec3[]): Vec3[] {
  const mean = [0, 1].map((axis) => places.reduce((sum, p) => sum + (p[axis] as number), 0) / places.length);
  const [mx, my] = [mean[0] as number, mean[1] as number];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of places) {
    xx += (x - mx) * (x - mx);
    xy += (x - mx) * (y - my);
    yy += (y - my) * (y - my);
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const along = (p: Vec3) => (p[0] - mx) * Math.cos(angle) + (p[1] - my) * Math.sin(angle);
  return [...places].sort((a, b) => along(a) - along(b));
}

/** Named streets, longest first; unnamed roads belong to none. */
export function streetsOf(network: RoadNetwork, frame: EnuFrame, toGeodetic: ToGeodetic): Street[] {
  const byName = new Map<string, { lengthM: number; places: Vec3[] }>();
  for (const road of network.roads) {
    const name = road.name?.trim();
    if (!name || road.junctionId !== undefined) continue;
    const street = byName.get(name) ?? { lengthM: 0, places: [] };
    byName.set(name, street);
    street.lengthM += road.lengthM;
    const line = referenceLine(road);
    const steps = Math.max(1, Math.round(road.lengthM / STEP_M));
    for (let i = 0; i <= steps; i++) {
      const { lonDeg, latDeg, heightM } = toGeodetic(line.point((road.lengthM * i) / steps, 0));
      street.places.push(frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM)));
    }
  }
  return [...byName]
    .filter(([, { lengthM }]) => lengthM >= LEAST_M)
    .map(([name, { lengthM, places }]) => ({ name, lengthM, places: inOrder(places) }))
    .sort((a, b) => b.lengthM - a.lengthM || (a.name < b.name ? -1 : 1));
}

const flat = (a: Vec3, b: Vec3) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The part of a street that lies within reach of a place, thinned to a waypoint every so far. */
export function routeNear(street: Street, from: Vec3, reachM: number, spacingM: number): Vec3[] {
  const near = street.places.filter((place) => flat(place, from) <= reachM);
  const out: Vec3[] = [];
  for (const place of near) {
    const last = out.at(-1);
    if (!last || flat(last, place) >= spacingM) out.push(place);
  }
  return out;
}
