// Blocks of one tick: the rows of a tile that are newer than a sequence number, encoded once for all who need them.
// Rows older than a second are dead-reckoned to the tick and marked predicted.

import {
  blockBytes,
  createTileRows,
  encodeBlock,
  ROW_PREDICTED,
  ROW_TELEPORT,
  ROW_TOMBSTONE,
} from "../../live/protocol/frame.ts";
import type { Tile, TrackTable } from "./track-table.ts";

const FRESH_MS = 1000;
const HOLD_S = 5;

export interface Block {
  bytes: Uint8Array;
  /** Indices of the rows, for the identities of those who have not met them. */
  indices: number[];
  /** Of these, what came into the tile since. */
  entered: number[];
  /** Slots that left the tile. */
  left: number[];
}

export interface FrameBlocks {
  /** Rows of a tile with a sequence number above fromSeq; undefined when there are none. */
  since(tile: Tile, fromSeq: number): Block | undefined;
  /** One thing's row, for those who follow it. */
  one(index: number): Block | undefined;
}

/** For one tick; ask it again at the next. */
export function createFrameBlocks(table: TrackTable, tickMs: number): FrameBlocks {
  const cache = new Map<Tile, Map<number, Block | undefined>>();
  const { columns } = table;

  /** What left and came back is here. */
  function isHere(tile: Tile, slot: number): boolean {
    const index = slot & 0xffffff;
    return tile.indices.has(index) && table.slot(index) === slot;
  }

  function make(tile: Tile, fromSeq: number): Block | undefined {
    const indices: number[] = [];
    const entered: number[] = [];
    for (const index of tile.indices) {
      if ((columns.seq[index] as number) <= fromSeq) continue;
      indices.push(index);
      if ((columns.enteredSeq[index] as number) > fromSeq) entered.push(index);
    }
    const left: number[] = [];
    // The newest stand last.
    for (let i = tile.left.length - 1; i >= 0; i--) {
      const { slot, seq } = tile.left[i] as Tile["left"][number];
      if (seq <= fromSeq) break;
      if (!isHere(tile, slot)) left.push(slot);
    }
    return encode(tile, fromSeq, { indices, entered, left: left.reverse() });
  }

  function encode(
    tile: Tile,
    fromSeq: number,
    { indices, entered, left }: Omit<Block, "bytes">,
  ): Block | undefined {
    const count = indices.length + left.length;
    if (count === 0) return undefined;
    const rows = createTileRows(count);
    rows.tileKey = tile.key;
    rows.fromSeq = fromSeq;
    rows.baseHeightM = tile.baseHeightM;
    rows.count = count;
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i] as number;
      const heading = columns.headingRad[index] as number;
      const speed = columns.speedMps[index] as number;
      const age = Math.max(0, tickMs - (columns.timeMs[index] as number));
      const old = age > FRESH_MS;
      const run = old ? speed * Math.min(HOLD_S, age / 1000) : 0;
      // Things on the ground follow it; their height over the ellipsoid becomes the frame's z.
      const east = (columns.eastM[index] as number) + Math.sin(heading) * run;
      const north = (columns.northM[index] as number) + Math.cos(heading) * run;
      rows.slot[i] = table.slot(index);
      rows.eastM[i] = east;
      rows.northM[i] = north;
      rows.heightM[i] = (columns.heightM[index] as number) - drop(east, north);
      rows.headingRad[i] = heading;
      rows.speedMps[i] = speed;
      rows.ageMs[i] = old ? 0 : age;
      rows.flags[i] =
        (columns.class[index] as number) |
        (columns.teleported[index] ? ROW_TELEPORT : 0) |
        (old || columns.predicted[index] ? ROW_PREDICTED : 0);
    }
    for (let i = indices.length; i < count; i++) {
      rows.slot[i] = left[i - indices.length] as number;
      rows.heightM[i] = tile.baseHeightM;
      rows.flags[i] = ROW_TOMBSTONE;
    }
    const out = new ArrayBuffer(blockBytes(count));
    encodeBlock(out, 0, rows);
    return { bytes: new Uint8Array(out), indices, entered, left };
  }

  return {
    one(index) {
      const tile = table.tiles.get(table.columns.tile[index] as number);
      // Above 0, which would say that this is the whole tile.
      return (
        tile &&
        encode(tile, Math.max(1, (columns.seq[index] as number) - 1), {
          indices: [index],
          entered: [],
          left: [],
        })
      );
    },
    since(tile, fromSeq) {
      if (tile.seq <= fromSeq) return undefined;
      let known = cache.get(tile);
      if (!known) {
        known = new Map();
        cache.set(tile, known);
      }
      if (!known.has(fromSeq)) known.set(fromSeq, make(tile, fromSeq));
      return known.get(fromSeq);
    },
  };
}

/** How far the ellipsoid lies below a tile's tangent plane, metres; exact to 1 mm within a tile. */
export const drop = (eastM: number, northM: number) => (eastM * eastM + northM * northM) / (2 * 6_371_000);
