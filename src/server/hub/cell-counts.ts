// How many things move where and how fast, by cell: what a client gets that looks at the whole city. A cell is a z13
// quadkey tile (about 4 km in Wuhan), its key x·2^13 + y. Made once a tick for all who ask.

import type { CellCount } from "../../live/protocol/events.ts";
import { cellKeyOf } from "../../live/protocol/tile-key.ts";
import type { TrackTable } from "./track-table.ts";

export function cellCounts(table: TrackTable): CellCount[] {
  const cells = new Map<number, { count: number; speeds: number }>();
  const { speedMps } = table.columns;
  for (const tile of table.tiles.values()) {
    if (tile.indices.size === 0) continue;
    const key = cellKeyOf(tile.key);
    const cell = cells.get(key) ?? { count: 0, speeds: 0 };
    cells.set(key, cell);
    for (const index of tile.indices) {
      cell.count += 1;
      cell.speeds += speedMps[index] as number;
    }
  }
  return [...cells].map(([cell, { count, speeds }]) => ({
    cell,
    count,
    meanSpeedMps: Math.round((speeds / count) * 100) / 100,
  }));
}
