// A row of a road tile's property table as a pick, the same from either engine.

import type { Pick } from "../../scenes/layer.ts";

/** Share of its distance by which paint is pulled towards the eye: log depth ignores polygon offset. */
export const PAINT_PULL = 3e-4;
export const SELECTED_RGB = [120, 200, 255] as const;

const NO_INTEGER = -2147483648;
const NO_FIGURE = -1;
const FIGURES = /(M|Kmh|Deg|value)$/;

/** What is stated; one table serves all classes, so that a figure of another class is marked as no data. */
export function roadProperties(columns: Iterable<readonly [string, unknown]>): Pick["properties"] {
  const out: Pick["properties"] = {};
  for (const [name, value] of columns) {
    if (value === undefined || value === null || value === "" || value === NO_INTEGER) continue;
    if (value === NO_FIGURE && FIGURES.test(name)) continue;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      out[name] = value;
    else if (typeof value === "bigint") out[name] = Number(value);
  }
  return out;
}

export const roadPick = (properties: Pick["properties"]): Pick => ({
  id: String(properties.id ?? ""),
  layer: "roads",
  kind: String(properties.kind ?? "lane"),
  properties,
});
