// From what SUMO says of a vehicle to a track of the twin: on the city's own lane where the lane is known, else by
// SUMO's own coordinates, moved from its front to its middle.

import type { FeedCity } from "../feed.ts";
import type { Intake } from "../intake/intake.ts";
import { classOfSumo } from "./sumo-class.ts";

const RAD = Math.PI / 180;
const METRES_PER_DEG = 111_320;

export interface SumoVehicle {
  id: string;
  /** Of its front. */
  lonDeg: number | undefined;
  latDeg: number | undefined;
  /** Clockwise from true north. */
  headingRad: number | undefined;
  speedMps: number | undefined;
  kind: string | undefined;
  lengthM: number | undefined;
  widthM: number | undefined;
  tallM: number | undefined;
  /** "road_lane" of the original map; none = not known. */
  laneIds: readonly string[];
  /** Left of the lane's middle. */
  lateralM: number;
  timeMs: number;
}

const USUAL_LENGTH_M = 5;

export function takeVehicle(vehicle: SumoVehicle, city: FeedCity, intake: Intake, record: unknown): boolean {
  const { lonDeg, latDeg, headingRad } = vehicle;
  const backM = (vehicle.lengthM ?? USUAL_LENGTH_M) / 2;
  const front = lonDeg !== undefined && latDeg !== undefined ? { lonDeg, latDeg } : undefined;
  const onLane =
    front && vehicle.laneIds.length > 0
      ? city.onLane?.(vehicle.laneIds, front, backM, vehicle.lateralM)
      : undefined;
  const middle = () => {
    if (!front || headingRad === undefined) return front;
    return {
      lonDeg: front.lonDeg - (Math.sin(headingRad) * backM) / (METRES_PER_DEG * Math.cos(front.latDeg * RAD)),
      latDeg: front.latDeg - (Math.cos(headingRad) * backM) / METRES_PER_DEG,
    };
  };
  const place = onLane ?? middle();
  return intake.track(
    {
      id: vehicle.id,
      class: classOfSumo(vehicle.kind),
      lonDeg: place?.lonDeg,
      latDeg: place?.latDeg,
      heightM: onLane?.heightM,
      headingRad: onLane?.headingRad ?? headingRad,
      speedMps: vehicle.speedMps,
      timeMs: vehicle.timeMs,
      lengthM: vehicle.lengthM,
      widthM: vehicle.widthM,
      tallM: vehicle.tallM,
    },
    record,
  );
}
