// Where the picture is cut: within a box that stands on the ground (its plan drawn with the area tool), or on one side of
// an upright or level plane. Degrees, ellipsoidal metres; planes in metres of an ENU frame at the clip's own place.

import type { AreaRing } from "../../model/geo/area.ts";
import { enuFrame, type Geodetic, geodeticToEcef, type Vec3 } from "../../model/geo/frames.ts";

export type ClipSide = "inside" | "outside";

export interface BoxClip {
  kind: "box";
  /** Closed ring; where it is not convex, its hull counts. */
  ring: AreaRing;
  lowM: number;
  highM: number;
  /** What stays. */
  keep: ClipSide;
}

export interface PlaneClip {
  kind: "plane";
  lonDeg: number;
  latDeg: number;
  heightM: number;
  /** Which way the plane looks, clockwise from north; what is before it is cut away. */
  headingDeg: number;
  /** 0 = upright, 90 = level, looking up. */
  tiltDeg: number;
  /** Moved along its own direction, metres. */
  offsetM: number;
}

export type Clip = BoxClip | PlaneClip;

export interface ClipPlanes {
  origin: Geodetic;
  /** A point p lies on the side that counts as kept where normal · p + distance ≥ 0. */
  planes: readonly { normal: Vec3; distanceM: number }[];
  /** True: cut where any plane says so; false: only where all do. */
  any: boolean;
}

type Flat = readonly [number, number];

/** Convex hull, counter-clockwise (Andrew, 1979). */
export function convexHull(points: readonly Flat[]): Flat[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o: Flat, a: Flat, b: Flat) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (from: readonly Flat[]) => {
    const out: Flat[] = [];
    for (const p of from) {
      while (out.length >= 2 && turn(out.at(-2) as Flat, out.at(-1) as Flat, p) <= 0) out.pop();
      out.push(p);
    }
    return out.slice(0, -1);
  };
  return [...half(sorted), ...half([...sorted].reverse())];
}

function boxPlanes({ ring, lowM, highM, keep }: BoxClip): ClipPlanes {
  const corners = ring.slice(0, -1);
  const n = Math.max(1, corners.length);
  const origin = {
    lonDeg: corners.reduce((sum, [lon]) => sum + lon, 0) / n,
    latDeg: corners.reduce((sum, [, lat]) => sum + lat, 0) / n,
    heightM: (lowM + highM) / 2,
  };
  const frame = enuFrame(origin.lonDeg, origin.latDeg, origin.heightM);
  const flat = corners.map(([lon, lat]): Flat => {
    const [e, north] = frame.toEnu(...geodeticToEcef(lon, lat, origin.heightM));
    return [e, north];
  });
  const hull = convexHull(flat);
  // Inward normals: the ring runs counter-clockwise, its left is inside.
  const sides = hull.map((a, i) => {
    const b = hull[(i + 1) % hull.length] as Flat;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const normal: Vec3 = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length, 0];
    return { normal, distanceM: -(normal[0] * a[0] + normal[1] * a[1]) };
  });
  const half = (highM - lowM) / 2;
  const inward = [
    ...sides,
    { normal: [0, 0, 1] as Vec3, distanceM: half },
    { normal: [0, 0, -1] as Vec3, distanceM: half },
  ];
  if (keep === "inside") return { origin, planes: inward, any: true };
  const outward = inward.map(({ normal: [e, north, u], distanceM }) => ({
    normal: [-e, -north, -u] as Vec3,
    distanceM: -distanceM,
  }));
  return { origin, planes: outward, any: false };
}

function onePlane({ lonDeg, latDeg, heightM, headingDeg, tiltDeg, offsetM }: PlaneClip): ClipPlanes {
  const [heading, tilt] = [(headingDeg * Math.PI) / 180, (tiltDeg * Math.PI) / 180];
  const looks: Vec3 = [
    Math.sin(heading) * Math.cos(tilt),
    Math.cos(heading) * Math.cos(tilt),
    Math.sin(tilt),
  ];
  return {
    origin: { lonDeg, latDeg, heightM },
    planes: [{ normal: [-looks[0], -looks[1], -looks[2]], distanceM: offsetM }],
    any: true,
  };
}

export const clipPlanes = (clip: Clip): ClipPlanes =>
  clip.kind === "box" ? boxPlanes(clip) : onePlane(clip);

/** Whether a place is left in the picture. */
export function keptByClip(clip: Clip, place: Geodetic): boolean {
  const { origin, planes, any } = clipPlanes(clip);
  const frame = enuFrame(origin.lonDeg, origin.latDeg, origin.heightM);
  const p = frame.toEnu(...geodeticToEcef(place.lonDeg, place.latDeg, place.heightM));
  const cut = ({ normal, distanceM }: ClipPlanes["planes"][number]) =>
    normal[0] * p[0] + normal[1] * p[1] + normal[2] * p[2] + distanceM < 0;
  return any ? !planes.some(cut) : !planes.every(cut);
}
