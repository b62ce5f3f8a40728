// The ground that the camera sees, as a ring on the map: the picture's frame cast onto a plane at the ground's height, no
// farther than one can make things out, cut to the city's bounds. A plane is good to 0.3 m at 2 km, which is less than
// the frame's line is wide.

import type { AreaRing } from "../../model/geo/area.ts";
import { ecefToGeodetic, enuFrame, geodeticToEcef } from "../../model/geo/frames.ts";
import type { CameraReadout } from "./view-store.ts";

/** Share of the picture's half width and height that counts as seen: the frame stays visible, clear of the foot bar. */
const RIGHT = 0.96;
const TOP = 0.94;
const BOTTOM = 0.86;
/** Points along each side of the frame. */
const STEPS = 8;
/** As far as so many times the camera's height, but never less than this. */
const REACH_HEIGHTS = 10;
const LEAST_REACH_M = 300;
const RAD = Math.PI / 180;

export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

type Point = [number, number];

/** The part of a ring within a box (Sutherland and Hodgman, 1974): one ring in, one ring out. */
export function clipToBounds(ring: readonly Point[], { west, south, east, north }: Bounds): Point[] {
  const sides: [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ];
  let points = [...ring];
  for (const [axis, limit, sign] of sides) {
    const inside = (p: Point) => sign * (p[axis] - limit) >= 0;
    points = points.flatMap((to, i) => {
      const from = points.at(i - 1) as Point;
      if (inside(from) === inside(to)) return inside(to) ? [to] : [];
      const share = (limit - from[axis]) / (to[axis] - from[axis]);
      const cut: Point = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
      cut[axis] = limit;
      return inside(to) ? [cut, to] : [cut];
    });
  }
  return points;
}

/** Directions through the picture's frame, clockwise from its lower left: right and up as tangents of the view. */
function frameDirections(fovyRad: number, aspect: number): Point[] {
  const high = Math.tan(fovyRad / 2);
  const wide = high * aspect * RIGHT;
  const corners: Point[] = [
    [-wide, -high * BOTTOM],
    [-wide, high * TOP],
    [wide, high * TOP],
    [wide, -high * BOTTOM],
  ];
  return corners.flatMap(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % 4] as Point;
    return Array.from({ length: STEPS }, (_, step): Point => {
      const share = step / STEPS;
      return [x + share * (nextX - x), y + share * (nextY - y)];
    });
  });
}

/** A closed ring, or undefined when no ground of the city is in view. */
export function viewGround(camera: CameraReadout, bounds: Bounds): AreaRing | undefined {
  const { fovyRad, aspect, aboveGroundM: height } = camera;
  if (height <= 0) return undefined;
  const reach = Math.max(LEAST_REACH_M, REACH_HEIGHTS * height);
  const [sinH, cosH] = [Math.sin(camera.headingDeg * RAD), Math.cos(camera.headingDeg * RAD)];
  const [sinP, cosP] = [Math.sin(camera.pitchDeg * RAD), Math.cos(camera.pitchDeg * RAD)];
  const groundM = camera.heightM - height;
  const frame = enuFrame(camera.lonDeg, camera.latDeg, groundM);
  const directions = frameDirections(fovyRad, aspect);
  // The lower edge sees the ground first: where it sees none, nothing does.
  const [lowest] = directions;
  if (!lowest || sinP + lowest[1] * cosP >= 0) return undefined;
  const ring = directions.map(([x, y]): Point => {
    const ahead = cosP - y * sinP;
    const rise = sinP + y * cosP;
    const east = ahead * sinH + x * cosH;
    const north = ahead * cosH - x * sinH;
    const flat = Math.hypot(east, north);
    // Above the horizon, or beyond the reach: as far as the reach in that direction.
    const distance = rise < 0 ? Math.min(reach, (flat * height) / -rise) : reach;
    const scale = flat > 1e-9 ? distance / flat : 0;
    const { lonDeg, latDeg } = ecefToGeodetic(...frame.toEcef(east * scale, north * scale, 0));
    return [lonDeg, latDeg];
  });
  const clipped = clipToBounds(ring, bounds);
  const [first] = clipped;
  return first && clipped.length > 2 ? [...clipped, [...first]] : undefined;
}

/** Metres between two places of one city, along the ground. */
export function groundDistanceM([lonA, latA]: Point, [lonB, latB]: Point): number {
  const a = geodeticToEcef(lonA, latA, 0);
  const b = geodeticToEcef(lonB, latB, 0);
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
