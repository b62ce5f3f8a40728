// Cells of counted things as quiet circles with a number: the higher the eye, the more cells lie in one circle, so that
// circles don't meet. Sizes are CSS pixels.

import { CELL_ZOOM, type CellCount, type CountedCell, joinCells } from "../../../model/twin/cell-count.ts";
import type { Pick } from "../../view/pick.ts";

/** A cell is at least this wide in the picture. */
const LEAST_PX = 64;
const SMALL_PX = 28;
const LARGE_PX = 58;

export interface CellCircle extends CountedCell {
  sizePx: number;
  text: string;
}

/** How often cells are doubled for a pixel of so many metres. */
export function levelsFor(cells: readonly CellCount[], metresPerPixel: number): number {
  const [one] = joinCells(cells.slice(0, 1), 0);
  if (!one || !(metresPerPixel > 0)) return 0;
  return Math.min(CELL_ZOOM, Math.max(0, Math.ceil(Math.log2((LEAST_PX * metresPerPixel) / one.widthM))));
}

const shorten = (count: number): string =>
  count < 10_000 ? String(count) : `${(count / 1000).toFixed(count < 100_000 ? 1 : 0)}k`;

/** The area of a circle goes with its number. */
export function cellCircles(cells: readonly CellCount[], levels: number): CellCircle[] {
  const joined = joinCells(cells, levels);
  const most = Math.max(1, ...joined.map(({ count }) => count));
  return joined.map((cell) => ({
    ...cell,
    sizePx: Math.round(SMALL_PX + (LARGE_PX - SMALL_PX) * Math.sqrt(cell.count / most)),
    text: shorten(cell.count),
  }));
}

export const describeCell = ({ id, count, meanSpeedMps, widthM }: CountedCell): Pick => ({
  id: `cell/${id}`,
  layer: "vehicles",
  kind: "cell",
  properties: {
    id: `cell/${id}`,
    kind: "cell",
    movingCount: count,
    meanSpeedKmh: Math.round(meanSpeedMps * 36) / 10,
    cellWidthM: Math.round(widthM),
  },
});
