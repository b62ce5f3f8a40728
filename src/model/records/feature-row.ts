// One feature as it leaves the twin in a file: an id, attributes of the data dictionary, one geometry.

import type { GeometryKind, RoadClassId } from "./road-attributes.ts";

export interface Geometry {
  kind: Exclude<GeometryKind, "Unknown">;
  /**
   * x, y, z …: the point; the line; a polygon's outer ring; the outer ring of each polygon. Rings end where they begin.
   * The frame is the table's.
   */
  parts: number[][];
}

export interface FeatureRow {
  id: string;
  /** undefined = unknown or not of this feature. */
  attributes: Record<string, string | number | boolean | undefined>;
  geometry: Geometry;
}

export interface FeatureTable {
  class: RoadClassId;
  rows: FeatureRow[];
}
