// The stripes of a road mark: what the file states line by line, else what the country's standard says of such a mark.
// Metres; t left positive; s offsets from the mark's start.

import {
  citation,
  type MarkFigureKey,
  type MarkStandard,
} from "../../../model/roads/mark-standards/mark-standard.ts";
import type { LaneSection, Road, RoadMark } from "../../../model/roads/road-network.ts";

export interface MarkStripe {
  tOffsetM: number;
  widthM: number;
  /** 0 = unbroken. */
  dashM: number;
  /** Infinite: it does not repeat. */
  gapM: number;
  sOffsetM: number;
  colour: string;
  derivation: "stated" | "standard-default";
  /** What the default rests on; "" when all is stated. */
  standard: string;
}

/** Whether the standard's "fast" figures hold at s: by the stated speed, else by the kind of road. */
export function isFast(road: Road, sM: number, standard: MarkStandard): boolean {
  const type = road.types.findLast((each) => each.sM <= sM + 1e-6) ?? road.types[0];
  if (typeof type?.speedMps === "number") return type.speedMps * 3.6 >= standard.fastFromKmh.value - 1e-6;
  return type?.speedMps === "no limit" || ["motorway", "rural"].includes(type?.type ?? "");
}

const twoWay = ({ lanes }: LaneSection): boolean =>
  [1, -1].every((sign) => lanes.some(({ id, type }) => id * sign > 0 && type === "driving"));

type Place = { road: Road; section: LaneSection; laneId: number };

/** Keys of width, dash and gap for one stripe of a mark. */
function keysOf(mark: RoadMark, kind: string, fast: boolean, { section, laneId }: Place): MarkFigureKey[] {
  if (mark.type === "botts dots") return ["bottsDots.size", "bottsDots.size", "bottsDots.gap"];
  const pace = fast ? "fast" : "slow";
  if (laneId === 0 && twoWay(section))
    return kind === "broken"
      ? ["centreLine.width", "centreLine.dash", "centreLine.gap"]
      : ["centreLine.width"];
  if (kind === "broken") return [`laneLine.${pace}.width`, `laneLine.${pace}.dash`, `laneLine.${pace}.gap`];
  return [mark.type === "edge" ? `edgeLine.${pace}.width` : `solidLine.${pace}.width`];
}

/** The stripes of a mark whose lines the file does not state. */
function defaultStripes(mark: RoadMark, standard: MarkStandard, place: Place): MarkStripe[] {
  const fast = isFast(place.road, place.section.sM + mark.sM, standard);
  const words = mark.type.split(" ").filter((word) => word === "solid" || word === "broken");
  const kinds = words.length > 0 ? words : [mark.type];
  const gapKey: MarkFigureKey = mark.color === "yellow" ? "doubleYellow.gap" : "doubleLine.gap";
  // OpenDRIVE 1.8.1, 11.9: stripes are named from the inside out; on the centre lane from left to right.
  const inward = place.laneId > 0 ? -1 : 1;
  return kinds.map((kind, i) => {
    const keys = keysOf(mark, kind, fast, place);
    const [width = 0, dash = 0, gap = 0] = keys.map((key) => standard.figures[key].value);
    const widthM = mark.widthM ?? width * (mark.weight === "bold" ? 2 : 1);
    const apart = (standard.figures[gapKey].value + widthM) / 2;
    const used = [
      ...(mark.widthM === undefined ? keys : keys.slice(1)),
      ...(kinds.length > 1 ? [gapKey] : []),
    ];
    return {
      tOffsetM: kinds.length === 1 ? 0 : inward * (i === 0 ? apart : -apart),
      widthM,
      dashM: dash,
      gapM: gap,
      sOffsetM: 0,
      colour: mark.color,
      derivation: used.length > 0 ? "standard-default" : "stated",
      standard: used.length > 0 ? citation(standard, used) : "",
    };
  });
}

export function stripesOf(mark: RoadMark, standard: MarkStandard, place: Place): MarkStripe[] {
  const fast = isFast(place.road, place.section.sM + mark.sM, standard);
  const usual: MarkFigureKey = `solidLine.${fast ? "fast" : "slow"}.width`;
  const one = (line: RoadMark["lines"][number] | RoadMark["explicit"][number]) => {
    // The width stated closest to the line wins; a standard's width under stated dashes is said.
    const widthM = line.widthM || mark.widthM;
    return {
      tOffsetM: line.tOffsetM,
      widthM: widthM ?? standard.figures[usual].value * (mark.weight === "bold" ? 2 : 1),
      sOffsetM: line.sOffsetM,
      colour: ("color" in line && line.color) || mark.color,
      derivation: "stated" as const,
      standard: widthM === undefined ? citation(standard, [usual]) : "",
    };
  };
  const stated: MarkStripe[] = [
    ...mark.lines.map((line) => ({
      ...one(line),
      dashM: line.spaceM > 0 ? line.lengthM : 0,
      gapM: Math.max(line.spaceM, 0),
    })),
    ...mark.explicit.map((line) => ({ ...one(line), dashM: line.lengthM, gapM: Number.POSITIVE_INFINITY })),
  ];
  // A custom mark is only what its lines say.
  return stated.length > 0 || mark.type === "custom" ? stated : defaultStripes(mark, standard, place);
}

/** [from, to] of every painted piece of a stripe whose mark covers from … to. */
export function dashes(
  { dashM, gapM, sOffsetM }: Pick<MarkStripe, "dashM" | "gapM" | "sOffsetM">,
  from: number,
  to: number,
): [number, number][] {
  const start = from + sOffsetM;
  if (!(start < to)) return [];
  if (!(dashM > 0)) return [[start, to]];
  const out: [number, number][] = [];
  // A stated millimetre dash must not fill memory.
  const period = Math.max(dashM + gapM, 0.01);
  for (let s = start; s < to - 1e-6; s += period) out.push([s, Math.min(to, s + dashM)]);
  return out;
}
