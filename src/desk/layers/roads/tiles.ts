// The road tiles as both engines open them: one table serves all classes, so that a figure of another class is marked
// as no data, and the legend's entry follows from kind and type.

import type { Column } from "../../scenes/tilesets/feature-columns.ts";
import type { TilesetLayer } from "../../scenes/tilesets/tileset-layer.ts";
import { roadCategory } from "./categories.ts";

const NO_INTEGER = -2147483648;
const NO_FIGURE = -1;
const FIGURES = /(M|Kmh|Deg|value)$/;

function* stated(columns: Iterable<Column>): Generator<Column> {
  for (const [name, value] of columns)
    if (value !== NO_INTEGER && !(value === NO_FIGURE && FIGURES.test(name))) yield [name, value];
}

export const ROAD_TILES: TilesetLayer = {
  id: "roads",
  kind: "roads",
  empty: "layer.no-roads",
  fault: "fault.desk.tiles",
  category: (read) => roadCategory(read("kind"), read("type")),
  stated,
  casts: false,
};
