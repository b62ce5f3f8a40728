// The bench's traffic: 10,000 vehicles on a seeded Manhattan grid of some 400 lane-km round the sample, with signals:
// more than half of them moving. Only as true as a load has to be.

import { seeded } from "../../../src/model/records/random.ts";
import type { TrackDescription, TrackRow } from "../../../src/model/twin/track-row.ts";

const SPACING_M = 250;
const LINES = 40;
const CYCLE_S = 60;
export const ORIGIN = { lonDeg: 114.4, latDeg: 30.44 };

export interface Grid {
  tracks: TrackDescription[];
  rows(timeMs: number): TrackRow[];
  movingShare(): number;
}

export function grid(count: number, startMs: number): Grid {
  const random = seeded(7);
  const eastDeg = 1 / (111_320 * Math.cos((ORIGIN.latDeg * Math.PI) / 180));
  const northDeg = 1 / 110_900;
  const cars = Array.from({ length: count }, (_, i) => ({
    id: `g${i}`,
    eastward: random.next() < 0.5,
    forward: random.next() < 0.5,
    line: random.index(LINES),
    at: random.between(0, SPACING_M * LINES),
    v: 0,
    wish: random.between(9, 15),
  }));
  let lastMs = startMs;
  return {
    tracks: cars.map(({ id }) => ({
      id,
      class: "car",
      lengthM: 4.6,
      widthM: 1.8,
      heightM: 1.5,
      colorRgb: 0,
      source: "grid",
    })),
    rows(timeMs) {
      const dt = (timeMs - lastMs) / 1000;
      lastMs = timeMs;
      const seconds = (timeMs - startMs) / 1000;
      return cars.map((car) => {
        // One axis has green for half a cycle, shifted from crossing to crossing.
        const next = Math.ceil(car.at / SPACING_M);
        const rest = next * SPACING_M - car.at;
        const phase = (seconds + next * 7 + car.line * 11) % CYCLE_S;
        const red = car.eastward === phase < CYCLE_S / 2;
        const target = red && rest < 40 ? Math.max(0, (rest - 8) / 4) : car.wish;
        car.v += Math.max(-4, Math.min(1.8, (target - car.v) / 0.8)) * dt;
        car.v = Math.max(0, car.v);
        car.at = (car.at + car.v * dt) % (SPACING_M * LINES);
        const along = car.forward ? car.at : SPACING_M * LINES - car.at;
        const across = car.line * SPACING_M + (car.forward ? -4 : 4);
        const [east, north] = car.eastward ? [along, across] : [across, along];
        const heading = (car.eastward ? Math.PI / 2 : 0) + (car.forward ? 0 : Math.PI);
        return {
          id: car.id,
          lonDeg: ORIGIN.lonDeg + east * eastDeg,
          latDeg: ORIGIN.latDeg + north * northDeg,
          heightM: 20,
          headingRad: heading % (2 * Math.PI),
          speedMps: car.v,
          timeMs,
        };
      });
    },
    movingShare: () => cars.filter(({ v }) => v > 0.5).length / cars.length,
  };
}

/** Tiles of clients that look at places spread over the grid. */
export const places = (count: number): { lonDeg: number; latDeg: number }[] => {
  const random = seeded(11);
  return Array.from({ length: count }, () => ({
    lonDeg: ORIGIN.lonDeg + random.between(0.01, 0.09),
    latDeg: ORIGIN.latDeg + random.between(0.01, 0.08),
  }));
};
