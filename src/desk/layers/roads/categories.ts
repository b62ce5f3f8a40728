// What the road tiles hold, as the legend tells it: a category of every kind of feature and type of lane.

import { type LaneColour, laneColour } from "../../../model/roads/lane-colours.ts";
import type { LegendEntry } from "../../view/legend.ts";

const TYPES: Record<string, readonly string[]> = {
  shoulder: ["shoulder"],
  parking: ["parking"],
  biking: ["biking"],
  sidewalk: ["sidewalk", "walking"],
  kerb: ["curb"],
  green: ["median", "none"],
  "other-lane": ["border", "restricted", "rail", "tram", "special1", "special2", "special3", "roadWorks"],
};
const BY_TYPE = new Map(
  Object.entries(TYPES).flatMap(([id, types]) => types.map((type) => [type, id] as const)),
);
const BY_KIND: Record<string, string> = {
  junction: "carriageway",
  kerb: "kerb",
  marking: "marking",
  sign: "sign",
  signal: "signal",
  object: "object",
};

const PAINT: LaneColour = [235, 235, 230];
const METAL: LaneColour = [128, 132, 136];
const SIGN: LaneColour = [36, 92, 168];

/** In the order of the legend; `title` is a word key, `colour` sRGB 0–255. */
export const ROAD_LEGEND: readonly LegendEntry[] = (
  [
    ["carriageway", laneColour("driving")],
    ["shoulder", laneColour("shoulder")],
    ["parking", laneColour("parking")],
    ["biking", laneColour("biking")],
    ["sidewalk", laneColour("sidewalk")],
    ["kerb", laneColour("curb")],
    ["green", laneColour("median")],
    ["other-lane", laneColour("border")],
    ["marking", PAINT],
    ["sign", SIGN],
    ["signal", METAL],
    ["object", METAL],
  ] as const
).map(([id, colour]) => ({ id, title: `legend.${id}`, colour }));

/** Category of a feature of the road tiles. */
export function roadCategory(kind: unknown, type: unknown): string {
  if (typeof kind === "string" && Object.hasOwn(BY_KIND, kind)) return BY_KIND[kind] as string;
  return BY_TYPE.get(String(type)) ?? "carriageway";
}
