// How much of a vehicle stands in a polygon: 0 … 1. Plan metres; rings open, either way round.

export type Point = readonly [number, number];

export interface Box {
  eastM: number;
  northM: number;
  /** Clockwise from north. */
  headingRad: number;
  lengthM: number;
  widthM: number;
}

const area = (ring: readonly Point[]): number => {
  let twice = 0;
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = ring[i] as Point;
    const [bx, by] = ring[(i + 1) % ring.length] as Point;
    twice += ax * by - bx * ay;
  }
  return Math.abs(twice) / 2;
};

/** The part of a ring where along(p) is at least 0. */
function halfPlane(ring: readonly Point[], along: (p: Point) => number): Point[] {
  const out: Point[] = [];
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i] as Point, ring[(i + 1) % ring.length] as Point];
    const [da, db] = [along(a), along(b)];
    if (da >= 0) out.push(a);
    if (da >= 0 !== db >= 0) {
      const t = da / (da - db);
      out.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
    }
  }
  return out;
}

/** The polygon is cut by the box's four sides; a polygon that is not convex keeps its area through that. */
export function coveredShare(box: Box, polygon: readonly Point[]): number {
  const { eastM, northM, headingRad, lengthM, widthM } = box;
  const own = lengthM * widthM;
  if (!(own > 0) || polygon.length < 3) return 0;
  const [s, c] = [Math.sin(headingRad), Math.cos(headingRad)];
  let ring: Point[] = polygon.map(([x, y]) => {
    const [dx, dy] = [x - eastM, y - northM];
    return [dx * s + dy * c, dx * c - dy * s];
  });
  for (const [axis, half] of [
    [0, lengthM / 2],
    [1, widthM / 2],
  ] as const) {
    ring = halfPlane(ring, (p) => half - p[axis]);
    ring = halfPlane(ring, (p) => half + p[axis]);
  }
  return Math.min(1, area(ring) / own);
}
