// What a watcher (the drones' cameras, the cameras at the roadside) makes of the vehicles in its sight: illegal parking,
// hard braking, congested links. It knows of a vehicle only what it sees of it, and tells that something is over only when
// it has the place in sight. City ENU metres, Unix milliseconds.

import type { Point } from "../../../analysis/incidents/covered-share.ts";
import { watchBraking } from "../../../analysis/incidents/hard-braking.ts";
import {
  type NoStoppingZone,
  type ParkingSuspicion,
  watchParking,
} from "../../../analysis/incidents/illegal-parking.ts";
import type { Link } from "../../../analysis/traffic/link-meter.ts";
import { createStretchMeter, type Stretch } from "../../../analysis/traffic/stretch-meter.ts";
import { linkGrade } from "../../../analysis/traffic/traffic-index.ts";
import type { EventObservation } from "../../../model/twin/event.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";

export interface SeenVehicle {
  id: string;
  class: TrackClass;
  timeMs: number;
  eastM: number;
  northM: number;
  headingRad: number;
  speedMps: number;
  lengthM: number;
  widthM: number;
  lonDeg: number;
  latDeg: number;
  /** The stretch of road that it is on; told only where it matters. */
  stretchId?: string | undefined;
}

export interface WatcherOptions {
  source: string;
  zones: readonly NoStoppingZone[];
  /** Of a watcher that also measures the traffic. */
  roads?: { links: readonly Link[]; stretches: readonly (Stretch & { at: Point })[] };
  toDegrees(at: Point): { lonDeg: number; latDeg: number };
}

export interface Watcher {
  /** @param vehicles all that are in sight now */
  look(timeMs: number, vehicles: readonly SeenVehicle[], inSight: (at: Point) => boolean): EventObservation[];
}

const AGAIN_MS = 60_000;
/**
 * A link is judged when so many vehicles were seen, in so many looks at each part of most of its length, within a quarter of
 * an hour, and told when it was found congested for some cycles of the lights: a platoon that waits is no congestion.
 */
const LEAST_VEHICLES = 12;
const LEAST_LOOKS = 60;
const LEAST_SEEN_SHARE = 0.85;
const LASTING_LOOKS = 120;
/** GB/T 33171-2016 5.2: from 40 % of free flow down a link is moderately congested. */
const CONGESTED = 0.4;
/**
 * What patrols measure of a link's speed over what all its vehicles drive, as a spread of its logarithm: 23 links of the
 * sample's district in half an hour had quartiles of 0.83 and 1.04.
 */
const LOG_SPREAD = 0.2;
const LEAST_SURE = 0.6;
/** Farther than a place is uncertain by. */
const DROVE_OFF_M = 5;
const CONFIDENCE = { suspected: 0.6, confirmed: 0.9 } as const;

/** Chance that the true ratio is at most a limit: a normal distribution's, by its logistic likeness (off by 1 % at most). */
const chanceBelow = (limit: number, ratio: number): number =>
  1 / (1 + Math.exp((-1.702 * Math.log(limit / Math.max(ratio, 1e-3))) / LOG_SPREAD));

export function createWatcher({ source, zones, roads, toDegrees }: WatcherOptions): Watcher {
  const parking = watchParking(zones);
  const braking = watchBraking();
  const meter = createStretchMeter(roads?.stretches ?? []);
  const freeFlow = new Map((roads?.links ?? []).map(({ id, freeFlowMps }) => [id, freeFlowMps]));
  const parked = new Map<string, { event: EventObservation; at: Point; toldMs: number }>();
  const congested = new Map<string, { event: EventObservation; toldMs: number }>();
  const slowLooks = new Map<string, number>();

  function parkingEvent({ vehicleId, zoneId, sinceMs, lastMs, eastM, northM, state }: ParkingSuspicion) {
    const event: EventObservation = {
      id: `${source}/parking/${vehicleId}/${sinceMs}`,
      source,
      timeMs: lastMs,
      kind: "illegal-parking",
      severity: state === "confirmed" ? "caution" : "notice",
      code: zoneId,
      codeSpace: "no-stopping-zone",
      ...toDegrees([eastM, northM]),
      beginMs: sinceMs,
      confidence: CONFIDENCE[state],
      trackId: vehicleId,
    };
    parked.set(vehicleId, { event, at: [eastM, northM], toldMs: lastMs });
    return event;
  }

  /** What is still there is told again now and then, what has left at once. */
  function stillParked(
    timeMs: number,
    vehicles: ReadonlyMap<string, SeenVehicle>,
    inSight: (at: Point) => boolean,
  ) {
    const told: EventObservation[] = [];
    for (const [id, one] of parked) {
      if (!inSight(one.at)) continue;
      const seen = vehicles.get(id);
      const gone = !seen || Math.hypot(seen.eastM - one.at[0], seen.northM - one.at[1]) >= DROVE_OFF_M;
      if (gone) {
        parked.delete(id);
        told.push({ ...one.event, timeMs, endMs: timeMs });
      } else if (timeMs - one.toldMs >= AGAIN_MS) {
        one.toldMs = timeMs;
        one.event = { ...one.event, timeMs };
        told.push(one.event);
      }
    }
    return told;
  }

  function traffic(
    timeMs: number,
    vehicles: readonly SeenVehicle[],
    inSight: (at: Point) => boolean,
  ): EventObservation[] {
    if (!roads) return [];
    const inView = roads.stretches.filter(({ at }) => inSight(at));
    meter.see(
      inView,
      vehicles.flatMap(({ id, stretchId, speedMps }) =>
        stretchId === undefined ? [] : [{ vehicleId: id, stretchId, speedMps }],
      ),
      timeMs,
    );
    // Where a link's middle stretch in sight is, its congestion is shown.
    const here = new Map<string, Point[]>();
    for (const { linkId, at } of inView) here.set(linkId, [...(here.get(linkId) ?? []), at]);
    return [...here].flatMap(([id, places]) => {
      const seen = meter.speed(id, timeMs);
      const freeFlowMps = freeFlow.get(id);
      if (!seen || freeFlowMps === undefined) return [];
      if (seen.vehicles < LEAST_VEHICLES || seen.looks < LEAST_LOOKS || seen.seenShare < LEAST_SEEN_SHARE)
        return [];
      const grade = linkGrade(seen.speedMps, freeFlowMps);
      const known = congested.get(id);
      const sure = chanceBelow(CONGESTED, seen.speedMps / freeFlowMps);
      const slow = (grade === "moderate" || grade === "severe") && sure >= LEAST_SURE;
      const slowFor = slow ? (slowLooks.get(id) ?? 0) + 1 : 0;
      slowLooks.set(id, slowFor);
      if (!slow) {
        if (!known) return [];
        congested.delete(id);
        return [{ ...known.event, timeMs, endMs: timeMs }];
      }
      if (slowFor < LASTING_LOOKS || (known && timeMs - known.toldMs < AGAIN_MS)) return [];
      const event: EventObservation = {
        ...(known?.event ?? {
          id: `${source}/congestion/${id}/${timeMs}`,
          source,
          kind: "congestion",
          beginMs: timeMs,
          ...toDegrees(places[places.length >> 1] as Point),
        }),
        timeMs,
        severity: grade === "severe" ? "caution" : "notice",
        code: grade,
        codeSpace: "GB/T 33171-2016 5.2",
        confidence: Math.round(sure * 100) / 100,
      };
      congested.set(id, { event, toldMs: timeMs });
      return [event];
    });
  }

  return {
    look(timeMs, vehicles, inSight) {
      const found = parking.see(
        vehicles.map((vehicle) => ({
          ...vehicle,
          source,
          ...(vehicle.class === "emergency" && { excuse: "emergency" as const }),
        })),
      );
      const told = found.map(parkingEvent);
      const byId = new Map(vehicles.map((vehicle) => [vehicle.id, vehicle]));
      const brakes = roads === undefined ? [] : braking.see(vehicles);
      parking.tidy(timeMs);
      braking.tidy(timeMs);
      return [
        ...told,
        ...stillParked(timeMs, byId, inSight),
        ...brakes.map(
          ({ id, timeMs: atMs, fromMs, decelerationMps2, eastM, northM }): EventObservation => ({
            id: `${source}/braking/${id}/${atMs}`,
            source,
            timeMs: atMs,
            kind: "hard-braking",
            severity: "notice",
            code: `${decelerationMps2.toFixed(1)} m/s²`,
            codeSpace: "deceleration",
            ...toDegrees([eastM, northM]),
            beginMs: fromMs,
            confidence: 0.8,
            trackId: id,
          }),
        ),
        ...traffic(timeMs, vehicles, inSight),
      ];
    },
  };
}
