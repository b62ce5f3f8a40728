// A measured figure in words: the value with as many digits as it deserves, its unit, and how far it may be off: from the
// data's accuracy and from picking, or, where the data state none, that.

import { type MeasuredFigure, spreadOf } from "../../model/measure/measured.ts";
import { type Language, sentence } from "../../words/index.ts";

export interface FigureText {
  value: string;
  unit: string;
  /** "± 0.07 m", or that the data's accuracy is unknown. */
  spread: string;
  /** What the spread is made of. */
  detail: string;
  known: boolean;
}

/** Digits such that the spread shows two of its own, between millimetres and whole units. */
function digitsFor(spread: number): number {
  if (!(spread > 0)) return 3;
  return Math.min(3, Math.max(0, 1 - Math.floor(Math.log10(spread))));
}

/** Square metres past a hectare and metres past ten kilometres keep their unit: nobody converts a figure to check it. */
export function figureText(language: Language, figure: MeasuredFigure): FigureText {
  const { value, unit, pickSpread, dataSpread } = figure;
  const spread = spreadOf(figure);
  const digits = digitsFor(spread ?? pickSpread);
  const show = (n: number) => n.toFixed(digits);
  const pick = `${show(pickSpread)} ${unit}`;
  return {
    value: show(value),
    unit,
    spread:
      spread === undefined
        ? sentence(language, "measure.accuracy-unknown", { pick })
        : `± ${show(spread)} ${unit}`,
    detail:
      dataSpread === undefined
        ? sentence(language, "measure.spread-unknown", { pick })
        : sentence(language, "measure.spread", { pick, data: `${show(dataSpread)} ${unit}` }),
    known: spread !== undefined,
  };
}

/** On the picture there is room for the figure and a short word only. */
export function figureLabel(language: Language, figure: MeasuredFigure): string {
  const { value, unit, spread, known } = figureText(language, figure);
  return known
    ? `${value} ${unit} ${spread.replace(` ${unit}`, "")}`
    : `${value} ${unit} · ${sentence(language, "measure.accuracy-unknown-short")}`;
}
