// Simulated drones and their docks (机库): each ready dock flies patrols over a street of the city by the clock, so that a
// restart finds every drone where it should be. Hands over tracks, and what drone and dock say of themselves.

import { patrolAt } from "../../../live/simulation/patrol/patrol-at.ts";
import type { Patrol } from "../../../live/simulation/patrol/plan-patrol.ts";
import { planPatrol } from "../../../live/simulation/patrol/plan-patrol.ts";
import { type EnuFrame, ecefToGeodetic, geodeticToEcef, type Vec3 } from "../../../model/geo/frames.ts";
import { Fault } from "../../../model/records/fault.ts";
import { seeded } from "../../../model/records/random.ts";
import type { DockObservation } from "../../../model/twin/dock.ts";
import type { DroneObservation } from "../../../model/twin/drone.ts";
import type { TrackDescription, TrackRow } from "../../../model/twin/track-row.ts";
import { routeNear, type Street } from "./patrol-routes.ts";
import { numberOf, type Place, textOf } from "./read-places.ts";

/** A camera in the air. City ENU metres; pitch below the horizon is negative, yaw clockwise from north. */
export interface DroneLook {
  droneId: string;
  eastM: number;
  northM: number;
  aboveGroundM: number;
  pitchRad: number;
  yawRad: number;
}

export interface DroneFleet {
  drones: TrackDescription[];
  rows(timeMs: number): TrackRow[];
  /** Where those that are on their route look. */
  looks(timeMs: number): DroneLook[];
  /** Every so often; battery and state change slowly. */
  observations(timeMs: number): { drones: DroneObservation[]; docks: DockObservation[] };
}

const FLYING_M = 100;
const WAYPOINT_M = 320;
const CRUISE_MPS = 10;
const ENDURANCE_S = 40 * 60;
const CHARGE_S = 35 * 60;
const RESERVE = 0.25;
const REACH_M = 1500;
/** How many docks patrol the city's longest street. */
const FIRST_STREET_DOCKS = 3;
/** Wingspan and height of a dock drone, metres. */
const BODY = { lengthM: 0.98, widthM: 0.98, heightM: 0.44 };
const COLOUR = 0x2a2f36;
/** A wide camera of 24 mm equivalent on a 4:3 picture. */
const CAMERA = { hfovRad: (71.6 * Math.PI) / 180, vfovRad: (56.8 * Math.PI) / 180 };

const flat = (a: Vec3, b: Vec3) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const nearest = (street: Street, from: Vec3) => Math.min(...street.places.map((place) => flat(place, from)));

interface Flight {
  dock: Place;
  droneId: string;
  patrol: Patrol | undefined;
  offsetS: number;
}

/** Streets for docks: the longest one for those nearest to it, the longest in reach for the rest. */
function routes(
  docks: readonly { at: Vec3; reachM: number }[],
  streets: readonly Street[],
): (Vec3[] | undefined)[] {
  const [main] = streets;
  const first = new Set(
    main
      ? docks
          .map(({ at }, i) => ({ i, far: nearest(main, at) }))
          .filter(({ i, far }) => far < (docks[i]?.reachM ?? 0))
          .sort((a, b) => a.far - b.far || a.i - b.i)
          .slice(0, FIRST_STREET_DOCKS)
          .map(({ i }) => i)
      : [],
  );
  return docks.map(({ at, reachM }, i) => {
    const own = first.has(i)
      ? [main as Street]
      : streets.filter((street) => nearest(street, at) < reachM / 2);
    for (const street of own.length > 0 ? own : streets) {
      const route = routeNear(street, at, reachM, WAYPOINT_M);
      if (route.length > 1) return route;
    }
    return undefined;
  });
}

/** @param dayStartMs midnight before a time in the city, from which a day's sorties count */
export function createFleet(
  docks: readonly Place[],
  streets: readonly Street[],
  frame: EnuFrame,
  groundHeightM: number,
  dayStartMs: (timeMs: number) => number,
  source: string,
  seed: number,
): DroneFleet {
  const random = seeded(seed);
  const places = docks.map(({ lonDeg, latDeg, heightM, ...dock }) => ({
    at: frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM ?? groundHeightM)),
    reachM: Math.min(REACH_M, (numberOf({ ...dock, lonDeg, latDeg, heightM }, "rangeKm") ?? 3) * 400),
  }));
  const chosen = routes(places, streets);
  const flights = docks.map((dock, i): Flight => {
    const route = chosen[i];
    const droneId = `${dock.id}-drone`;
    const ready = (textOf(dock, "status") ?? "ready") === "ready";
    const offset = random.next();
    if (!ready || !route) return { dock, droneId, patrol: undefined, offsetS: 0 };
    try {
      const patrol = planPatrol({
        id: `${dock.id}-patrol`,
        droneId,
        dockId: dock.id,
        dock: (places[i] as { at: Vec3 }).at,
        dockHeadingRad: 0,
        route: route.map(([e, n, u]): Vec3 => [e, n, u + FLYING_M]),
        cruiseMps: CRUISE_MPS,
        enduranceS: ENDURANCE_S,
        chargeS: CHARGE_S,
        reserveShare: RESERVE,
      });
      return { dock, droneId, patrol, offsetS: offset * patrol.cycleS };
    } catch (error) {
      if (error instanceof Fault) return { dock, droneId, patrol: undefined, offsetS: 0 };
      throw error;
    }
  });
  const flying = flights.filter(
    (flight): flight is Flight & { patrol: Patrol } => flight.patrol !== undefined,
  );
  const moment = ({ patrol, offsetS }: Flight & { patrol: Patrol }, timeMs: number) =>
    patrolAt(patrol, timeMs / 1000 + offsetS);

  return {
    drones: flying.map(({ droneId }) => ({
      id: droneId,
      class: "drone",
      ...BODY,
      colorRgb: COLOUR,
      source,
      sigmaM: 0.05,
    })),
    rows: (timeMs) =>
      flying.map((flight) => {
        const { position, headingRad, speedMps } = moment(flight, timeMs);
        const { lonDeg, latDeg, heightM } = ecefToGeodetic(...frame.toEcef(...(position as Vec3)));
        return { id: flight.droneId, lonDeg, latDeg, heightM, headingRad, speedMps, timeMs };
      }),
    looks: (timeMs) =>
      flying.flatMap((flight) => {
        const { position, state, gimbal } = moment(flight, timeMs);
        if (state !== "flying") return [];
        const { heightM } = ecefToGeodetic(...frame.toEcef(...(position as Vec3)));
        return [
          {
            droneId: flight.droneId,
            eastM: position[0],
            northM: position[1],
            aboveGroundM: heightM - groundHeightM,
            pitchRad: gimbal.pitchRad,
            yawRad: gimbal.yawRad,
          },
        ];
      }),
    observations(timeMs) {
      const drones: DroneObservation[] = [];
      const dockList: DockObservation[] = [];
      for (const flight of flights) {
        const { dock, droneId, patrol } = flight;
        const base: DockObservation = {
          id: dock.id,
          source,
          timeMs,
          state: "debugging",
          lonDeg: dock.lonDeg,
          latDeg: dock.latDeg,
          ...(dock.heightM !== undefined && { heightM: dock.heightM }),
          headingRad: 0,
          cover: "closed",
          droneInside: true,
          charging: false,
          emergencyStop: false,
          alarm: false,
        };
        if (!patrol) {
          dockList.push(base);
          continue;
        }
        const now = moment({ ...flight, patrol }, timeMs);
        const share = Math.round(now.batteryShare * 100) / 100;
        dockList.push({
          ...base,
          state: now.droneInside && now.state === "parked" ? "idle" : "working",
          cover: now.cover,
          droneId,
          droneInside: now.droneInside,
          charging: now.charging,
          ...(now.droneInside && { batteryShare: share }),
          sorties: now.sorties - moment({ ...flight, patrol }, dayStartMs(timeMs)).sorties,
        });
        drones.push({
          id: droneId,
          source,
          timeMs,
          state: now.state,
          dockId: dock.id,
          batteryShare: share,
          verticalMps: Math.round(now.verticalMps * 10) / 10,
          remainingFlightS: Math.round((Math.max(0, now.batteryShare - RESERVE) * ENDURANCE_S) / 30) * 30,
          aboveTakeOffM: Math.round((now.position[2] - patrol.order.dock[2]) * 10) / 10,
          gimbal: {
            pitchRad: now.gimbal.pitchRad,
            rollRad: 0,
            yawRad: Math.round(now.gimbal.yawRad * 100) / 100,
          },
          camera: CAMERA,
          fix: "fixed",
        });
      }
      return { drones, docks: dockList };
    },
  };
}
