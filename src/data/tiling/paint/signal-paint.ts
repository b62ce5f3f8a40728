// Signals that are paint: 294 of the German catalogue is a stop line, 1000003 and 1000004 are crosswalks of OpenDRIVE's
// own list, and some maps place stop lines as signals of type "roadmark". Metres.

import {
  citation,
  type MarkFigureKey,
  type MarkStandard,
} from "../../../model/roads/mark-standards/mark-standard.ts";
import { isSignalPaint } from "../../../model/roads/paint-kind.ts";
import type { Signal } from "../../../model/roads/road-network.ts";
import type { PavedSurface } from "../paved-surface.ts";
import { crosswalkStripes } from "./crosswalk-stripes.ts";
import type { Polygon } from "./drape.ts";
import { laneSpan } from "./object-outline.ts";
import { type Painted, rectangle } from "./painted.ts";

/** What a signal paints and where; undefined when it paints nothing, or does not say where. */
export function signalPaint(
  surface: PavedSurface,
  signal: Signal,
  standard: MarkStandard,
): { at: { sM: number; tM: number }; painted: Painted } | undefined {
  if (!isSignalPaint(signal)) return undefined;
  const { type, name, widthM = 0, value, sM, tM } = signal;
  const figure = (key: MarkFigureKey) => standard.figures[key].value;
  const base = { turnRad: 0, colour: "white" };
  const bar = (across: number): Polygon[] => {
    const half = figure("stopLine.width") / 2;
    return [rectangle(-half, half, -across / 2, across / 2)];
  };
  if (type === "294" && widthM > 0.5) {
    const painted = {
      ...base,
      type: "stopLine",
      polygons: bar(widthM),
      derivation: "standard-default" as const,
    };
    return { at: { sM, tM }, painted: { ...painted, standard: citation(standard, ["stopLine.width"]) } };
  }
  if ((type === "1000003" || type === "1000004") && widthM > 1) {
    const deepM = value && value > 1 ? value : figure("crosswalk.length");
    const outline = rectangle(-deepM / 2, deepM / 2, -widthM / 2, widthM / 2);
    const polygons = crosswalkStripes(outline, 0, figure("crosswalk.stripe"), figure("crosswalk.gap"));
    const painted = { ...base, type: "crosswalk", polygons, derivation: "standard-default" as const };
    const keys: MarkFigureKey[] = ["crosswalk.stripe", "crosswalk.gap"];
    return { at: { sM, tM }, painted: { ...painted, standard: citation(standard, keys) } };
  }
  if (/^road ?mark$/i.test(type) && /stop.?line/i.test(name)) {
    const span = laneSpan(surface, sM, tM);
    if (!span || span.widthM < 1) return undefined;
    // Only a place is stated: it is drawn across the lane it lies in.
    const painted = {
      ...base,
      type: "stopLine",
      polygons: bar(span.widthM),
      derivation: "inferred" as const,
    };
    const at = { sM, tM: span.tM };
    return { at, painted: { ...painted, standard: citation(standard, ["stopLine.width"]) } };
  }
  return undefined;
}
