// Whether a feature touches an area: any point of it inside or on the edge. Degrees, in the plane of longitude and latitude,
// in which an area's edges are straight. Heights play no part.

import type { Area, AreaRing } from "./area.ts";

/** x, y, z … as feature rows have them. */
export interface Shape {
  kind: "Point" | "LineString" | "Polygon" | "MultiPolygon";
  parts: readonly (readonly number[])[];
}

/** west, south, east, north */
export type Bounds = [number, number, number, number];

export function areaBounds({ polygons }: Area): Bounds {
  const out: Bounds = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [outer] of polygons)
    for (const [x, y] of outer as AreaRing) {
      out[0] = Math.min(out[0], x);
      out[1] = Math.min(out[1], y);
      out[2] = Math.max(out[2], x);
      out[3] = Math.max(out[3], y);
    }
  return out;
}

/** Twice the signed area of a, b, c. */
const turn = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

const within = (a: number, b: number, v: number) => (a <= b ? v >= a && v <= b : v >= b && v <= a);

/** Whether two closed segments have a point in common. */
export function segmentsMeet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const c = turn(ax, ay, bx, by, cx, cy);
  const d = turn(ax, ay, bx, by, dx, dy);
  const a = turn(cx, cy, dx, dy, ax, ay);
  const b = turn(cx, cy, dx, dy, bx, by);
  if (((c > 0 && d < 0) || (c < 0 && d > 0)) && ((a > 0 && b < 0) || (a < 0 && b > 0))) return true;
  return (
    (c === 0 && within(ax, bx, cx) && within(ay, by, cy)) ||
    (d === 0 && within(ax, bx, dx) && within(ay, by, dy)) ||
    (a === 0 && within(cx, dx, ax) && within(cy, dy, ay)) ||
    (b === 0 && within(cx, dx, bx) && within(cy, dy, by))
  );
}

/** Even-odd; on the edge is inside. `flat` is x, y, z …, closed. */
function insideFlat(flat: readonly number[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 3; i < flat.length; i += 3) {
    const ax = flat[i - 3] as number;
    const ay = flat[i - 2] as number;
    const bx = flat[i] as number;
    const by = flat[i + 1] as number;
    if (turn(ax, ay, bx, by, x, y) === 0 && within(ax, bx, x) && within(ay, by, y)) return true;
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
  }
  return inside;
}

const MOST_BANDS = 1024;

/** A test prepared for many features: the area's edges lie in bands of latitude. */
export function areaTouch(area: Area): (shape: Shape) => boolean {
  const [west, south, east, north] = areaBounds(area);
  const rings = area.polygons.flat();
  const edges: [number, number, number, number][] = rings.flatMap((ring) =>
    ring.slice(1).map((b, i): [number, number, number, number] => [...(ring[i] as [number, number]), ...b]),
  );
  const bandCount = Math.max(1, Math.min(MOST_BANDS, Math.ceil(edges.length / 4)));
  const bandOf = (y: number) =>
    Math.max(0, Math.min(bandCount - 1, Math.floor(((y - south) / (north - south || 1)) * bandCount)));
  const bands: number[][] = Array.from({ length: bandCount }, () => []);
  edges.forEach(([, ay, , by], k) => {
    for (let band = bandOf(Math.min(ay, by)); band <= bandOf(Math.max(ay, by)); band++) bands[band]?.push(k);
  });

  const holds = (x: number, y: number): boolean => {
    if (x < west || x > east || y < south || y > north) return false;
    let inside = false;
    for (const k of bands[bandOf(y)] as number[]) {
      const [ax, ay, bx, by] = edges[k] as [number, number, number, number];
      if (turn(ax, ay, bx, by, x, y) === 0 && within(ax, bx, x) && within(ay, by, y)) return true;
      if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
    }
    return inside;
  };
  const crosses = (ax: number, ay: number, bx: number, by: number): boolean => {
    if (Math.max(ax, bx) < west || Math.min(ax, bx) > east) return false;
    const [low, high] = [Math.min(ay, by), Math.max(ay, by)];
    if (high < south || low > north) return false;
    for (let band = bandOf(low); band <= bandOf(high); band++)
      for (const k of bands[band] as number[]) {
        const [cx, cy, dx, dy] = edges[k] as [number, number, number, number];
        if (segmentsMeet(ax, ay, bx, by, cx, cy, dx, dy)) return true;
      }
    return false;
  };
  const touchesLine = (flat: readonly number[]): boolean => {
    for (let i = 0; i < flat.length; i += 3) if (holds(flat[i] as number, flat[i + 1] as number)) return true;
    for (let i = 3; i < flat.length; i += 3)
      if (crosses(flat[i - 3] as number, flat[i - 2] as number, flat[i] as number, flat[i + 1] as number))
        return true;
    return false;
  };

  return ({ kind, parts }) => {
    if (kind === "Point") return holds(parts[0]?.[0] as number, parts[0]?.[1] as number);
    if (parts.some(touchesLine)) return true;
    if (kind === "LineString") return false;
    // No edge meets an edge: the area may still lie wholly inside the feature.
    return area.polygons.some((rings) => {
      const [x, y] = (rings[0] as AreaRing)[0] as [number, number];
      return parts.some((part) => insideFlat(part, x, y));
    });
  };
}
