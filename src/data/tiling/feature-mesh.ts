// One feature's triangles before they are cut into tiles: float64, in the dataset's road plane, metres, z up,
// counter-clockwise seen from above.

import type { FeatureClass } from "../../model/records/feature-id.ts";
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
}
