// How many things move in a cell of the map and how fast: what is told of a whole city instead of every single thing.
// A cell is a web Mercator tile of zoom 13 (about 4 km in Wuhan), its key x·2^13 + y, y from the north. Degrees, m/s.

export interface CellCount {
  cell: number;
  count: number;
  meanSpeedMps: number;
}

export const CELL_ZOOM = 13;
const COUNT = 2 ** CELL_ZOOM;
const DEG = 180 / Math.PI;
const EARTH_M = 40_075_016.686;

/** One cell, or several that were put together. */
export interface CountedCell {
  /** Of the zoom's tile: "11/1675/845". */
  id: string;
  lonDeg: number;
  latDeg: number;
  /** How wide it is on the ground, metres. */
  widthM: number;
  count: number;
  meanSpeedMps: number;
}

/** Cells of 2^levels × 2^levels cells: the same things, their speeds weighted by their number. */
export function joinCells(cells: readonly CellCount[], levels: number): CountedCell[] {
  const shift = Math.min(CELL_ZOOM, Math.max(0, Math.round(levels)));
  const tiles = COUNT / 2 ** shift;
  const sums = new Map<number, { x: number; y: number; count: number; speeds: number }>();
  for (const { cell, count, meanSpeedMps } of cells) {
    const x = Math.floor(cell / COUNT) >> shift;
    const y = (cell % COUNT) >> shift;
    const sum = sums.get(x * COUNT + y) ?? { x, y, count: 0, speeds: 0 };
    sums.set(x * COUNT + y, sum);
    sum.count += count;
    sum.speeds += count * meanSpeedMps;
  }
  return [...sums.values()].flatMap(({ x, y, count, speeds }) => {
    if (count === 0) return [];
    const latRad = Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + 0.5)) / tiles)));
    return {
      id: `${CELL_ZOOM - shift}/${x}/${y}`,
      lonDeg: ((x + 0.5) / tiles) * 360 - 180,
      latDeg: latRad * DEG,
      widthM: (EARTH_M / tiles) * Math.cos(latRad),
      count,
      meanSpeedMps: speeds / count,
    };
  });
}
