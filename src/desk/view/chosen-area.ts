// What an export, and later an analysis, is about: how the area was chosen, and the area itself. Degrees of the data's
// own frame.

import type { Area } from "../../model/geo/area.ts";

export type AreaKind = "city" | "view" | "rectangle" | "polygon" | "file";
export type AreaTool = "rectangle" | "polygon";

export interface ChosenArea {
  kind: AreaKind;
  /** Absent for the whole city, and while there is none yet: nothing drawn, no file, no ground in view. */
  area?: Area;
  /** Where it came from a file. */
  fileName?: string;
}

export const WHOLE_CITY: ChosenArea = { kind: "city" };

/** Rectangles and polygons can be taken by their corners; the rest is as it was given. */
export const canAdjust = ({ kind, area }: ChosenArea): boolean =>
  (kind === "rectangle" || kind === "polygon") && area !== undefined;
