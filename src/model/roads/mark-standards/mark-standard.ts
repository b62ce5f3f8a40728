// What a country's standard says of paint, as data: every figure with its source and how sure we are of it. Metres
// (fastFromKmh: km/h). A country without a file gets the generic one, and whoever draws by it says so.

import chinese from "./cn-gb5768.3.json" with { type: "json" };
import generic from "./generic.json" with { type: "json" };

/** V: read in the standard. S: read in a paraphrase. M: measured. K: from memory, unverified. */
export type Confidence = "V" | "S" | "M" | "K";

export interface MarkFigure {
  value: number;
  source: string;
  confidence: Confidence;
  note?: string;
}

export type MarkFigureKey = keyof typeof chinese.figures;

export interface MarkStandard {
  id: string;
  title: string;
  /** ISO 3166 alpha-2; none for the generic one. */
  country?: string;
  /** From this speed on the "fast" figures hold. */
  fastFromKmh: MarkFigure;
  figures: Record<MarkFigureKey, MarkFigure>;
}

export const GENERIC_MARKS = generic as MarkStandard;
export const MARK_STANDARDS: readonly MarkStandard[] = [chinese as MarkStandard];

/** The standard of a country (ISO 3166 alpha-2), or the generic one. */
export const markStandard = (country: string | undefined): MarkStandard =>
  MARK_STANDARDS.find((standard) => standard.country === country) ?? GENERIC_MARKS;

/** Where a default comes from, in one line: clauses, and "unverified" unless every figure was read in the standard. */
export function citation(standard: MarkStandard, keys: readonly MarkFigureKey[]): string {
  const figures = keys.map((key) => standard.figures[key]);
  const sources = [...new Set(figures.map(({ source }) => source))].join("; ");
  return figures.every(({ confidence }) => confidence === "V") ? sources : `${sources} (unverified)`;
}
