// A lane as two edges, whatever it is made of: widths or borders on a reference line, or two surveyed polylines.
// Everything that draws or drives asks edge(side, s) and does not know which. s is the road's, metres.

import type { Vec3 } from "../geo/frames.ts";
import { cubicAt } from "./cubic.ts";
import type { ReferenceLine } from "./reference-line.ts";
import type { Lane, LaneSection } from "./road-network.ts";

export type Side = "left" | "right";

export interface LaneGeometry {
  startM: number;
  endM: number;
  lengthM: number;
  /** World point of the edge on the left or right seen along s. */
  edge(side: Side, sM: number): Vec3;
  centre(sM: number): Vec3;
  /** Stations where the description changes; a sampler must include them. */
  breakpoints: number[];
}

const middle = (a: Vec3, b: Vec3): Vec3 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];

function withCentre(geometry: Omit<LaneGeometry, "centre">): LaneGeometry {
  return { ...geometry, centre: (s) => middle(geometry.edge("left", s), geometry.edge("right", s)) };
}

/** t of a lane's inner and outer border at s, from the centre outward. */
function borders(line: ReferenceLine, section: LaneSection, lane: Lane): (s: number) => [number, number] {
  const sign = lane.id > 0 ? 1 : -1;
  const chain = section.lanes
    .filter((other) => Math.sign(other.id) === sign && Math.abs(other.id) <= Math.abs(lane.id))
    .sort((a, b) => Math.abs(a.id) - Math.abs(b.id));
  return (s) => {
    const ds = s - section.sM;
    let inner = cubicAt(line.road.laneOffset, s);
    let outer = inner;
    for (const each of chain) {
      inner = outer;
      // Width wins where a file gives both; a negative width is a lane that is not there.
      if (each.width.length > 0) outer = inner + sign * Math.max(0, cubicAt(each.width, ds));
      else if (each.border.length > 0) outer = cubicAt(each.border, ds);
    }
    return [inner, outer];
  };
}

/** Heights of a lane over the road surface at its inner and outer border, linear between records. */
function heights(lane: Lane, ds: number): [number, number] {
  const { height } = lane;
  let k = -1;
  while (k + 1 < height.length && (height[k + 1] as { sM: number }).sM <= ds + 1e-9) k++;
  const here = height[k];
  if (!here) return [0, 0];
  const next = height[k + 1];
  if (!next) return [here.innerM, here.outerM];
  const w = (ds - here.sM) / (next.sM - here.sM);
  return [(1 - w) * here.innerM + w * next.innerM, (1 - w) * here.outerM + w * next.outerM];
}

function parametric(line: ReferenceLine, section: LaneSection, lane: Lane): LaneGeometry {
  const sign = lane.id > 0 ? 1 : -1;
  const bordersAt = borders(line, section, lane);
  const inward = section.lanes
    .filter((other) => Math.sign(other.id) === sign && Math.abs(other.id) <= Math.abs(lane.id))
    .sort((a, b) => Math.abs(a.id) - Math.abs(b.id));
  const firstLevel = inward.find((other) => other.level);
  const levelFrom = firstLevel && borders(line, section, firstLevel);

  const surface = (s: number, t: number): Vec3 => {
    if (!levelFrom) return line.point(s, t);
    const [base] = levelFrom(s);
    if ((t - base) * sign <= 0) return line.point(s, t);
    const { level } = line.crossSection(s);
    const [x, y, z] = line.point(s, base);
    return [x + (t - base) * level[0], y + (t - base) * level[1], z];
  };

  const { road } = line;
  const breakpoints = new Set([section.sM, section.endM]);
  const add = (records: readonly { sM: number }[], from = 0) => {
    for (const { sM } of records) {
      const s = sM + from;
      if (s > section.sM && s < section.endM) breakpoints.add(s);
    }
  };
  for (const records of [
    road.planView,
    road.elevation,
    road.superelevation,
    road.crossfall,
    road.shape,
    road.laneOffset,
  ])
    add(records);
  for (const other of inward)
    for (const records of [other.width, other.border, other.height]) add(records, section.sM);

  return withCentre({
    startM: section.sM,
    endM: section.endM,
    lengthM: section.endM - section.sM,
    breakpoints: [...breakpoints].sort((a, b) => a - b),
    edge(side, s) {
      const [inner, outer] = bordersAt(s);
      const isOuter = (side === "left") === sign > 0;
      const [x, y, z] = surface(s, isOuter ? outer : inner);
      const [innerH, outerH] = heights(lane, s - section.sM);
      const h = isOuter ? outerH : innerH;
      if (h === 0) return [x, y, z];
      const up = lane.level ? ([0, 0, 1] as const) : line.crossSection(s).up;
      return [x + h * up[0], y + h * up[1], z + h * up[2]];
    },
  });
}

/** Length along a polyline at each of its points. */
export function lengthsAlong(points: readonly Vec3[]): number[] {
  const lengths = [0];
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1] as Vec3;
    const b = points[i] as Vec3;
    lengths.push((lengths[i - 1] as number) + Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]));
  }
  return lengths;
}

/** A polyline by the share of its own length. */
function alongPolyline(points: readonly Vec3[], lengths: readonly number[]): (share: number) => Vec3 {
  const total = lengths.at(-1) ?? 0;
  return (share) => {
    const at = Math.min(1, Math.max(0, share)) * total;
    let k = 1;
    while (k < points.length - 1 && (lengths[k] as number) < at) k++;
    const a = points[k - 1] as Vec3;
    const b = points[k] ?? a;
    const span = (lengths[k] ?? 0) - (lengths[k - 1] as number);
    const w = span > 0 ? (at - (lengths[k - 1] as number)) / span : 0;
    // At a point of the source the source's own figures, not a sum that nearly gives them.
    if (w <= 0 || w >= 1) return w <= 0 ? [...a] : [...b];
    return [a[0] + w * (b[0] - a[0]), a[1] + w * (b[1] - a[1]), a[2] + w * (b[2] - a[2])];
  };
}

const SAME_STATION_M = 1e-6;

/** Sorted stations without those that rounding made two of; first and last stay. */
const apart = (sorted: readonly number[]): number[] =>
  sorted.filter(
    (s, i) =>
      i === 0 ||
      (s - (sorted[i - 1] as number) > SAME_STATION_M && (sorted.at(-1) as number) - s > SAME_STATION_M) ||
      i === sorted.length - 1,
  );

function surveyed(section: LaneSection, { left, right }: NonNullable<Lane["polyline"]>): LaneGeometry {
  const [leftLengths, rightLengths] = [lengthsAlong(left), lengthsAlong(right)];
  const edges = { left: alongPolyline(left, leftLengths), right: alongPolyline(right, rightLengths) };
  const lengthM = section.endM - section.sM;
  // Both edges are straight from each point of either one to the next.
  const breakpoints = new Set<number>([section.sM, section.endM]);
  for (const lengths of [leftLengths, rightLengths]) {
    const total = lengths.at(-1) ?? 0;
    for (const at of lengths) if (total > 0) breakpoints.add(section.sM + lengthM * (at / total));
  }
  return withCentre({
    startM: section.sM,
    endM: section.endM,
    lengthM,
    breakpoints: apart([...breakpoints].sort((a, b) => a - b)),
    edge: (side, s) => edges[side](lengthM > 0 ? (s - section.sM) / lengthM : 0),
  });
}

/** The geometry of one lane of one section of the road that `line` evaluates. */
export const laneGeometry = (line: ReferenceLine, section: LaneSection, lane: Lane): LaneGeometry =>
  lane.polyline ? surveyed(section, lane.polyline) : parametric(line, section, lane);

const MAX_STEP_M = 25;
const MIN_STEP_M = 0.02;

const sagitta = (a: Vec3, m: Vec3, b: Vec3): number =>
  Math.hypot(m[0] - (a[0] + b[0]) / 2, m[1] - (a[1] + b[1]) / 2, m[2] - (a[2] + b[2]) / 2);

/** Both edges at one station. */
interface Ends {
  left: Vec3;
  right: Vec3;
}

/** Stations at which both edges, joined by chords, stay within the tolerance (metres) of the lane. */
export function sampleStations(geometry: LaneGeometry, chordM: number): number[] {
  const out: number[] = [];
  const at = (s: number): Ends => ({ left: geometry.edge("left", s), right: geometry.edge("right", s) });
  const bent = (a: Ends, m: Ends, b: Ends) =>
    sagitta(a.left, m.left, b.left) > chordM || sagitta(a.right, m.right, b.right) > chordM;
  // What a piece has asked of the lane its halves need not ask again.
  const split = (from: number, to: number, a: Ends, b: Ends, middle?: Ends) => {
    const half = (from + to) / 2;
    const span = to - from;
    if (!(span > MIN_STEP_M)) {
      out.push(to);
      return;
    }
    const m = middle ?? at(half);
    let quarter: Ends | undefined;
    if (span <= MAX_STEP_M && !bent(a, m, b)) {
      quarter = at(from + span / 4);
      if (!bent(a, quarter, m)) {
        out.push(to);
        return;
      }
    }
    split(from, half, a, m, quarter);
    split(half, to, m, b);
  };
  const stops = geometry.breakpoints;
  if (stops.length === 0) return out;
  let before = at(stops[0] as number);
  out.push(stops[0] as number);
  for (let i = 1; i < stops.length; i++) {
    const after = at(stops[i] as number);
    split(stops[i - 1] as number, stops[i] as number, before, after);
    before = after;
  }
  return out;
}

/**
 * Stations of a strip of triangles between the edges: more where it twists, because two triangles over a twisted piece
 * leave it by a quarter of the twist.
 */
export function stripStations(geometry: LaneGeometry, chordM: number): number[] {
  const stations = sampleStations(geometry, chordM);
  const roll = (s: number) => geometry.edge("left", s)[2] - geometry.edge("right", s)[2];
  const out = stations.slice(0, 1);
  for (let i = 1; i < stations.length; i++) {
    const [a, b] = [stations[i - 1] as number, stations[i] as number];
    const count = Math.min(32, Math.ceil(Math.abs(roll(b) - roll(a)) / 4 / (1.5 * chordM)));
    for (let k = 1; k < count; k++) out.push(a + ((b - a) * k) / count);
    out.push(b);
  }
  return out;
}
