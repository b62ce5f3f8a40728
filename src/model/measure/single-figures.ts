// Figures that one pick gives: the width of a lane, the room over a road. How far they may be off, as in measured.ts.

import { type DataAccuracy, type MeasuredFigure, placeSigma } from "./measured.ts";

const told = (sigma: number | undefined) => (sigma === undefined ? {} : { dataSpread: sigma * Math.SQRT2 });

/** @param slope how much the width changes for a metre along the lane */
export const widthFigure = (
  widthM: number,
  slope: number,
  pickHorM: number,
  data: DataAccuracy,
): MeasuredFigure => ({
  name: "lane-width",
  value: widthM,
  unit: "m",
  pickSpread: slope * pickHorM,
  ...told(placeSigma(data.relHorM, data.absHorM)),
});

/** From the road up to the first thing above it. */
export const clearanceFigure = (
  clearanceM: number,
  pickVerM: number,
  data: DataAccuracy,
): MeasuredFigure => ({
  name: "clearance",
  value: clearanceM,
  unit: "m",
  pickSpread: pickVerM,
  ...told(placeSigma(data.relVerM, data.absVerM)),
});
