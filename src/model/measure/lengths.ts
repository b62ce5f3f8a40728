// Lengths of a line of places: straight through the air, horizontal along the ellipsoid at the line's own height, and the
// height between its ends. Degrees, ellipsoidal metres in; metres out.

import { enuFrame, type Geodetic, geodeticToEcef, type Vec3 } from "../geo/frames.ts";
import { geodesic, meanRadiusM } from "../geo/geodesic.ts";
import { type DataAccuracy, type MeasuredFigure, type PickedPlace, placeSigma } from "./measured.ts";

export const straightM = (a: Geodetic, b: Geodetic): number => {
  const p = geodeticToEcef(a.lonDeg, a.latDeg, a.heightM);
  const q = geodeticToEcef(b.lonDeg, b.latDeg, b.heightM);
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

/** Along the ellipsoid, raised to the mean height of the two places: what a tape held level would read. */
export function horizontalM(a: Geodetic, b: Geodetic): number {
  const { distanceM } = geodesic([a.lonDeg, a.latDeg], [b.lonDeg, b.latDeg]);
  return distanceM * (1 + (a.heightM + b.heightM) / 2 / meanRadiusM((a.latDeg + b.latDeg) / 2));
}

/** Places in metres around the first one: good enough for how errors spread, not for lengths. */
export function aroundFirst(places: readonly Geodetic[]): Vec3[] {
  const [first] = places;
  if (!first) return [];
  const frame = enuFrame(first.lonDeg, first.latDeg, first.heightM);
  return places.map(({ lonDeg, latDeg, heightM }) => frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM)));
}

/** How a line's length changes when each of its places is moved: the size of that derivative, in plan and in height. */
function leverage(points: readonly Vec3[], flat: boolean): { hor: number; ver: number }[] {
  const unit = (from: Vec3, to: Vec3): Vec3 => {
    const d: Vec3 = [to[0] - from[0], to[1] - from[1], flat ? 0 : to[2] - from[2]];
    const length = Math.hypot(...d);
    return length < 1e-9 ? [0, 0, 0] : [d[0] / length, d[1] / length, d[2] / length];
  };
  return points.map((at, i) => {
    const before = points[i - 1];
    const after = points[i + 1];
    const a = before ? unit(before, at) : [0, 0, 0];
    const b = after ? unit(at, after) : [0, 0, 0];
    const d = [0, 1, 2].map((axis) => (a[axis] as number) - (b[axis] as number)) as Vec3;
    return { hor: Math.hypot(d[0], d[1]), ver: Math.abs(d[2]) };
  });
}

const root = (terms: readonly number[]) => Math.hypot(...terms);

/** Straight and horizontal length, height difference and slope; two places at least. */
export function lineFigures(places: readonly PickedPlace[], data: DataAccuracy): MeasuredFigure[] {
  const pairs = places.slice(1).map((to, i) => [places[i] as PickedPlace, to] as const);
  const straight = pairs.reduce((sum, [a, b]) => sum + straightM(a, b), 0);
  const horizontal = pairs.reduce((sum, [a, b]) => sum + horizontalM(a, b), 0);
  const points = aroundFirst(places);
  const horSigma = placeSigma(data.relHorM, data.absHorM);
  const verSigma = placeSigma(data.relVerM, data.absVerM);
  const spread = (flat: boolean) => {
    const levers = leverage(points, flat);
    const pick = root(
      levers.flatMap(({ hor, ver }, i) => {
        const { pickHorM, pickVerM } = places[i] as PickedPlace;
        return [hor * pickHorM, ver * pickVerM];
      }),
    );
    // Heights count as known where the line is level: their share is nothing then.
    const tilted = levers.some(({ ver }) => ver > 1e-3);
    const told = horSigma !== undefined && (!tilted || verSigma !== undefined);
    const data = told
      ? root(levers.flatMap(({ hor, ver }) => [hor * horSigma, ver * (verSigma ?? 0)]))
      : undefined;
    return { pickSpread: pick, ...(data !== undefined && { dataSpread: data }) };
  };
  const figures: MeasuredFigure[] = [
    { name: "horizontal", value: horizontal, unit: "m", ...spread(true) },
    { name: "straight", value: straight, unit: "m", ...spread(false) },
  ];
  return [...figures, ...heightFigures(places, data)];
}

/** Height of the last place over the first, and the slope between them. */
export function heightFigures(places: readonly PickedPlace[], data: DataAccuracy): MeasuredFigure[] {
  const first = places[0];
  const last = places.at(-1);
  if (!first || !last || first === last) return [];
  const verSigma = placeSigma(data.relVerM, data.absVerM);
  const rise = last.heightM - first.heightM;
  const run = horizontalM(first, last);
  const pick = Math.hypot(first.pickVerM, last.pickVerM);
  const told = verSigma === undefined ? undefined : verSigma * Math.SQRT2;
  const height: MeasuredFigure = {
    name: "height-difference",
    value: rise,
    unit: "m",
    pickSpread: pick,
    ...(told !== undefined && { dataSpread: told }),
  };
  if (run < 0.01) return [height];
  return [
    height,
    {
      name: "slope",
      value: (rise / run) * 100,
      unit: "%",
      pickSpread: (pick / run) * 100,
      ...(told !== undefined && { dataSpread: (told / run) * 100 }),
    },
  ];
}
