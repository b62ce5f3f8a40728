// What a way's tags say of the line between two lanes (Lanelet2, LinestringTagging.md) as a road mark. A way has a
// direction of its own, a mark runs along its road: what is left and right of it, and its dashes, are turned with it.

import type { Vec3 } from "../../../model/geo/frames.ts";
import type { LaneChange, RoadMark } from "../../../model/roads/road-network.ts";
import type { OsmMap, OsmWay, Tags } from "./read-osm.ts";

/** Types that stand; objects.ts gives them a body, as boundaries they bear no paint. */
export const STANDING = new Set(["fence", "guard_rail", "wall", "jersey_barrier", "gate", "door"]);

const yes = (text: string | undefined) => ["yes", "true", "1"].includes((text ?? "").toLowerCase());
const WORD: Record<string, string> = { solid: "solid", dashed: "broken" };

/** The stripes from the left of the way to its right: ["solid", "broken"]; undefined when it is no painted line. */
export function stripesOfWay({ type = "", subtype = "" }: Tags): string[] | undefined {
  if (!/^line_(thin|thick)$/.test(type)) return undefined;
  const words = subtype.split("_").map((word) => WORD[word] ?? "");
  if (subtype !== "" && words.every((word) => word !== "")) return words.slice(0, 2);
  return ["solid"];
}

/** Which changes a way allows, seen along it: to the left, to the right. */
export function changesOfWay(tags: Tags): { left: boolean; right: boolean } {
  if (tags.lane_change !== undefined) {
    const both = yes(tags.lane_change);
    return { left: both, right: both };
  }
  if (tags["lane_change:left"] !== undefined || tags["lane_change:right"] !== undefined)
    return { left: yes(tags["lane_change:left"]), right: yes(tags["lane_change:right"]) };
  const stripes = stripesOfWay(tags);
  if (!stripes) return { left: false, right: false };
  // From the left one crosses the left stripe first: dashed there means one may go to the right.
  return { left: stripes.at(-1) === "broken", right: stripes[0] === "broken" };
}

/** Dashes whose ends the nodes mark one by one: start and end of each, metres from the way's own start. */
export function statedDashes(
  way: OsmWay,
  map: OsmMap,
  places: ReadonlyMap<string, Vec3>,
): { fromM: number; toM: number }[] {
  const out: { fromM: number; toM: number }[] = [];
  let at = 0;
  let before: Vec3 | undefined;
  let from: number | undefined;
  for (const ref of way.nodes) {
    const place = places.get(ref);
    if (!place) continue;
    if (before) at += Math.hypot(place[0] - before[0], place[1] - before[1], place[2] - before[2]);
    before = place;
    const kind = map.nodes.get(ref)?.tags.type;
    if (kind === "start" || kind === "begin") from = at;
    if (kind === "end" && from !== undefined) {
      if (at > from) out.push({ fromM: from, toM: at });
      from = undefined;
    }
  }
  return out;
}

const metres = (text: string | undefined): number | undefined => {
  const value = Number((text ?? "").replace(/\s*m$/, ""));
  return value > 0 && value < 5 ? value : undefined;
};

/**
 * @param along whether the way runs along the road's s
 * @param laneId the lane whose outer edge it is; 0 for the reference line: double lines are named from the inside out
 * @param dashes from statedDashes
 */
export function markOfWay(
  { tags }: OsmWay,
  along: boolean,
  laneId: number,
  dashes: readonly { fromM: number; toM: number }[],
  lengthM: number,
): RoadMark {
  const stripes = stripesOfWay(tags);
  const changes = changesOfWay(tags);
  const toLeft = along ? changes.left : changes.right;
  const toRight = along ? changes.right : changes.left;
  // Lane numbers grow to the left.
  const laneChange: LaneChange = toLeft ? (toRight ? "both" : "increase") : toRight ? "decrease" : "none";
  const leftToRight = along ? (stripes ?? []) : [...(stripes ?? [])].reverse();
  const words = laneId > 0 ? [...leftToRight].reverse() : leftToRight;
  const type = stripes
    ? words.join(" ")
    : tags.type === "curbstone"
      ? "curb"
      : tags.type === "road_border"
        ? "grass"
        : "none";
  const widthM = metres(tags.width);
  return {
    sM: 0,
    type,
    weight: tags.type === "line_thick" ? "bold" : "standard",
    color: tags.color || tags.colour || (stripes ? "white" : "standard"),
    ...(widthM !== undefined && { widthM }),
    material: "standard",
    laneChange,
    lines: [],
    explicit:
      type === "broken"
        ? dashes.map(({ fromM, toM }) => ({
            lengthM: toM - fromM,
            tOffsetM: 0,
            sOffsetM: along ? fromM : lengthM - toM,
          }))
        : [],
    sway: [],
    // Without a type only the lanelet's role tells that there is an edge at all.
    derivation: tags.type ? "stated" : "inferred",
  };
}
