// Whether an area can be exported: closed rings of some size that don't cross, on the Earth, at the city, and not so large
// that the whole city is meant. Degrees. What is repeated is dropped; nothing else is mended.

import { Fault } from "../records/fault.ts";
import type { Area, AreaRing } from "./area.ts";
import { areaKm2 } from "./area-size.ts";
import { areaBounds, areaTouch, segmentsMeet } from "./area-touch.ts";

const LEAST_KM2 = 1e-7;
/** An area that holds the city's bounds and is this many times as large means the whole city. */
const SWALLOWS = 4;

interface Edge {
  ring: number;
  index: number;
  a: [number, number];
  b: [number, number];
}

function cleanRing(ring: AreaRing): AreaRing {
  if (!Array.isArray(ring) || ring.length === 0) throw new Fault("fault.export.area-empty");
  for (const [lonDeg, latDeg] of ring) {
    const sound = Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90;
    if (!sound) throw new Fault("fault.export.area-range", { lonDeg, latDeg });
  }
  const [first, last] = [ring[0], ring.at(-1)] as [[number, number], [number, number]];
  if (first[0] !== last[0] || first[1] !== last[1])
    throw new Fault("fault.export.area-unclosed", {
      first: first.join(", "),
      last: last.join(", "),
    });
  const clean = ring.filter(([x, y], i) => i === 0 || x !== ring[i - 1]?.[0] || y !== ring[i - 1]?.[1]);
  if (clean.length < 4) throw new Fault("fault.export.area-empty");
  return clean;
}

/** Neighbours share a corner and may not run back over each other; others may not meet at all, or only touch (two rings). */
function clash(p: Edge, q: Edge, lengthOf: (ring: number) => number): boolean {
  const [ax, ay] = p.a;
  const [bx, by] = p.b;
  const [cx, cy] = q.a;
  const [dx, dy] = q.b;
  if (!segmentsMeet(ax, ay, bx, by, cx, cy, dx, dy)) return false;
  const cross = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (p.ring === q.ring) {
    const apart = Math.abs(p.index - q.index);
    if (apart !== 1 && apart !== lengthOf(p.ring) - 1) return true;
    if (lengthOf(p.ring) === 2 || cross !== 0) return false;
    return (bx - ax) * (dx - cx) + (by - ay) * (dy - cy) < 0;
  }
  const side = (x: number, y: number) => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
  const other = (x: number, y: number) => Math.sign((dx - cx) * (y - cy) - (dy - cy) * (x - cx));
  if (cross === 0) {
    // In line: more than a point in common?
    const along = Math.abs(bx - ax) >= Math.abs(by - ay) ? 0 : 1;
    const [p0, p1] = [Math.min(p.a[along], p.b[along]), Math.max(p.a[along], p.b[along])];
    const [q0, q1] = [Math.min(q.a[along], q.b[along]), Math.max(q.a[along], q.b[along])];
    return Math.min(p1, q1) > Math.max(p0, q0);
  }
  return side(cx, cy) * side(dx, dy) < 0 && other(ax, ay) * other(bx, by) < 0;
}

/** A place where rings cross, if there is one: edges by their western ends, each against those that reach into it. */
function crossing(rings: readonly AreaRing[]): [number, number] | undefined {
  const edges: Edge[] = rings.flatMap((ring, k) =>
    ring.slice(1).map((b, index) => ({ ring: k, index, a: ring[index] as [number, number], b })),
  );
  const west = ({ a, b }: Edge) => Math.min(a[0], b[0]);
  const east = ({ a, b }: Edge) => Math.max(a[0], b[0]);
  edges.sort((p, q) => west(p) - west(q));
  const lengthOf = (ring: number) => (rings[ring]?.length ?? 0) - 1;
  let open: Edge[] = [];
  for (const edge of edges) {
    open = open.filter((each) => east(each) >= west(edge));
    for (const each of open) if (clash(each, edge, lengthOf)) return edge.a;
    open.push(edge);
  }
  return undefined;
}

const holdsPoint = (ring: AreaRing) => {
  const touch = areaTouch({ polygons: [[ring]] });
  return ([x, y]: [number, number]) => touch({ kind: "Point", parts: [[x, y, 0]] });
};

/**
 * The area without repeated corners.
 * @param city bounds of the city; absent where it isn't known yet
 * @throws Fault fault.export.area-*
 */
export function checkArea(
  area: Area,
  city?: { west: number; south: number; east: number; north: number },
): Area {
  const polygons = area.polygons.map((rings) => {
    if (rings.length === 0) throw new Fault("fault.export.area-empty");
    return rings.map(cleanRing);
  });
  if (polygons.length === 0) throw new Fault("fault.export.area-empty");
  const clean = { polygons };
  const where = crossing(polygons.flat());
  if (where) throw new Fault("fault.export.area-crossing", { lonDeg: where[0], latDeg: where[1] });
  for (const [k, [outer, ...holes]] of polygons.entries()) {
    const size = areaKm2({ polygons: [[outer as AreaRing]] });
    if (size < LEAST_KM2) throw new Fault("fault.export.area-zero");
    const inside = holdsPoint(outer as AreaRing);
    for (const hole of holes)
      if (!hole.every(inside))
        throw new Fault("fault.export.area-hole", { lonDeg: hole[0]?.[0], latDeg: hole[0]?.[1] });
    for (const [other, [ring]] of polygons.entries())
      if (other !== k && (ring as AreaRing).every(inside) && !inAHole(holes, ring as AreaRing))
        throw new Fault("fault.export.area-overlap", { lonDeg: ring?.[0]?.[0], latDeg: ring?.[0]?.[1] });
  }
  if (!city) return clean;
  const [west, south, east, north] = areaBounds(clean);
  const box: AreaRing = [
    [city.west, city.south],
    [city.east, city.south],
    [city.east, city.north],
    [city.west, city.north],
    [city.west, city.south],
  ];
  const bounds = [city.west, city.south, city.east, city.north].map((deg) => deg.toFixed(5)).join(", ");
  const flat = box.flatMap(([x, y]) => [x, y, 0]);
  if (!areaTouch(clean)({ kind: "Polygon", parts: [flat] })) {
    const swapped = south >= city.west && north <= city.east && west >= city.south && east <= city.north;
    throw new Fault(swapped ? "fault.export.area-swapped" : "fault.export.area-beside", { bounds });
  }
  const cityKm2 = areaKm2({ polygons: [[box]] });
  const km2 = areaKm2(clean);
  const whole = west <= city.west && south <= city.south && east >= city.east && north >= city.north;
  if (whole && km2 > SWALLOWS * cityKm2)
    throw new Fault("fault.export.area-swallows", { km2: km2.toFixed(1), cityKm2: cityKm2.toFixed(1) });
  return clean;
}

const inAHole = (holes: readonly AreaRing[], ring: AreaRing) =>
  holes.some((hole) => ring.every(holdsPoint(hole)));
