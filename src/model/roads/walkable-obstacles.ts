// What stands on and beside the roads as upright bodies one cannot walk or reach through: circles and outlines in the
// city's ENU plane with a lower and an upper height, metres. Sizes that a map leaves out are those it is drawn with.

import type { Vec3 } from "../geo/frames.ts";
import { isPaint, isSignalPaint } from "./paint-kind.ts";
import { continuousRepeats, mix, placedObjects } from "./placed-objects.ts";
import type { ReferenceLine } from "./reference-line.ts";
import type { ObjectRepeat, Outline, RoadObject, Signal } from "./road-network.ts";
import { type At, plumb, standing } from "./road-place.ts";
import { ARM_RADIUS_M, signalMast } from "./signal-mast.ts";

export interface Obstacle {
  /** One point and a radius, or the corners of an outline and radius 0. */
  points: [number, number][];
  radiusM: number;
  lowM: number;
  highM: number;
}

const POLE_M = 0.06;
const POST_M = 0.04;
const SIGN_BOTTOM_M = 2.2;
const SIGN_M = 0.75;
const TRUNK_M = 0.15;
const THIN_M = 0.1;
const PIECE_M = 2;
const LEAST_WALL_M = 0.3;

type Put = (obstacle: Obstacle) => void;

export function walkableObstacles(line: ReferenceLine, toEnu: (p: Vec3) => Vec3, put: Put): void {
  const { road } = line;
  const { lengthM: roadM } = road;
  const clamped = (s: number) => Math.min(roadM, Math.max(0, s));

  const outline = (low: Vec3[], high: Vec3[]) => {
    const [lows, highs] = [low.map(toEnu), high.map(toEnu)];
    put({
      points: lows.map(([e, n]) => [e, n]),
      radiusM: 0,
      lowM: Math.min(...lows.map(([, , u]) => u)),
      highM: Math.max(...highs.map(([, , u]) => u)),
    });
  };
  const circle = (at: At, radiusM: number, low: number, high: number) => {
    const [e, n, u] = toEnu(at(0, 0, 0));
    put({ points: [[e, n]], radiusM, lowM: u + low, highM: u + high });
  };
  const box = (at: At, u0: number, u1: number, v0: number, v1: number, low: number, high: number) => {
    const ring = (w: number) => [at(u0, v0, w), at(u1, v0, w), at(u1, v1, w), at(u0, v1, w)];
    outline(ring(low), ring(high));
  };
  const turnOf = ({ headingRad, orientation }: RoadObject) =>
    headingRad + (orientation === "-" ? Math.PI : 0);

  const single = (object: RoadObject) => {
    const { heightM = 0, lengthM = 0, widthM = 0, radiusM = 0, type } = object;
    const at = plumb(line, object, turnOf(object));
    if (type === "tree" && (heightM > 1 || radiusM > 0)) {
      const high = heightM || 6;
      circle(at, TRUNK_M, 0, high * 0.35);
      circle(at, radiusM || Math.max(lengthM, widthM) / 2 || high * 0.25, high * 0.3, high);
    } else if (radiusM > 0 || (/pole|lamp/i.test(type) && !(lengthM > 0 && widthM > 0))) {
      if (heightM > 0) circle(at, radiusM || POLE_M, 0, heightM);
    } else if (lengthM > 0 && widthM > 0 && heightM > 0)
      box(at, -lengthM / 2, lengthM / 2, -widthM / 2, widthM / 2, 0, heightM);
  };

  const outlined = (object: RoadObject, { closed, corners }: Outline) => {
    const at = plumb(line, object, turnOf(object));
    const pick = (top: boolean): Vec3[] =>
      corners.kind === "local"
        ? corners.points.map(({ u, v, z, heightM }) => at(u, v, z + (top ? heightM : 0)))
        : corners.points.map(({ s, t, dz, heightM }) => line.point(clamped(s), t, dz + (top ? heightM : 0)));
    const [low, high] = [pick(false), pick(true)];
    if (closed) outline(low, high);
    else for (let i = 1; i < low.length; i++) outline(low.slice(i - 1, i + 1), high.slice(i - 1, i + 1));
  };

  const along = (object: RoadObject, repeat: ObjectRepeat) => {
    const [first, last] = [clamped(repeat.sM), clamped(repeat.sM + repeat.lengthM)];
    const own = object.widthM || 2 * (object.radiusM ?? 0);
    const wide = repeat.widthStart || 2 * (repeat.radiusStart ?? 0) || own;
    const wideEnd = repeat.widthEnd || 2 * (repeat.radiusEnd ?? 0) || wide;
    const pieces = Math.ceil((last - first) / PIECE_M);
    const corner = (i: number, side: number, top: boolean): Vec3 => {
      const s = mix(first, last, i / pieces);
      const w = repeat.lengthM > 0 ? (s - repeat.sM) / repeat.lengthM : 0;
      const low = mix(repeat.zOffsetStart, repeat.zOffsetEnd, w);
      const high = low + (mix(repeat.heightStart, repeat.heightEnd, w) || object.heightM || THIN_M);
      const half = (mix(wide, wideEnd, w) || THIN_M) / 2;
      return line.point(s, mix(repeat.tStart, repeat.tEnd, w) + side * half, top ? high : low);
    };
    for (let i = 1; i <= pieces; i++) {
      const ring = (top: boolean) => [
        corner(i - 1, -1, top),
        corner(i, -1, top),
        corner(i, 1, top),
        corner(i - 1, 1, top),
      ];
      outline(ring(false), ring(true));
    }
  };

  /** Walls, fences and rails by their own corners, buildings by their outline; a kerb is stepped over. */
  const worldShape = ({ type, heightM = 0, worldShape: shape }: RoadObject) => {
    if (!shape || heightM < LEAST_WALL_M || type === "curb") return;
    const raised = (points: Vec3[]) => points.map(([x, y, z]): Vec3 => [x, y, z + heightM]);
    const [first = []] = shape.parts;
    if (shape.kind === "area") outline(first, raised(first));
    else
      for (let i = 1; i < first.length; i++) {
        const piece = first.slice(i - 1, i + 1);
        outline(piece, raised(piece));
      }
  };

  for (const object of road.objects) {
    if (isPaint(object)) continue;
    if (object.worldShape) {
      worldShape(object);
      continue;
    }
    for (const each of placedObjects(object)) {
      const outlines = each.outlines.filter(
        ({ outer, closed, corners }) => outer && corners.points.length >= (closed ? 3 : 2),
      );
      for (const one of outlines) outlined(each, one);
      if (outlines.length === 0) single(each);
    }
    for (const repeat of continuousRepeats(object)) along(object, repeat);
  }

  const signPost = (signal: Signal) => {
    const { zOffsetM, heightM = 0, widthM = 0 } = signal;
    const bottom = zOffsetM > 0.2 ? zOffsetM : SIGN_BOTTOM_M;
    const top = bottom + (heightM > 0.05 ? heightM : SIGN_M);
    const half = (widthM > 0.05 ? widthM : SIGN_M) / 2;
    const at = standing(line, signal);
    circle(at, POST_M, 0, top);
    outline([at(0, -half, bottom), at(0, half, bottom)], [at(0, -half, top), at(0, half, top)]);
  };
  const masts = new Set<string>();
  const head = (signal: Signal) => {
    const { radiusM, footT, topM, bottomM, heightM, arm, key } = signalMast(line, signal);
    const at = standing(line, signal);
    const foot = arm ? plumb(line, { ...signal, tM: footT, zOffsetM: 0 }, 0) : at;
    if (key === undefined || !masts.has(key)) circle(foot, radiusM, 0, topM);
    if (key !== undefined) masts.add(key);
    circle(at, 0.2, bottomM, bottomM + heightM);
    if (!arm) return;
    const [v0, v1] = [Math.min(0, arm.reachM), Math.max(0, arm.reachM)];
    box(foot, -ARM_RADIUS_M, ARM_RADIUS_M, v0, v1, arm.upM - ARM_RADIUS_M, arm.upM + ARM_RADIUS_M);
  };
  for (const signal of road.signals) {
    if (signal.dynamic) head(signal);
    else if (!isSignalPaint(signal) && signal.type !== "") signPost(signal);
  }
}
