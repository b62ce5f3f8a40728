// The simulated eyes over the city: vehicles that stand where they may not, and what drones in flight and cameras at the
// roadside tell of all vehicles. Two sources, so that one can check the other. A city without cycle lanes or shoulders
// near its junctions has nobody stand there.

import { cameraFootprint } from "../../../analysis/footprints/camera-footprint.ts";
import type { Point } from "../../../analysis/incidents/covered-share.ts";
import { kerbZones } from "../../../analysis/incidents/kerb-zones.ts";
import type { RoadLinks } from "../../../analysis/traffic/road-links.ts";
import { kerbStops } from "../../../live/simulation/kerb-stops.ts";
import {
  type EnuFrame,
  ecefToGeodetic,
  type Geodetic,
  geodeticToEcef,
  type Vec3,
} from "../../../model/geo/frames.ts";
import type { RoadNetwork } from "../../../model/roads/road-network.ts";
import type { EventObservation } from "../../../model/twin/event.ts";
import type { TrackDescription, TrackRow } from "../../../model/twin/track-row.ts";
import type { DroneLook } from "./drones.ts";
import { numberOf, type Place, textOf } from "./read-places.ts";
import { createWatcher, type SeenVehicle } from "./watch-streets.ts";

export interface StreetWatchOptions {
  network: RoadNetwork;
  roads: RoadLinks;
  frame: EnuFrame;
  toGeodetic(p: Vec3): Geodetic;
  equipment: readonly Place[];
  droneSource: string;
  cameraSource: string;
  seed: number;
}

export interface StreetWatch {
  /** Those who stand by the kerb: who came since the last call, where all are, who left. */
  standing(timeMs: number): { born: TrackDescription[]; rows: TrackRow[]; ended: string[] };
  look(
    timeMs: number,
    looks: readonly DroneLook[],
    rows: readonly TrackRow[],
    bodyOf: (id: string) => TrackDescription | undefined,
  ): { drones: EventObservation[]; cameras: EventObservation[] };
}

/** Of a dock drone's wide camera: 84° across the diagonal. */
const VIEW = { hfovRad: 1.25, vfovRad: 0.991, rangeM: 300 };
const CAMERA_RANGE_M = 80;
const STAND_AT_ONCE = 6;
const CAR = { lengthM: 4.6, widthM: 1.8, heightM: 1.5 };
/** Narrower strips are crossed by a car to less than half. */
const LEAST_WIDTH_M = 1.2;
const COLOURS = [0xf4f4f2, 0x23262b, 0x8f969d, 0x7c1f23, 0x1f3d66];

const inside = ([x, y]: Point, ring: readonly Point[]): boolean => {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] as Point;
    const [bx, by] = ring[j] as Point;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  }
  return odd;
};

/** What a drone's camera has on the ground, city ENU. */
export function groundInView(look: DroneLook): Point[] | undefined {
  const seen = cameraFootprint(
    { heightM: look.aboveGroundM, pitchRad: -look.pitchRad, hfovRad: VIEW.hfovRad, vfovRad: VIEW.vfovRad },
    VIEW.rangeM,
  );
  const [s, c] = [Math.sin(look.yawRad), Math.cos(look.yawRad)];
  return seen?.corners.map(
    ([ahead, left]): Point => [look.eastM + ahead * s - left * c, look.northM + ahead * c + left * s],
  );
}

export function createStreetWatch(options: StreetWatchOptions): StreetWatch {
  const { network, roads, frame, toGeodetic, equipment, droneSource, cameraSource, seed } = options;
  const enu = (p: Vec3): Vec3 => {
    const { lonDeg, latDeg, heightM } = toGeodetic(p);
    return frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM));
  };
  const toDegrees = ([eastM, northM]: Point) => {
    const { lonDeg, latDeg } = ecefToGeodetic(...frame.toEcef(eastM, northM, 0));
    return { lonDeg, latDeg };
  };
  const kerbs = kerbZones(network);
  const zones = kerbs.map(({ id, polygon }) => ({
    id,
    polygon: polygon.map((p): Point => [enu(p)[0], enu(p)[1]]),
  }));
  const spots = kerbs.filter(({ widthM, lengthM }) => widthM >= LEAST_WIDTH_M && lengthM >= CAR.lengthM * 2);
  const stops = kerbStops(spots.length, STAND_AT_ONCE, seed);
  const poses = spots.map(({ middle, ahead }) => {
    const [a, b] = [enu(middle), enu(ahead)];
    return { ...toGeodetic(middle), headingRad: Math.atan2(b[0] - a[0], b[1] - a[1]) };
  });
  const cameras = equipment
    .filter((place) => textOf(place, "kind") === "camera" && textOf(place, "status") !== "offline")
    .map((place) => {
      const [eastM, northM] = frame.toEnu(...geodeticToEcef(place.lonDeg, place.latDeg, place.heightM ?? 0));
      return { eastM, northM, rangeM: Math.min(CAMERA_RANGE_M, numberOf(place, "rangeM") ?? CAMERA_RANGE_M) };
    });
  const byCamera = (at: Point) =>
    cameras.some(({ eastM, northM, rangeM }) => Math.hypot(at[0] - eastM, at[1] - northM) <= rangeM);
  const stretches = roads.stretches().map(({ id, linkId, middle }) => {
    const [eastM, northM] = frame.toEnu(...geodeticToEcef(middle.lonDeg, middle.latDeg, middle.heightM));
    return { id, linkId, at: [eastM, northM] as Point };
  });
  const fromAbove = createWatcher({
    source: droneSource,
    zones,
    roads: { links: roads.links, stretches },
    toDegrees,
  });
  const fromPoles = createWatcher({ source: cameraSource, zones, toDegrees });
  let stood = new Set<string>();

  return {
    standing(timeMs) {
      const now = stops(timeMs);
      const ids = new Set(now.map(({ id }) => id));
      const ended = [...stood].filter((id) => !ids.has(id));
      const born = now
        .filter(({ id }) => !stood.has(id))
        .map(
          ({ id, spot }): TrackDescription => ({
            id,
            class: "car",
            ...CAR,
            colorRgb: COLOURS[spot % COLOURS.length] as number,
            source: droneSource,
          }),
        );
      stood = ids;
      const rows = now.map(
        ({ id, spot }): TrackRow => ({
          id,
          ...(poses[spot] as (typeof poses)[number]),
          speedMps: 0,
          timeMs,
        }),
      );
      return { born, rows, ended };
    },
    look(timeMs, looks, rows, bodyOf) {
      const views = looks.flatMap((look) => {
        const ring = groundInView(look);
        return ring ? [{ ring, eastM: look.eastM, northM: look.northM }] : [];
      });
      const fromDrones = (at: Point) =>
        views.some(
          ({ ring, eastM, northM }) =>
            Math.hypot(at[0] - eastM, at[1] - northM) < VIEW.rangeM * 1.5 && inside(at, ring),
        );
      const above: SeenVehicle[] = [];
      const beside: SeenVehicle[] = [];
      for (const row of rows) {
        const [eastM, northM] = frame.toEnu(...geodeticToEcef(row.lonDeg, row.latDeg, row.heightM));
        const [drone, camera] = [fromDrones([eastM, northM]), byCamera([eastM, northM])];
        const body = drone || camera ? bodyOf(row.id) : undefined;
        if (!body) continue;
        const seen: SeenVehicle = {
          id: row.id,
          class: body.class,
          timeMs,
          eastM,
          northM,
          headingRad: row.headingRad,
          speedMps: row.speedMps,
          lengthM: body.lengthM,
          widthM: body.widthM,
          lonDeg: row.lonDeg,
          latDeg: row.latDeg,
        };
        if (drone) {
          const on = roads.linkAt(row);
          above.push({ ...seen, ...(on && { stretchId: roads.stretchAt(on) }) });
        }
        if (camera) beside.push(seen);
      }
      return {
        drones: fromAbove.look(timeMs, above, fromDrones),
        cameras: fromPoles.look(timeMs, beside, byCamera),
      };
    },
  };
}
