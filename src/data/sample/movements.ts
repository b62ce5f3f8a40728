// Which lanes of an arm serve which movement through a crossing, on the way in and on the way out. Lane ids without
// sign, from the middle outward; metres to the driver's right of the road's axis.

import {
  CYCLE_M,
  KERB_M,
  MAIN_KMH,
  MAIN_LANES,
  MAIN_M,
  MEDIAN_M,
  PARKING_M,
  PAVEMENT_M,
  POCKET_M,
  SIDE_KMH,
  SIDE_LANES,
  SIDE_M,
  STREET_LANE_M,
  STREET_LANES,
  STRIP_M,
} from "./cross-sections.ts";
import type { Approach } from "./furniture.ts";
import type { LaneSpec } from "./lane-writer.ts";
import type { Pose } from "./plan.ts";

export type ArmName = "W" | "S" | "E" | "N";

export interface Arm extends Approach {
  name: ArmName;
  kind: "avenue" | "street";
  /** Where the road meets the crossing, heading along the road's s. */
  pose: Pose;
}

/** Reported of no one: what a car keeps on a radius of 14 m. */
export const TURN_KMH = 25;

export interface LaneAt {
  id: number;
  /** Of the lane's left edge from the axis, to the driver's right. */
  rightM: number;
  widthM: number;
}

const run = (first: number, count: number, rightM: number, widthM: number): LaneAt[] =>
  Array.from({ length: count }, (_, i) => ({ id: first + i, rightM: rightM + i * widthM, widthM }));

const SIDE_AT_M = MEDIAN_M + MAIN_LANES * MAIN_M + STRIP_M;
const CYCLE_AT_M = SIDE_AT_M + SIDE_LANES * SIDE_M;
/** What comes after the side lanes, whose first lane has this id. */
const beyond = (id: number) => ({
  cycle: run(id, 1, CYCLE_AT_M, CYCLE_M),
  walk: run(id + 1, 1, CYCLE_AT_M + CYCLE_M, PAVEMENT_M),
});
export const IN = {
  avenue: {
    left: run(2, 1, MEDIAN_M - POCKET_M, POCKET_M),
    main: run(3, MAIN_LANES, MEDIAN_M, MAIN_M),
    side: run(4 + MAIN_LANES, SIDE_LANES - 1, SIDE_AT_M, SIDE_M),
    right: run(3 + MAIN_LANES + SIDE_LANES, 1, SIDE_AT_M + (SIDE_LANES - 1) * SIDE_M, SIDE_M),
    ...beyond(4 + MAIN_LANES + SIDE_LANES),
  },
  street: {
    left: run(1, 1, 0, STREET_LANE_M),
    main: run(2, 1, STREET_LANE_M, STREET_LANE_M),
    side: [],
    right: run(3, 1, 2 * STREET_LANE_M, STREET_LANE_M),
    cycle: [],
    walk: run(STREET_LANES + 2, 1, STREET_LANES * STREET_LANE_M + PARKING_M, PAVEMENT_M),
  },
};
export const OUT = {
  avenue: {
    left: run(2, 1, MEDIAN_M, MAIN_M),
    main: run(2, MAIN_LANES, MEDIAN_M, MAIN_M),
    side: run(3 + MAIN_LANES, SIDE_LANES - 1, SIDE_AT_M, SIDE_M),
    right: run(2 + MAIN_LANES + SIDE_LANES, 1, SIDE_AT_M + (SIDE_LANES - 1) * SIDE_M, SIDE_M),
    ...beyond(3 + MAIN_LANES + SIDE_LANES),
  },
  street: IN.street,
};
export type Movement = keyof typeof IN.avenue;
type Way = "left" | "straight" | "right";
const WAY: Record<Movement, Way> = {
  main: "straight",
  side: "straight",
  left: "left",
  right: "right",
  cycle: "straight",
  walk: "right",
};
export const MOVEMENTS = Object.keys(WAY) as Movement[];

/** What a movement's lanes are. */
export function kindOf(
  movement: Movement,
  from: Arm["kind"],
): Pick<LaneSpec, "type" | "speedKmh" | "heightM"> {
  if (movement === "cycle") return { type: "biking" };
  if (movement === "walk") return { type: "sidewalk", heightM: KERB_M };
  if (WAY[movement] !== "straight") return { type: "driving", speedKmh: TURN_KMH };
  return { type: "driving", speedKmh: from === "avenue" && movement === "main" ? MAIN_KMH : SIDE_KMH };
}

const TO: Record<Way, Record<ArmName, ArmName>> = {
  left: { W: "N", N: "E", E: "S", S: "W" },
  straight: { W: "E", E: "W", N: "S", S: "N" },
  right: { W: "S", S: "E", E: "N", N: "W" },
};

/** The arm a movement leads to. */
export const armAfter = (from: ArmName, movement: Movement): ArmName => TO[WAY[movement]][from];
