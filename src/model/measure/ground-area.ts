// The area that a ring of places encloses, on the ellipsoid at the ring's mean height, its sides the shortest ways between
// its corners. Degrees, ellipsoidal metres in; square metres and metres out. A ring that crosses itself has no area.

import { areaKm2 } from "../geo/area-size.ts";
import { ecefToGeodetic, geodeticToEcef } from "../geo/frames.ts";
import { geodesic, meanRadiusM } from "../geo/geodesic.ts";
import { Fault } from "../records/fault.ts";
import { aroundFirst, horizontalM } from "./lengths.ts";
import { type DataAccuracy, type MeasuredFigure, type PickedPlace, placeSigma } from "./measured.ts";

/** Sides longer than this are taken in pieces: what is straight in degrees is not the shortest way. */
const PIECE_M = 30;
const MOST_PIECES = 2000;

type LonLat = [lonDeg: number, latDeg: number];

/** Places along a side, without its end. */
function along(from: LonLat, to: LonLat): LonLat[] {
  const { distanceM } = geodesic(from, to);
  const pieces = Math.min(MOST_PIECES, Math.max(1, Math.ceil(distanceM / PIECE_M)));
  const a = geodeticToEcef(...from, 0);
  const b = geodeticToEcef(...to, 0);
  return Array.from({ length: pieces }, (_, i): LonLat => {
    if (i === 0) return from;
    const w = i / pieces;
    const { lonDeg, latDeg } = ecefToGeodetic(
      a[0] + w * (b[0] - a[0]),
      a[1] + w * (b[1] - a[1]),
      a[2] + w * (b[2] - a[2]),
    );
    return [lonDeg, latDeg];
  });
}

/** On the ellipsoid itself, m². Corners in either direction, the last not repeating the first. */
export function ellipsoidAreaM2(corners: readonly (readonly [number, number])[]): number {
  const ring = corners.flatMap((from, i) =>
    along([...from], [...(corners[(i + 1) % corners.length] as LonLat)]),
  );
  const [first] = ring;
  return first ? areaKm2({ polygons: [[[...ring, first]]] }) * 1e6 : 0;
}

/** Whether two sides that are not neighbours meet. */
export function crossesItself(points: readonly (readonly number[])[]): boolean {
  const n = points.length;
  const turn = (a: readonly number[], b: readonly number[], c: readonly number[]) =>
    Math.sign(
      ((b[0] as number) - (a[0] as number)) * ((c[1] as number) - (a[1] as number)) -
        ((b[1] as number) - (a[1] as number)) * ((c[0] as number) - (a[0] as number)),
    );
  for (let i = 0; i < n; i++)
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      const [a, b, c, d] = [points[i], points[i + 1], points[j], points[(j + 1) % n]] as [
        number[],
        number[],
        number[],
        number[],
      ];
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true;
    }
  return false;
}

/** @throws Fault fault.measure.crosses */
export function areaFigures(places: readonly PickedPlace[], data: DataAccuracy): MeasuredFigure[] {
  const points = aroundFirst(places);
  if (crossesItself(points)) throw new Fault("fault.measure.crosses");
  const heightM = places.reduce((sum, place) => sum + place.heightM, 0) / places.length;
  const latDeg = places.reduce((sum, place) => sum + place.latDeg, 0) / places.length;
  const raised = 1 + heightM / meanRadiusM(latDeg);
  const area = ellipsoidAreaM2(places.map((place) => [place.lonDeg, place.latDeg])) * raised * raised;
  const next = (i: number) => places[(i + 1) % places.length] as PickedPlace;
  const perimeter = places.reduce((sum, place, i) => sum + horizontalM(place, next(i)), 0);
  // Moving a corner changes the area by half the distance between its neighbours.
  const levers = points.map((_, i) => {
    const before = points.at(i - 1) as number[];
    const after = points[(i + 1) % points.length] as number[];
    return (
      Math.hypot((after[0] as number) - (before[0] as number), (after[1] as number) - (before[1] as number)) /
      2
    );
  });
  const sigma = placeSigma(data.relHorM, data.absHorM);
  const picks = places.map(({ pickHorM }) => pickHorM);
  const over = (of: readonly number[], sigmas: readonly number[]) =>
    Math.hypot(...of.map((lever, i) => lever * (sigmas[i] as number)));
  const same = places.map(() => sigma ?? 0);
  const sides = places.map(() => Math.SQRT2);
  return [
    {
      name: "area",
      value: area,
      unit: "m²",
      pickSpread: over(levers, picks),
      ...(sigma !== undefined && { dataSpread: over(levers, same) }),
    },
    {
      name: "perimeter",
      value: perimeter,
      unit: "m",
      pickSpread: over(sides, picks),
      ...(sigma !== undefined && { dataSpread: over(sides, same) }),
    },
  ];
}
