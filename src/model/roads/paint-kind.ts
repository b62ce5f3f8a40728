// Which objects and signals of a road are paint: they lie flat and nothing stands there. How they are drawn is tiling's.

import type { RoadObject, Signal } from "./road-network.ts";

export type PaintKind = "crosswalk" | "parkingSpace" | "stopLine" | "arrow" | "area";

/** The arrow that a mark's names tell of; empty when they tell of none. */
export const arrowName = ({ subtype, name }: RoadObject): string =>
  /arrow\w*/i.exec(`${subtype} ${name}`.replaceAll(/\w*_(arrow)/gi, "$1"))?.[0] ?? "";

/** What of paint an object is; undefined when it stands. */
export function paintKind(object: RoadObject): PaintKind | undefined {
  const { type, subtype, name } = object;
  if (type === "crosswalk" || type === "parkingSpace") return type;
  if (!/^road ?mark$/i.test(type) && !/stencil|^arrow/i.test(`${subtype} ${name}`.trim())) return undefined;
  if (/stop.?line/i.test(`${subtype} ${name}`)) return "stopLine";
  return arrowName(object) ? "arrow" : "area";
}

/** Whether an object is paint and nothing else. */
export const isPaint = (object: RoadObject): boolean => paintKind(object) !== undefined;

/**
 * Signals that are paint: 294 of the German catalogue is a stop line, 1000003 and 1000004 are crosswalks of OpenDRIVE's own
 * list, and some maps place stop lines as signals of type "roadmark".
 */
export const isSignalPaint = ({ type, dynamic }: Signal): boolean =>
  !dynamic && (/^(294|1000003|1000004)$/.test(type) || /^road ?mark$/i.test(type));
