// The district's own axes in the projected plane (EPSG:4547): u along the avenue, v to its left, metres from the middle,
// and the names and places of its streets. Positions are made up.

import type { Pose } from "../plan.ts";
import type { StreetKind } from "./street-kinds.ts";

/** 114.4760 E, 30.4895 N in EPSG:4547. */
const ORIGIN = { x: 545700.654, y: 3374474.014 };
export const HEADING_RAD = 0.021;
export const HALF_U_M = 3000;
export const HALF_V_M = 1500;

const C = Math.cos(HEADING_RAD);
const S = Math.sin(HEADING_RAD);

export const toPlane = (u: number, v: number): [number, number] => [
  ORIGIN.x + u * C - v * S,
  ORIGIN.y + u * S + v * C,
];

export const toDistrict = (x: number, y: number): [number, number] => {
  const dx = x - ORIGIN.x;
  const dy = y - ORIGIN.y;
  return [dx * C + dy * S, dy * C - dx * S];
};

/** @param turnRad 0 along the avenue to the east, a quarter turn to the north */
export const poseAt = (u: number, v: number, turnRad: number): Pose => {
  const [x, y] = toPlane(u, v);
  return { x, y, headingRad: HEADING_RAD + turnRad };
};

/** Streets that cross the avenue, from west to east. */
export const CROSS_STREETS = [
  "光谷一路",
  "高科园路",
  "光谷二路",
  "佳园路",
  "光谷三路",
  "生物园路",
  "光谷四路",
  "豹溪路",
];

export interface Row {
  name: string;
  v: number;
  kind: StreetKind;
  /** From a cross street on it lies aside. */
  aside?: { from: number; byM: number };
}

/** Cross streets that swing over: metres to the east at each row. */
export const CURVED: Record<number, readonly number[]> = { 1: [46, 0, 0, 0], 6: [0, 0, 0, -44] };

/** Streets beside the avenue, from south to north. */
export const ROWS: Row[] = [
  { name: "高新二路", v: -995.37, kind: "street", aside: { from: 4, byM: -38 } },
  { name: "神墩一路", v: -503.41, kind: "collector" },
  { name: "高新一路", v: 502.63, kind: "collector" },
  { name: "九峰一路", v: 996.59, kind: "collector", aside: { from: 6, byM: 34 } },
];

/** Short streets between rows: after which cross street, how far on towards the next, and from which row to which. */
export interface LocalStreet {
  name: string;
  after: number;
  share: number;
  /** Indices in ROWS; −1 and ROWS.length are the district's rims. */
  from: number;
  to: number;
}

export const LOCALS: LocalStreet[] = [
  { name: "金融港一路", after: 0, share: 0.5, from: 2, to: 3 },
  { name: "流芳园路", after: 0, share: 0.52, from: -1, to: 1 },
  { name: "当代一路", after: 1, share: 0.48, from: 2, to: 4 },
  { name: "大吕路", after: 1, share: 0.5, from: 0, to: 1 },
  { name: "荷英路", after: 2, share: 0.5, from: 2, to: 3 },
  { name: "汤逊湖北街", after: 2, share: 0.5, from: -1, to: 0 },
  { name: "康福路", after: 3, share: 0.5, from: 0, to: 1 },
  { name: "软件园中路", after: 3, share: 0.46, from: 2, to: 4 },
  { name: "南湖巷", after: 4, share: 0.5, from: 0, to: 1 },
  { name: "未来一街", after: 4, share: 0.52, from: 2, to: 3 },
  { name: "生态廊西路", after: 5, share: 0.7, from: -1, to: 1 },
  { name: "豹子溪西路", after: 5, share: 0.7, from: 2, to: 4 },
  { name: "湖口一路", after: 6, share: 0.5, from: 0, to: 1 },
  { name: "科技一街", after: 6, share: 0.48, from: 2, to: 3 },
];
