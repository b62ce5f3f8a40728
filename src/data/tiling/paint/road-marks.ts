// Road marks as stripes on the surface: dashes are dashed, double lines are two stripes, each 3 mm over its lane. No chord
// leaves the stripe's centre by more than half a millimetre. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { featureId } from "../../../model/records/feature-id.ts";
import { cubicAt } from "../../../model/roads/cubic.ts";
import { GENERIC_MARKS, type MarkStandard } from "../../../model/roads/mark-standards/mark-standard.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { Lane, LaneSection, RoadMark } from "../../../model/roads/road-network.ts";
import type { SharedEdge } from "../../../model/roads/shared-edges.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { type PavedSurface, pavedSurface } from "../paved-surface.ts";
import { type EdgeCourse, edgeCourse, stationsOf } from "./edge-course.ts";
import { dashes, type MarkStripe, stripesOf } from "./mark-stripes.ts";

export { dashes };

const COLOURS: Record<string, FeatureMesh["colour"]> = {
  standard: [236, 236, 232],
  white: [236, 236, 232],
  yellow: [232, 182, 32],
  red: [196, 52, 44],
  blue: [60, 110, 190],
  green: [70, 150, 90],
  orange: [228, 130, 40],
  black: [34, 34, 36],
  violet: [120, 70, 150],
};
export const paintColour = (name: string): FeatureMesh["colour"] =>
  COLOURS[name] ?? (COLOURS.standard as FeatureMesh["colour"]);

export const PAINT_LIFT_M = 0.003;
const CHORD_M = 5e-4;
const LONGEST_M = 20;
const SHORTEST_M = 0.05;
const PAINTED = new Set([
  "solid",
  "broken",
  "solid solid",
  "solid broken",
  "broken solid",
  "broken broken",
  "botts dots",
  "edge",
  "custom",
  "curb",
]);
/** A mark of type curb is a stone, seen as a strip; where lanes are raised, kerbs.ts draws its upright face. */
const CURB: FeatureMesh["colour"] = [172, 172, 168];

/** Half a stripe's cross-section: its left and its right edge at s. */
type Pair = [Vec3, Vec3];

const off = (a: Vec3, m: Vec3, b: Vec3) =>
  Math.hypot(m[0] - (a[0] + b[0]) / 2, m[1] - (a[1] + b[1]) / 2, m[2] - (a[2] + b[2]) / 2);

/** Pairs from a to b, close enough for the chord tolerance. */
function sampled(pair: (s: number) => Pair, a: number, b: number): Pair[] {
  const out: Pair[] = [pair(a)];
  const go = (s0: number, p0: Pair, s1: number, p1: Pair) => {
    const span = s1 - s0;
    if (span > SHORTEST_M) {
      const half = (s0 + s1) / 2;
      const middle = pair(half);
      // A fifth of the way too: an S bend crosses its own chord in the middle.
      const early = pair(s0 + span * 0.2);
      const bent =
        off(p0[0], middle[0], p1[0]) > CHORD_M ||
        Math.hypot(
          early[0][0] - (0.8 * p0[0][0] + 0.2 * p1[0][0]),
          early[0][1] - (0.8 * p0[0][1] + 0.2 * p1[0][1]),
          early[0][2] - (0.8 * p0[0][2] + 0.2 * p1[0][2]),
        ) > CHORD_M;
      if (span > LONGEST_M || bent) {
        go(s0, p0, half, middle);
        go(half, middle, s1, p1);
        return;
      }
    }
    out.push(p1);
  };
  go(a, out[0] as Pair, b, pair(b));
  return out;
}

const middleOf = (pairs: Pair[]): number[] =>
  pairs.flatMap(([a, b]) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2]);

/** Where a mark of a lane runs: from … to in its own measure, and a stripe's cross-sections between two of them. */
interface MarkCourse {
  from: number;
  to: number;
  pairs(stripe: MarkStripe, a: number, b: number): Pair[];
}

/** Along s, beside the lane's outer edge. */
function alongRoad(
  surface: PavedSurface,
  section: LaneSection,
  lane: Lane,
  mark: RoadMark,
  nextM: number,
): MarkCourse {
  const from = section.sM + mark.sM;
  const along = { section, lane };
  return {
    from,
    to: Math.min(section.endM, section.sM + nextM),
    pairs(stripe, a, b) {
      const pair = (s: number): Pair => {
        const profile = surface.profile(s, along);
        const centre = surface.outerT(section, lane, s) + stripe.tOffsetM + cubicAt(mark.sway, s - from);
        return [
          profile(centre + stripe.widthM / 2, PAINT_LIFT_M),
          profile(centre - stripe.widthM / 2, PAINT_LIFT_M),
        ];
      };
      return sampled(pair, a, b);
    },
  };
}

/** Along an edge that is known by its own points; dashes are counted along it. */
function alongEdge(course: EdgeCourse): MarkCourse {
  return {
    from: 0,
    to: course.lengthM,
    pairs: ({ tOffsetM, widthM }, a, b) =>
      stationsOf(course, a, b).map(
        (d): Pair => [
          course.at(d, tOffsetM + widthM / 2, PAINT_LIFT_M),
          course.at(d, tOffsetM - widthM / 2, PAINT_LIFT_M),
        ],
      ),
  };
}

/** The edge that the mark of a lane lies on, where lanes are known by their edges: as the row of lanes sees it. */
function markEdge(
  section: LaneSection,
  lane: Lane,
): { points: readonly Vec3[]; id: string | undefined } | undefined {
  if (lane.id === 0) {
    const right = section.lanes.find(({ id }) => id === -1)?.polyline;
    if (right) return { points: right.left, id: right.leftId };
    const left = section.lanes.find(({ id }) => id === 1)?.polyline;
    return left && { points: left.right, id: left.rightId };
  }
  const { polyline } = lane;
  if (!polyline) return undefined;
  return lane.id > 0
    ? { points: polyline.left, id: polyline.leftId }
    : { points: polyline.right, id: polyline.rightId };
}

/** @param edges of the network: an edge that several roads share is painted by its first */
export function roadMarks(
  line: ReferenceLine,
  standard: MarkStandard = GENERIC_MARKS,
  surface: PavedSurface = pavedSurface(line),
  edges: ReadonlyMap<string, SharedEdge> = new Map(),
): FeatureMesh[] {
  const { road } = line;
  const out: FeatureMesh[] = [];
  for (const [index, section] of road.sections.entries())
    for (const lane of section.lanes) {
      const edge = markEdge(section, lane);
      const owner = edges.get(edge?.id ?? "")?.owner;
      if (owner && (owner.road !== road || owner.section !== index || owner.laneId !== lane.id)) continue;
      for (const [k, mark] of lane.roadMarks.entries()) {
        // A kerb that is known by its own line is an object with a body.
        if (!PAINTED.has(mark.type) || (edge && mark.type === "curb")) continue;
        const course = edge
          ? alongEdge(edgeCourse(edge.points))
          : alongRoad(surface, section, lane, mark, lane.roadMarks[k + 1]?.sM ?? Number.POSITIVE_INFINITY);
        const { from, to } = course;
        const place = { road, section, laneId: lane.id };
        for (const [n, stripe] of stripesOf(mark, standard, place).entries()) {
          const positions: number[] = [];
          const indices: number[] = [];
          for (const [a, b] of dashes(stripe, from, to))
            for (const [i, [left, right]] of course.pairs(stripe, a, b).entries()) {
              positions.push(...left, ...right);
              const v = positions.length / 3;
              if (i > 0) indices.push(v - 4, v - 3, v - 2, v - 2, v - 3, v - 1);
            }
          if (indices.length === 0) continue;
          out.push({
            id: featureId("marking", road.id, index, lane.id, k, n),
            kind: "marking",
            material: "marking",
            positions,
            indices,
            colour: mark.type === "curb" ? CURB : paintColour(stripe.colour),
            record: {
              class: "marking",
              geometry: () => ({ kind: "LineString", parts: [middleOf(course.pairs(stripe, from, to))] }),
              attributes: { lengthM: to - from, ...(edge?.id !== undefined && { source: edge.id }) },
            },
            properties: {
              road: road.id,
              section: index,
              lane: lane.id,
              type: mark.type,
              colour: stripe.colour,
              widthM: stripe.widthM,
              dashM: stripe.dashM,
              gapM: Number.isFinite(stripe.gapM) ? stripe.gapM : 0,
              material: mark.material,
              derivation: stripe.derivation,
              standard: stripe.standard,
              laneChange: mark.laneChange,
            },
          });
        }
      }
    }
  return out;
}
