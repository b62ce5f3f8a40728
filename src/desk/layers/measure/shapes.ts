// What of a measurement is drawn: lines between places, handles, and figures with where they stand. No engine here.
// Degrees, ellipsoidal metres.

import type { Geodetic } from "../../../model/geo/frames.ts";
import { horizontalM, straightM } from "../../../model/measure/lengths.ts";
import type { Language } from "../../../words/index.ts";
import { figureLabel } from "../../view/measure-words.ts";
import { type Measurement, type MeasureTool, outcomeOf } from "../../view/measuring.ts";

export interface MeasureShape {
  lines: { places: readonly Geodetic[]; faint?: boolean }[];
  handles: readonly Geodetic[];
  labels: { at: Geodetic; text: string; main: boolean }[];
}

const between = (a: Geodetic, b: Geodetic): Geodetic => ({
  lonDeg: (a.lonDeg + b.lonDeg) / 2,
  latDeg: (a.latDeg + b.latDeg) / 2,
  heightM: (a.heightM + b.heightM) / 2,
});

const middleOf = (places: readonly Geodetic[]): Geodetic => {
  const sum = places.reduce((a, b) => ({
    lonDeg: a.lonDeg + b.lonDeg,
    latDeg: a.latDeg + b.latDeg,
    heightM: a.heightM + b.heightM,
  }));
  const n = places.length;
  return { lonDeg: sum.lonDeg / n, latDeg: sum.latDeg / n, heightM: sum.heightM / n };
};

/** The figure that the picture shows; the panel has them all. */
const MAIN = {
  distance: "straight",
  height: "height-difference",
  area: "area",
  "lane-width": "lane-width",
  clearance: "clearance",
} as const;

const metres = (m: number) => `${m.toFixed(m < 100 ? 2 : 1)} m`;

/** A measurement as it stands, or as it would be with its next place. */
export function measureShape(
  language: Language,
  { tool, places, outcome }: Omit<Measurement, "id">,
): MeasureShape {
  const known = outcome && "figures" in outcome ? outcome : undefined;
  const shape: MeasureShape = { lines: [], handles: places, labels: [] };
  const first = places[0];
  const last = places.at(-1);
  if (!first || !last) return shape;
  const line = known?.line ?? places;
  if (tool === "area" && places.length > 2) shape.lines.push({ places: [...places, first] });
  else if (tool === "height") {
    const corner = { ...first, heightM: last.heightM };
    shape.lines.push({ places: [first, corner] }, { places: [corner, last], faint: true });
  } else if (line.length > 1) shape.lines.push({ places: line });
  if (known?.line) shape.handles = [...known.line];
  const figure = known?.figures.find(({ name }) => name === MAIN[tool]);
  if (figure) {
    const at: Record<MeasureTool, () => Geodetic> = {
      distance: () => (line.length === 2 ? between(line[0] as Geodetic, last) : last),
      height: () => between(first, { ...first, heightM: last.heightM }),
      area: () => middleOf(places),
      "lane-width": () => middleOf(line),
      clearance: () => middleOf(line),
    };
    shape.labels.push({ at: at[tool](), text: figureLabel(language, figure), main: true });
  }
  if (tool === "distance" && places.length > 2)
    places.slice(1).forEach((to, i) => {
      const from = places[i] as Geodetic;
      shape.labels.push({ at: between(from, to), text: metres(straightM(from, to)), main: false });
    });
  if (tool === "area" && places.length > 2)
    places.forEach((from, i) => {
      const to = places[(i + 1) % places.length] as Geodetic;
      shape.labels.push({ at: between(from, to), text: metres(horizontalM(from, to)), main: false });
    });
  return shape;
}

/** What is in the hand, with the pointer as its next place where there is one. */
export function draftShape(
  language: Language,
  tool: MeasureTool,
  places: Measurement["places"],
  pointer: Measurement["places"][number] | undefined,
): MeasureShape {
  const all = pointer ? [...places, pointer] : places;
  const enough = tool === "area" ? 3 : 2;
  const outcome = all.length >= enough ? outcomeOf(tool, all) : undefined;
  return { ...measureShape(language, { tool, places: all, ...(outcome && { outcome }) }), handles: places };
}
