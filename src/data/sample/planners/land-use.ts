// What each piece of the district is used for, by the place of its middle: a table of the superblocks between the cross
// streets (west to east) and the rows (south to north). Made up, after the kinds of places the real district has.

import type { Rect } from "../shapes/plane.ts";

export type Use =
  | "slabs"
  | "midrise"
  | "towers"
  | "offices"
  | "skyline"
  | "campus"
  | "factories"
  | "school"
  | "hospital"
  | "government"
  | "mall-A"
  | "mall-B"
  | "park"
  | "lake"
  | "corridor";

/** Two for a superblock: its western and its eastern part. */
type Pair = [Use, Use];
const both = (use: Use): Pair => [use, use];

const TABLE: Pair[][] = [
  // South of 高新二路.
  [
    both("factories"),
    ["slabs", "factories"],
    both("midrise"),
    ["campus", "slabs"],
    both("towers"),
    both("midrise"),
    ["towers", "corridor"],
    ["campus", "factories"],
    both("factories"),
  ],
  // 高新二路 to 神墩一路.
  [
    both("factories"),
    ["slabs", "midrise"],
    ["school", "slabs"],
    both("lake"),
    ["slabs", "midrise"],
    ["towers", "school"],
    ["towers", "corridor"],
    ["midrise", "campus"],
    both("factories"),
  ],
  // 神墩一路 to the avenue.
  [
    both("slabs"),
    ["hospital", "slabs"],
    ["midrise", "towers"],
    ["skyline", "offices"],
    ["towers", "skyline"],
    ["campus", "midrise"],
    ["midrise", "corridor"],
    ["offices", "towers"],
    both("midrise"),
  ],
  // The avenue to 高新一路.
  [
    both("offices"),
    ["campus", "offices"],
    ["offices", "towers"],
    ["skyline", "mall-A"],
    ["mall-B", "skyline"],
    ["government", "offices"],
    ["offices", "corridor"],
    ["campus", "offices"],
    both("towers"),
  ],
  // 高新一路 to 九峰一路.
  [
    both("slabs"),
    ["campus", "slabs"],
    ["towers", "midrise"],
    ["school", "towers"],
    ["campus", "park"],
    ["midrise", "slabs"],
    ["campus", "corridor"],
    ["campus", "midrise"],
    both("slabs"),
  ],
  // North of it, to the hills.
  [
    both("factories"),
    ["factories", "campus"],
    ["campus", "campus"],
    ["midrise", "slabs"],
    ["towers", "campus"],
    ["campus", "towers"],
    ["midrise", "corridor"],
    ["factories", "campus"],
    both("factories"),
  ],
];
const CROSS_U = [-2682, -1916, -1150, -384, 382, 1148, 1914, 2680];
const ROW_V = [-1010, -503, 0, 503, 1000];
export const CORRIDOR_U = 1686;

export function landUseOf(on: Rect): Use {
  const u = (on.u0 + on.u1) / 2;
  const v = (on.v0 + on.v1) / 2;
  const column = CROSS_U.filter((at) => u > at).length;
  const row = ROW_V.filter((at) => v > at).length;
  const from = CROSS_U[column - 1] ?? -3000;
  const to = CROSS_U[column] ?? 3000;
  const east = column === 6 ? u > CORRIDOR_U : u > (from + to) / 2;
  return (TABLE[row]?.[column] ?? both("park"))[east ? 1 : 0];
}
