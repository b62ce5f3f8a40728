// What a measurement is told by: figures with units, each with how far it may be off. Metres, square metres.
// A figure is off by what the data say of their accuracy and by what picking adds; where the data say nothing, that is said.

import type { Geodetic } from "../geo/frames.ts";

/** How well a place is known, metres, 1 standard deviation as the data state it; absent = not stated. */
export interface DataAccuracy {
  /** Of one place against another of the same data. */
  relHorM?: number;
  relVerM?: number;
  /** Against the Earth: used where nothing relative is stated. */
  absHorM?: number;
  absVerM?: number;
}

/** A place that was picked, and how far the pick may be off, metres. */
export interface PickedPlace extends Geodetic {
  pickHorM: number;
  pickVerM: number;
}

export type FigureName =
  | "straight"
  | "horizontal"
  | "height-difference"
  | "slope"
  | "area"
  | "perimeter"
  | "lane-width"
  | "clearance";

export interface MeasuredFigure {
  name: FigureName;
  value: number;
  unit: "m" | "m²" | "%";
  /** From picking alone. */
  pickSpread: number;
  /** From the data's accuracy; absent = the data do not state it. */
  dataSpread?: number;
}

/** Both together; absent where the data's share is not known. */
export const spreadOf = ({ pickSpread, dataSpread }: MeasuredFigure): number | undefined =>
  dataSpread === undefined ? undefined : Math.hypot(pickSpread, dataSpread);

/** Standard deviation of one place, so that the difference of two has the accuracy stated. */
export function placeSigma(rel: number | undefined, abs: number | undefined): number | undefined {
  return rel !== undefined ? rel / Math.SQRT2 : abs;
}
