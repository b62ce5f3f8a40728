// What a tile's rows come to as one number, on both sides of the wire: equal numbers mean that client and server hold the
// same things. Of a standing thing all columns count; of a moving one those that dead reckoning leaves alone (slot,
// heading, speed), because the server carries its place on from tick to tick and sends it anew at least every 5 s.

import { ROW_TOMBSTONE, type SentRows } from "./frame.ts";

/** Tile, number of things, sum of their rows' hashes. */
export type TileHash = [tileKey: number, count: number, hash: number];

const mix = (hash: number, value: number): number => {
  const h = Math.imul(hash ^ value, 0x9e3779b1);
  return h ^ (h >>> 15);
};

function rowHash(rows: SentRows, i: number): number {
  let hash = mix(0x85ebca6b, rows.slot[i] as number);
  hash = mix(hash, rows.heading[i] as number);
  hash = mix(hash, rows.speed[i] as number);
  if (rows.speed[i] === 0) {
    hash = mix(hash, rows.x[i] as number);
    hash = mix(hash, rows.y[i] as number);
    hash = mix(hash, rows.z[i] as number);
  }
  return hash >>> 0;
}

const isRow = (rows: SentRows, i: number) => ((rows.flags[i] as number) & ROW_TOMBSTONE) === 0;

/** Of a block that holds a whole tile. */
export function hashOf(rows: SentRows): TileHash {
  let [count, hash] = [0, 0];
  for (let i = 0; i < rows.count; i++)
    if (isRow(rows, i)) {
      count += 1;
      hash = (hash + rowHash(rows, i)) >>> 0;
    }
  return [rows.tileKey, count, hash];
}

export interface TileDigests {
  /** Takes the blocks of a frame; the slots that a whole tile no longer holds come back. */
  take(blocks: readonly SentRows[]): number[];
  keepTiles(tiles: ReadonlySet<number>): void;
  clear(): void;
  /** The tiles of a list that are not here as they are there. */
  differing(hashes: readonly TileHash[]): number[];
}

export function createTileDigests(): TileDigests {
  const rows = new Map<number, { tileKey: number; hash: number }>();
  const byTile = new Map<number, Set<number>>();

  const drop = (slot: number) => {
    const known = rows.get(slot);
    if (!known) return;
    byTile.get(known.tileKey)?.delete(slot);
    rows.delete(slot);
  };

  return {
    take(blocks) {
      for (const block of blocks)
        for (let i = 0; i < block.count; i++) {
          if (!isRow(block, i)) continue;
          const slot = block.slot[i] as number;
          drop(slot);
          rows.set(slot, { tileKey: block.tileKey, hash: rowHash(block, i) });
          const tile = byTile.get(block.tileKey) ?? new Set();
          byTile.set(block.tileKey, tile.add(slot));
        }
      const ghosts: number[] = [];
      for (const block of blocks) {
        // Sent from sequence 0 on = all there is.
        const kept = block.fromSeq === 0 ? new Set<number>() : undefined;
        for (let i = 0; i < block.count; i++) {
          const slot = block.slot[i] as number;
          if (isRow(block, i)) kept?.add(slot);
          else if (rows.get(slot)?.tileKey === block.tileKey) drop(slot);
        }
        if (kept)
          for (const slot of byTile.get(block.tileKey) ?? [])
            if (!kept.has(slot)) {
              ghosts.push(slot);
              drop(slot);
            }
      }
      return ghosts;
    },
    keepTiles(tiles) {
      for (const [tileKey, slots] of byTile)
        if (!tiles.has(tileKey)) {
          for (const slot of slots) rows.delete(slot);
          byTile.delete(tileKey);
        }
    },
    clear() {
      rows.clear();
      byTile.clear();
    },
    differing: (hashes) =>
      hashes.flatMap(([tileKey, count, hash]) => {
        const slots = byTile.get(tileKey) ?? [];
        let [mine, sum] = [0, 0];
        for (const slot of slots) {
          mine += 1;
          sum = (sum + (rows.get(slot)?.hash ?? 0)) >>> 0;
        }
        return mine === count && sum === hash ? [] : [tileKey];
      }),
  };
}
