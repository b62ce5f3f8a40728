// Lanelets from their relations: both sides as lines in the plane, left on the left and running the same way, whatever
// way round the file has them. What cannot be a lane is left out with its reason.

import type { Vec3 } from "../../../model/geo/frames.ts";
import type { Finding } from "../../../model/records/fault.ts";
import type { OsmMap, OsmRelation, OsmWay, Tags } from "./read-osm.ts";

/** One side: the line in the direction of the lanelet, and the way it is of. */
export interface LaneletSide {
  way: OsmWay;
  /** Whether the way runs along the lanelet. */
  along: boolean;
  points: Vec3[];
}

export interface Lanelet {
  id: string;
  tags: Tags;
  left: LaneletSide;
  right: LaneletSide;
  /** Ids of its regulatory elements. */
  regulations: string[];
}

/** No edge of a lane is longer without a node; one that is has lost its place. */
const LONGEST_M = 3_000;
const MOST_PAIRS = 4e6;

const distance = (a: Vec3, b: Vec3) => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const planLength = (points: readonly Vec3[]): number =>
  points.slice(1).reduce((sum, p, i) => sum + distance(points[i] as Vec3, p), 0);

/** Twice the signed area of a ring in plan, counter-clockwise positive. */
export const doubleArea = (ring: readonly Vec3[]): number => {
  const [ox, oy] = ring[0] ?? [0, 0];
  return ring.reduce((sum, p, i) => {
    const q = ring[(i + 1) % ring.length] as Vec3;
    return sum + (p[0] - ox) * (q[1] - oy) - (p[1] - oy) * (q[0] - ox);
  }, 0);
};

const turn = (o: Vec3, a: Vec3, b: Vec3) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
/** Whether two segments cross within both; touching at an end is no crossing. */
export const segmentsCross = (a: Vec3, b: Vec3, c: Vec3, d: Vec3): boolean =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

function linesCross(a: readonly Vec3[], b: readonly Vec3[]): boolean {
  if (a.length * b.length > MOST_PAIRS) return false;
  for (let i = 1; i < a.length; i++)
    for (let k = 1; k < b.length; k++)
      if (segmentsCross(a[i - 1] as Vec3, a[i] as Vec3, b[k - 1] as Vec3, b[k] as Vec3)) return true;
  return false;
}

/** The places of a way's nodes, equal neighbours once; undefined with a finding when it is no line. */
export function wayLine(
  way: OsmWay,
  places: ReadonlyMap<string, Vec3>,
  report: (code: string, params: Finding["params"]) => void,
): Vec3[] | undefined {
  const points: Vec3[] = [];
  let missing = 0;
  for (const ref of way.nodes) {
    const place = places.get(ref);
    if (!place) {
      missing += 1;
      continue;
    }
    const last = points.at(-1);
    if (!last || distance(last, place) > 1e-4) points.push(place);
  }
  if (missing > 0) report("finding.lanelet2.missing-nodes", { way: way.id, count: missing });
  if (points.length < 2) {
    report("finding.lanelet2.short-way", { way: way.id, count: points.length });
    return undefined;
  }
  if (points.some((p, i) => i > 0 && distance(p, points[i - 1] as Vec3) > LONGEST_M)) {
    report("finding.lanelet2.torn-way", { way: way.id, limitM: LONGEST_M });
    return undefined;
  }
  return points;
}

/** Left on the left, both along the lanelet; undefined when they cannot be laid side by side. */
function orient(a: Vec3[], b: Vec3[]): { flipLeft: boolean; flipRight: boolean } {
  const ends = (points: Vec3[]) => [points[0] as Vec3, points.at(-1) as Vec3] as const;
  const [a0, a1] = ends(a);
  const [b0, b1] = ends(b);
  const opposite = distance(a0, b1) + distance(a1, b0) < distance(a0, b0) + distance(a1, b1);
  const right = opposite ? [...b].reverse() : b;
  // Up the left side and down the right one is clockwise.
  const wrong = doubleArea([...a, ...[...right].reverse()]) > 0;
  return { flipLeft: wrong, flipRight: opposite !== wrong };
}

function readOne(
  relation: OsmRelation,
  map: OsmMap,
  places: ReadonlyMap<string, Vec3>,
  findings: Finding[],
): Lanelet | undefined {
  const where = `lanelet/${relation.id}`;
  const skip = (code: string, params: Finding["params"] = {}) => {
    findings.push({ severity: "skipped", code, params, where });
    return undefined;
  };
  const side = (role: "left" | "right") => {
    const refs = relation.members.filter((m) => m.role === role && m.type === "way");
    const [first] = refs;
    if (!first) return skip("finding.lanelet2.side-missing", { role });
    if (refs.length > 1)
      findings.push({
        severity: "warning",
        code: "finding.lanelet2.side-repeated",
        params: { role, count: refs.length },
        where,
      });
    const way = map.ways.get(first.ref);
    if (!way) return skip("finding.lanelet2.way-missing", { role, way: first.ref });
    let fatal = false;
    const points = wayLine(way, places, (code, params) => {
      fatal = true;
      findings.push({ severity: "skipped", code, params, where });
    });
    // A side that lacks a node is not the side the map means.
    return points && !fatal ? { way, points } : undefined;
  };
  const left = side("left");
  const right = left && side("right");
  if (!left || !right) return undefined;
  if (left.way.id === right.way.id) return skip("finding.lanelet2.same-side", { way: left.way.id });
  const { flipLeft, flipRight } = orient(left.points, right.points);
  if (flipLeft) left.points.reverse();
  if (flipRight) right.points.reverse();
  if (linesCross(left.points, right.points)) return skip("finding.lanelet2.sides-cross");
  return {
    id: relation.id,
    tags: relation.tags,
    left: { ...left, along: !flipLeft },
    right: { ...right, along: !flipRight },
    regulations: relation.members
      .filter(({ role, type }) => role === "regulatory_element" && type === "relation")
      .map(({ ref }) => ref),
  };
}

export const isLanelet = ({ tags }: OsmRelation): boolean => tags.type === "lanelet";

export function readLanelets(
  map: OsmMap,
  places: ReadonlyMap<string, Vec3>,
  findings: Finding[],
): Map<string, Lanelet> {
  const out = new Map<string, Lanelet>();
  for (const relation of map.relations.values()) {
    if (!isLanelet(relation)) continue;
    const lanelet = readOne(relation, map, places, findings);
    if (lanelet) out.set(lanelet.id, lanelet);
  }
  return out;
}
