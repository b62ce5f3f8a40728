// The hash of each tile as it would go out now, made anew only where something in it changed.

import { readBlock } from "../../live/protocol/frame.ts";
import { hashOf, type TileHash } from "../../live/protocol/tile-digest.ts";
import type { FrameBlocks } from "./frame-blocks.ts";
import type { TrackTable } from "./track-table.ts";

export function createTileHashes(table: TrackTable): (tileKey: number, blocks: FrameBlocks) => TileHash {
  const known = new Map<number, { seq: number; hash: TileHash }>();
  return (tileKey, blocks) => {
    const tile = table.tiles.get(tileKey);
    if (!tile) return [tileKey, 0, 0];
    const before = known.get(tileKey);
    if (before?.seq === tile.seq) return before.hash;
    // From the very bytes that a client gets, so that both sides round alike.
    const block = blocks.since(tile, 0);
    const hash: TileHash = block
      ? hashOf(readBlock(block.bytes.buffer as ArrayBuffer, 0, block.indices.length + block.left.length))
      : [tileKey, 0, 0];
    known.set(tileKey, { seq: tile.seq, hash });
    return hash;
  };
}
