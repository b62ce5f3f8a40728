// One feature's triangles before they are cut into tiles: float64, in the dataset's road plane, metres, z up,
// counter-clockwise seen from above.

import type { FeatureClass } from "../../model/records/feature-id.ts";
import type { Geometry } from "../../model/records/feature-row.ts";
import type { RoadClassId } from "../../model/records/road-attributes.ts";
import type { SurfaceMaterial } from "./glb.ts";

export interface FeatureMesh {
  id: string;
  kind: FeatureClass;
  material: SurfaceMaterial;
  /** x, y, z … */
  positions: number[];
  indices: number[];
  /** sRGB, 0–255. */
  colour: readonly [number, number, number];
  properties: Record<string, string | number>;
  /**
   * How far the scene pulls it towards the eye, 0 … 1 of what paint gets (the default of the material "marking"; 0 for the
   * rest). Settles what is seen where surfaces lie in one plane; nothing is moved in the data.
   */
  pull?: number;
  /** As a record of a feature file, in the same plane; one of the meshes of an id has it. */
  record?: {
    class: RoadClassId;
    geometry(): Geometry;
    /** Beyond the columns that tiles carry. */
    attributes?: Record<string, string | number>;
    /** Way a sign or a head looks, in plan. */
    facing?: readonly [number, number];
  };
}
