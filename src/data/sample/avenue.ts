// One link of the avenue between two crossings: a road with the left-turn pocket of the traffic that comes back, the
// open road, and a road with the pocket before the next crossing. (Pockets begin with roads of their own, because a
// lane of one section can lead to only one of the next in some readers.)

import {
  avenueSide,
  CYCLE_M,
  MAIN_KMH,
  MAIN_LANES,
  MAIN_M,
  MEDIAN_M,
  POCKET_M,
  SIDE_KMH,
  SIDE_LANES,
  SIDE_M,
  STRIP_M,
} from "./cross-sections.ts";
import {
  type Approach,
  arrow,
  CROSSING,
  crosswalk,
  type Ids,
  NO_PARKING,
  sign,
  speedLimit,
  stopLine,
  streetName,
} from "./furniture.ts";
import { laneSection } from "./lane-writer.ts";
import { beside, type Plan, type Pose, plan, swing } from "./plan.ts";
import type { RoadDraft } from "./road-draft.ts";
import type { Node } from "./xml-writer.ts";

const NAME = "高新大道";
const POCKET_LENGTH_M = 90;
const OUTER_M = 200;
export const STOP_M = 7;
export const CROSSWALK_AT_M = 3.5;
export const CROSSWALK_DEPTH_M = 4;
export const ARROWS_AT_M = [STOP_M + 6, STOP_M + 34];
const SIDE_AT_M = MEDIAN_M + MAIN_LANES * MAIN_M + STRIP_M;
const SIDE_END_M = SIDE_AT_M + SIDE_LANES * SIDE_M;

export interface AvenueLink {
  from: Pose;
  fromM: number;
  toM: number;
  /** Junction ids and names of the streets at its ends; absent where the avenue leaves the sample. */
  behind?: { junction: string; street: string };
  ahead?: { junction: string; street: string };
  bend: number;
  straightM: number;
}

function approachMarks(ids: Ids, approach: Approach): Node[] {
  return [
    stopLine(ids, approach, STOP_M, MEDIAN_M - POCKET_M, MEDIAN_M + MAIN_LANES * MAIN_M),
    stopLine(ids, approach, STOP_M, SIDE_AT_M, SIDE_END_M),
    crosswalk(ids, approach, CROSSWALK_AT_M, SIDE_END_M + CYCLE_M, CROSSWALK_DEPTH_M),
    ...ARROWS_AT_M.flatMap((at) => [
      arrow(ids, approach, at, MEDIAN_M - POCKET_M / 2, "arrowLeft", 6),
      ...Array.from({ length: MAIN_LANES }, (_, i) =>
        arrow(ids, approach, at, MEDIAN_M + (i + 0.5) * MAIN_M, "arrowStraight", 6),
      ),
      ...Array.from({ length: SIDE_LANES }, (_, i) =>
        arrow(
          ids,
          approach,
          at,
          SIDE_AT_M + (i + 0.5) * SIDE_M,
          i === SIDE_LANES - 1 ? "arrowRight" : "arrowStraight",
          3,
        ),
      ),
    ]),
  ];
}

const EDGE_M = SIDE_END_M + CYCLE_M + 0.6;

/** Signs for both ways of a road; `street` is what lies ahead of a way. */
function signs(ids: Ids, lengthM: number, way: "+" | "-", street: string | undefined): Node[] {
  const t = (m: number) => (way === "+" ? -m : m);
  const s = (m: number) => (way === "+" ? m : lengthM - m);
  return street === undefined
    ? [
        sign(ids, s(20), t(SIDE_AT_M - STRIP_M / 2), way, speedLimit(MAIN_KMH)),
        sign(ids, s(20), t(EDGE_M), way, speedLimit(SIDE_KMH)),
        sign(ids, s(60), t(EDGE_M), way, NO_PARKING),
      ]
    : [
        sign(ids, s(lengthM - 40), t(EDGE_M), way, CROSSING),
        sign(ids, s(lengthM - 70), t(EDGE_M), way, streetName(street)),
      ];
}

export interface DrawnLink {
  middle: RoadDraft;
  /** Pocket roads at the crossing behind and the one ahead. */
  near?: RoadDraft;
  far?: RoadDraft;
  /** Where the link ends, in its own direction. */
  end: Pose;
}

export function avenueLink(ids: Ids, link: AvenueLink): DrawnLink {
  const { behind, ahead, straightM } = link;
  const line = (lengthM: number) => ({ shape: { kind: "line" } as const, lengthM });
  const outer = !behind || !ahead;
  const openId = ids.next();
  const near = behind && { id: ids.next(), plan: plan(link.from, [line(POCKET_LENGTH_M)]) };
  const open = plan(
    near?.plan.end ?? link.from,
    outer
      ? [line(OUTER_M)]
      : [line(straightM - POCKET_LENGTH_M), ...swing(link.bend, 50, 42), line(straightM - POCKET_LENGTH_M)],
  );
  // Both pocket roads begin at their crossing and lead away from it.
  const far = ahead && {
    id: ids.next(),
    plan: plan(beside(open.end, POCKET_LENGTH_M, 0, Math.PI), [line(POCKET_LENGTH_M)]),
  };
  const pocketRoad = (
    { id, plan: lies }: { id: string; plan: Plan },
    { junction, street }: { junction: string; street: string },
    heightM: number,
    turned: boolean,
  ): RoadDraft => ({
    id,
    name: NAME,
    plan: lies,
    fromM: heightM,
    toM: heightM,
    start: { junction },
    end: { road: openId, contact: turned ? "end" : "start" },
    sections: [
      laneSection({
        sM: 0,
        centre: { sM: 0, kind: "none" },
        left: avenueSide("approach", lies.lengthM, { after: "open" }),
        right: avenueSide("open", lies.lengthM, { after: "open" }),
        turnedAfter: turned,
      }),
    ],
    objects: approachMarks(ids, { roadId: id, contact: "start", lengthM: lies.lengthM }),
    signals: signs(ids, lies.lengthM, "-", street),
    kmh: MAIN_KMH,
  });
  const middle: RoadDraft = {
    id: openId,
    name: NAME,
    plan: open,
    fromM: link.fromM,
    toM: link.toM,
    ...(near && { start: { road: near.id, contact: "end" as const } }),
    ...(far && { end: { road: far.id, contact: "end" as const } }),
    sections: [
      laneSection({
        sM: 0,
        centre: { sM: 0, kind: "none" },
        left: avenueSide("open", open.lengthM, {
          ...(near && { before: "approach" }),
          ...(far && { after: "open" }),
        }),
        right: avenueSide("open", open.lengthM, {
          ...(near && { before: "open" }),
          ...(far && { after: "approach" }),
        }),
        turnedAfter: far !== undefined,
      }),
    ],
    objects: [],
    signals: [...signs(ids, open.lengthM, "+", undefined), ...signs(ids, open.lengthM, "-", undefined)],
    kmh: MAIN_KMH,
  };
  return {
    middle,
    ...(near && behind && { near: pocketRoad(near, behind, link.fromM, false) }),
    ...(far && ahead && { far: pocketRoad(far, ahead, link.toM, true) }),
    end: far ? { ...far.plan.start, headingRad: far.plan.start.headingRad + Math.PI } : open.end,
  };
}
