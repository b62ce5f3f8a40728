// Road marks as stripes on the surface: what the file states line by line, else a dash by the road's speed. Dashes
// are dashed, double lines are two stripes; each lies 3 mm over the surface. Metres.

import { featureId } from "../../../model/records/feature-id.ts";
import { cubicAt } from "../../../model/roads/cubic.ts";
import { laneGeometry } from "../../../model/roads/lane-geometry.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { Lane, LaneSection, Road, RoadMark } from "../../../model/roads/road-network.ts";
import type { FeatureMesh } from "../feature-mesh.ts";

const COLOURS: Record<string, FeatureMesh["colour"]> = {
  standard: [236, 236, 232],
  white: [236, 236, 232],
  yellow: [232, 182, 32],
  red: [196, 52, 44],
  blue: [60, 110, 190],
  green: [70, 150, 90],
  orange: [228, 130, 40],
};
const LIFT_M = 0.003;
const DOUBLE_GAP_M = 0.12;
const STEP_M = 2;
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
]);

interface Stripe {
  tOffsetM: number;
  widthM: number;
  /** 0 = unbroken. */
  dashM: number;
  gapM: number;
  sOffsetM: number;
  derivation: string;
}

const isFast = (road: Road, s: number) => {
  const speed = road.types.findLast(({ sM }) => sM <= s)?.speedMps;
  return typeof speed === "number"
    ? speed >= 60 / 3.6 - 1e-6
    : ["motorway", "rural"].includes(road.types[0]?.type ?? "");
};

/** GB 51038-2015 12.3.2: 6 m and 9 m from 60 km/h, 2 m and 4 m below; 15 cm and 10 cm wide (13.3.4). */
function defaultStripes(mark: RoadMark, fast: boolean): Stripe[] {
  const widthM = mark.widthM ?? (fast ? 0.15 : 0.1) * (mark.weight === "bold" ? 2 : 1);
  const words = mark.type.split(" ").filter((word) => word === "solid" || word === "broken");
  const kinds = words.length > 0 ? words : ["solid"];
  const apart = (DOUBLE_GAP_M + widthM) / 2;
  return kinds.map((kind, i) => ({
    // OpenDRIVE names the stripes from the inside (left) to the outside (right).
    tOffsetM: kinds.length === 1 ? 0 : i === 0 ? apart : -apart,
    widthM,
    dashM: kind === "broken" ? (fast ? 6 : 2) : 0,
    gapM: kind === "broken" ? (fast ? 9 : 4) : 0,
    sOffsetM: 0,
    derivation: "standard-default",
  }));
}

function stripesOf(mark: RoadMark, fast: boolean): Stripe[] {
  const widthM = mark.widthM ?? (fast ? 0.15 : 0.1);
  const stated = [
    ...mark.lines.map((line) => ({
      tOffsetM: line.tOffsetM,
      widthM: line.widthM ?? widthM,
      dashM: line.spaceM > 0 ? line.lengthM : 0,
      gapM: Math.max(line.spaceM, 0),
      sOffsetM: line.sOffsetM,
      derivation: "stated",
    })),
    ...mark.explicit.map((line) => ({
      tOffsetM: line.tOffsetM,
      widthM: line.widthM ?? widthM,
      dashM: line.lengthM,
      gapM: Number.POSITIVE_INFINITY,
      sOffsetM: line.sOffsetM,
      derivation: "stated",
    })),
  ];
  return stated.length > 0 ? stated : defaultStripes(mark, fast);
}

/** [from, to] of every painted piece of a stripe. */
export function dashes(
  { dashM, gapM, sOffsetM }: Pick<Stripe, "dashM" | "gapM" | "sOffsetM">,
  from: number,
  to: number,
): [number, number][] {
  const start = from + sOffsetM;
  if (start >= to) return [];
  if (!(dashM > 0)) return [[start, to]];
  const out: [number, number][] = [];
  for (let s = start; s < to - 1e-6; s += dashM + gapM) out.push([s, Math.min(to, s + dashM)]);
  return out;
}

/** The t of a lane's outer boundary (of the centre line for lane 0). */
function boundaryT(line: ReferenceLine, section: LaneSection, lane: Lane): (s: number) => number {
  const sign = lane.id > 0 ? 1 : -1;
  const chain = section.lanes.filter(({ id }) => id * sign > 0 && Math.abs(id) <= Math.abs(lane.id));
  return (s) => {
    let t = cubicAt(line.road.laneOffset, s);
    if (lane.id === 0) return t;
    for (const each of chain.sort((a, b) => Math.abs(a.id) - Math.abs(b.id)))
      if (each.width.length > 0) t += sign * Math.max(0, cubicAt(each.width, s - section.sM));
      else if (each.border.length > 0) t = cubicAt(each.border, s - section.sM);
    return t;
  };
}

export function roadMarks(line: ReferenceLine): FeatureMesh[] {
  const { road } = line;
  const out: FeatureMesh[] = [];
  for (const [index, section] of road.sections.entries())
    for (const lane of section.lanes) {
      if (lane.polyline) continue;
      const t = boundaryT(line, section, lane);
      const outer = lane.id === 0 ? undefined : laneGeometry(line, section, lane);
      for (const [k, mark] of lane.roadMarks.entries()) {
        if (!PAINTED.has(mark.type)) continue;
        const from = section.sM + mark.sM;
        const to = Math.min(
          section.endM,
          section.sM + (lane.roadMarks[k + 1]?.sM ?? Number.POSITIVE_INFINITY),
        );
        for (const [n, stripe] of stripesOf(mark, isFast(road, section.sM)).entries()) {
          const positions: number[] = [];
          const indices: number[] = [];
          for (const [a, b] of dashes(stripe, from, to)) {
            const steps = Math.max(1, Math.ceil((b - a) / STEP_M));
            for (let i = 0; i <= steps; i++) {
              const s = a + ((b - a) * i) / steps;
              const centre = t(s) + stripe.tOffsetM + cubicAt(mark.sway, s - from);
              // A raised lane carries its paint up with it.
              const edge = outer?.edge(lane.id > 0 ? "left" : "right", s);
              const lift = (edge ? edge[2] - line.point(s, t(s))[2] : 0) + LIFT_M;
              positions.push(
                ...line.point(s, centre + stripe.widthM / 2, lift),
                ...line.point(s, centre - stripe.widthM / 2, lift),
              );
              const v = positions.length / 3;
              if (i > 0) indices.push(v - 4, v - 3, v - 2, v - 2, v - 3, v - 1);
            }
          }
          if (indices.length === 0) continue;
          out.push({
            id: featureId("marking", road.id, index, lane.id, k, n),
            kind: "marking",
            material: "marking",
            positions,
            indices,
            colour: COLOURS[mark.color] ?? [236, 236, 232],
            properties: {
              road: road.id,
              section: index,
              lane: lane.id,
              type: mark.type,
              colour: mark.color,
              widthM: stripe.widthM,
              dashM: stripe.dashM,
              gapM: Number.isFinite(stripe.gapM) ? stripe.gapM : 0,
              material: mark.material,
              derivation: stripe.derivation,
              laneChange: mark.laneChange,
            },
          });
        }
      }
    }
  return out;
}
