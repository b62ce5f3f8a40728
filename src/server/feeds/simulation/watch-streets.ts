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
import type { LinkPlace } from "../../../analysis/traffic/road-links.ts";
import { createStretchMeter } from "../../../analysis/traffic/stretch-meter.ts";
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
  /** Where on the roads it is; told only where it matters. */
  on?: LinkPlace | undefined;
}

export interface WatcherOptions {
  source: string;
  zones: readonly NoStoppingZone[];
  /** Of a watcher that also measures the traffic. */
  links?: readonly Link[];
  toDegrees(at: Point): { lonDeg: number; latDeg: number };
}

export interface Watcher {
  /** @param vehicles all that are in sight now */
  look(timeMs: number, vehicles: readonly SeenVehicle[], inSight: (at: Point) => boolean): EventObservation[];
}

const AGAIN_MS = 60_000;
/**
 * A link is judged when so many vehicles were seen in so many looks, on most of its length, within a quarter of an hour, and
 * told when it was found congested for some cycles of the lights: a platoon that waits is no congestion.
 */
const WINDOW_MS = 15 * 60_000;
const LEAST_VEHICLES = 12;
const LEAST_LOOKS = 180;
const LEAST_SEEN_SHARE = 0.85;
const LASTING_LOOKS = 120;
const CONFIDENCE = { suspected: 0.6, confirmed: 0.9 } as const;

export function createWatcher({ source, zones, links = [], toDegrees }: WatcherOptions): Watcher {
  const parking = watchParking(zones);
  const braking = watchBraking();
  const meter = createStretchMeter(links);
  const parked = new Map<string, { event: EventObservation; at: Point; toldMs: number }>();
  const congested = new Map<string, { event: EventObservation; toldMs: number }>();
  const seenOn = new Map<
    string,
    { looksMs: number[]; slowLooks: number; at: { lonDeg: number; latDeg: number } }
  >();

  function parkingEvent({ vehicleId, zoneId, sinceMs, lastMs, eastM, northM, state }: ParkingSuspicion) {
    const event: EventObservation = {
      id: `${source}/parking/${vehicleId}`,
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
  function stillParked(timeMs: number, ids: ReadonlySet<string>, inSight: (at: Point) => boolean) {
    const told: EventObservation[] = [];
    for (const [id, one] of parked) {
      if (!inSight(one.at)) continue;
      if (!ids.has(id)) {
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

  function traffic(timeMs: number, vehicles: readonly SeenVehicle[]): EventObservation[] {
    if (links.length === 0) return [];
    const here = new Set<string>();
    meter.see(
      vehicles.flatMap(({ id, on, speedMps, lonDeg, latDeg }) => {
        if (on === undefined) return [];
        const { linkId } = on;
        if (!here.has(linkId)) {
          here.add(linkId);
          const seen = seenOn.get(linkId);
          const looksMs = (seen?.looksMs ?? []).filter((atMs) => timeMs - atMs < WINDOW_MS);
          looksMs.push(timeMs);
          seenOn.set(linkId, { looksMs, slowLooks: seen?.slowLooks ?? 0, at: { lonDeg, latDeg } });
        }
        return [{ vehicleId: id, on, speedMps }];
      }),
      timeMs,
    );
    return meter.speeds(here, timeMs).flatMap(({ id, speedMps, freeFlowMps, vehicles: count, seenShare }) => {
      const seen = seenOn.get(id);
      if (
        !seen ||
        count < LEAST_VEHICLES ||
        seen.looksMs.length < LEAST_LOOKS ||
        seenShare < LEAST_SEEN_SHARE
      )
        return [];
      const grade = linkGrade(speedMps, freeFlowMps);
      const known = congested.get(id);
      const slow = grade === "moderate" || grade === "severe";
      seen.slowLooks = slow ? seen.slowLooks + 1 : 0;
      if (!slow) {
        if (!known) return [];
        congested.delete(id);
        return [{ ...known.event, timeMs, endMs: timeMs }];
      }
      if (seen.slowLooks < LASTING_LOOKS || (known && timeMs - known.toldMs < AGAIN_MS)) return [];
      const event: EventObservation = {
        ...(known?.event ?? {
          id: `${source}/congestion/${id}/${timeMs}`,
          source,
          kind: "congestion",
          beginMs: timeMs,
          ...seen.at,
        }),
        timeMs,
        severity: grade === "severe" ? "caution" : "notice",
        code: grade,
        codeSpace: "GB/T 33171-2016 5.2",
        // The mean of so many vehicles is off by about its spread over their root.
        confidence: Math.round((1 - 0.5 / Math.sqrt(count)) * 100) / 100,
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
      const ids = new Set(vehicles.map(({ id }) => id));
      const brakes = links.length === 0 ? [] : braking.see(vehicles);
      parking.tidy(timeMs);
      braking.tidy(timeMs);
      return [
        ...told,
        ...stillParked(timeMs, ids, inSight),
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
        ...traffic(timeMs, vehicles),
      ];
    },
  };
}
