// The height of a footprint from what people call it: OpenStreetMap's tags, and the columns of the open footprint sets
// (GlobalBuildingAtlas, 3D-GloBFP, CNBH, Overture, Chinese cadastres). Metres; feet are turned into them.

import type { Attributes, HeightSource } from "../../../model/buildings/city-object.ts";

const HEIGHT = [
  "height",
  "Height",
  "HEIGHT",
  "height_mean",
  "building:height",
  "building_height",
  "measuredHeight",
  "measured_height",
  "高度",
  "建筑高度",
  "楼高",
];
const LEVELS = [
  "building:levels",
  "levels",
  "Levels",
  "floor",
  "Floor",
  "FLOOR",
  "floors",
  "Floors",
  "num_floors",
  "storeys",
  "storeysAboveGround",
  "building_levels",
  "层数",
  "楼层",
  "楼层数",
];
const LIFT = ["min_height", "building:min_height", "minHeight"];
const LIFT_LEVELS = ["building:min_level", "min_level", "min_floor"];

const FOOT_M = 0.3048;
/** Nobody builds as high; it is an elevation or a slip of the pen. */
const MOST_M = 1500;

type Value = Attributes[string];

/** A length as text has it: "12", "12.5 m", "12,5", "39 ft", "12'6\"". NaN when it is none. */
export function lengthM(value: Value): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return Number.NaN;
  const text = value.trim().replace(/^[~≈><]\s*/, "");
  const feet = /^(\d+(?:\.\d+)?)\s*(?:'|′|ft|feet)\s*(?:(\d+(?:\.\d+)?)\s*(?:"|″|''|in)?)?$/i.exec(text);
  if (feet) return (Number(feet[1]) + Number(feet[2] ?? 0) / 12) * FOOT_M;
  const metres = /^([-+]?\d*[.,]?\d+(?:e[-+]?\d+)?)\s*(?:m|metres?|meters?|米)?$/i.exec(text);
  return metres ? Number((metres[1] as string).replace(",", ".")) : Number.NaN;
}

/** Storeys as text has them; of "5;6" and "5-6" the most. */
function levels(value: Value): number {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^[-\d.,;\s~层F]+$/i.test(value)) return Number.NaN;
  const found = value.match(/^\s*-?\d+(?:\.\d+)?|(?<=[-;~,\s])\d+(?:\.\d+)?/g);
  return found ? Math.max(...found.map(Number)) : Number.NaN;
}

function first(attributes: Attributes, names: readonly string[], read: (value: Value) => number): number {
  for (const name of names) {
    const value = attributes[name];
    if (value === undefined || value === "") continue;
    const number = read(value);
    if (Number.isFinite(number)) return number;
  }
  return Number.NaN;
}

export interface StatedHeight {
  /** Of the walls, from their foot up. */
  heightM: number;
  /** Of the foot above the ground. */
  liftM: number;
  from: HeightSource;
}

/** @returns what is wrong instead, when a figure can't be right: negative, absurd, or nothing left above the foot */
export function statedHeight(
  attributes: Attributes,
  { storeyM = 3, assumedHeightM = 6 }: { storeyM?: number; assumedHeightM?: number },
): StatedHeight | { fault: "height-negative" | "height-absurd" | "height-nothing"; value: number } {
  const stated = first(attributes, HEIGHT, lengthM);
  if (stated < 0) return { fault: "height-negative", value: stated };
  if (stated > MOST_M) return { fault: "height-absurd", value: stated };
  let from: HeightSource = "stated";
  let top = stated;
  // Many sets write 0 where nothing is known.
  if (!(top > 0)) {
    const count = first(attributes, LEVELS, levels);
    if (count < 0) return { fault: "height-negative", value: count };
    const roof = first(attributes, ["roof:levels"], levels);
    top = (count + (roof > 0 ? roof : 0)) * storeyM;
    from = "levels";
    if (top > MOST_M) return { fault: "height-absurd", value: top };
  }
  let liftM = first(attributes, LIFT, lengthM);
  if (!(liftM > 0)) liftM = first(attributes, LIFT_LEVELS, levels) * storeyM;
  if (!(liftM > 0)) liftM = 0;
  if (!(top > 0)) return { heightM: assumedHeightM, liftM, from: "assumed" };
  if (top - liftM < 0.01) return { fault: "height-nothing", value: top - liftM };
  return { heightM: top - liftM, liftM, from };
}
