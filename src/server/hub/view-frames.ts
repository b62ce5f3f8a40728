// What those are sent who look at the same tiles and have got the same rows: made once a tick, however many they are.
// Nothing is kept of what a client knows: it knows what stood in its tiles at the last frame it got, and each thing says
// since when it stands in its tile and where it came from.

import type { TrackIdentity } from "../../live/protocol/events.ts";
import { encodeHead, type FrameHead, HEADER_BYTES } from "../../live/protocol/frame.ts";
import type { TileHash } from "../../live/protocol/tile-digest.ts";
import type { Block, FrameBlocks } from "./frame-blocks.ts";
import type { TrackTable } from "./track-table.ts";

/** Tiles that somebody looks at; the same object for all who look at the same. */
export interface View {
  tiles: readonly number[];
  has: ReadonlySet<number>;
}

export interface Sending {
  frame: Uint8Array;
  /** Of the frame's rows, those that who gets it has not met. */
  dict: TrackIdentity[];
}

/** What a client has got. */
export interface Held {
  view: View;
  /** Tiles of the view of which it has got nothing. */
  fresh: ReadonlySet<number>;
  lastSeq: number;
}

export interface ViewFrames {
  of(held: Held): Sending;
  /** All there is, with the identities of those that are new since a sequence number. */
  keyframe(view: View, lastSeq: number): Sending;
  hashes(view: View): TileHash[];
}

/** Whether who has got this has met the thing. */
export function knows({ columns }: TrackTable, { view, fresh, lastSeq }: Held, index: number): boolean {
  const tile = columns.tile[index] as number;
  if ((columns.enteredSeq[index] as number) <= lastSeq) return view.has.has(tile) && !fresh.has(tile);
  const from = columns.fromTile[index] as number;
  return view.has.has(from) && !fresh.has(from) && (columns.fromSeq[index] as number) <= lastSeq;
}

export interface ViewFramesOptions {
  table: TrackTable;
  blocks: FrameBlocks;
  head: Omit<FrameHead, "kind">;
  hashOf(tileKey: number, blocks: FrameBlocks): TileHash;
}

const NONE: ReadonlySet<number> = new Set();
/** Stands for "all of it is fresh" where a sequence number stands. */
const ALL_FRESH = -1;

/** For one tick; ask it again at the next. */
export function createViewFrames({ table, blocks, head, hashOf }: ViewFramesOptions): ViewFrames {
  const sendings = new Map<View, Map<number, Sending>>();
  const hashes = new Map<View, TileHash[]>();

  function frameOf(kind: FrameHead["kind"], parts: readonly Block[]): Uint8Array {
    let size = HEADER_BYTES;
    for (const { bytes } of parts) size += bytes.length;
    const frame = new Uint8Array(size);
    encodeHead(frame.buffer, { kind, ...head }, parts.length);
    let at = HEADER_BYTES;
    for (const { bytes } of parts) {
      frame.set(bytes, at);
      at += bytes.length;
    }
    return frame;
  }

  function introduce(dict: TrackIdentity[], index: number): void {
    const identity = table.identity(index);
    if (identity) dict.push({ slot: table.slot(index), ...identity });
  }

  function make(held: Held): Sending {
    const { view, fresh, lastSeq } = held;
    const parts: Block[] = [];
    const dict: TrackIdentity[] = [];
    for (const tileKey of view.tiles) {
      const tile = table.tiles.get(tileKey);
      const whole = fresh.has(tileKey);
      const block = tile && blocks.since(tile, whole ? 0 : lastSeq);
      if (!block) continue;
      parts.push(block);
      if (whole) for (const index of block.indices) introduce(dict, index);
      else for (const index of block.entered) if (!knows(table, held, index)) introduce(dict, index);
    }
    return { frame: frameOf(fresh.size > 0 ? "snapshot" : "delta", parts), dict };
  }

  return {
    of(held) {
      const { view, fresh } = held;
      const all = fresh.size === view.tiles.length && fresh.size > 0;
      // Views half of which are fresh are nobody else's.
      if (fresh.size > 0 && !all) return make(held);
      const key = all ? ALL_FRESH : held.lastSeq;
      let known = sendings.get(view);
      if (!known) {
        known = new Map();
        sendings.set(view, known);
      }
      let sending = known.get(key);
      if (!sending) {
        sending = make(held);
        known.set(key, sending);
      }
      return sending;
    },
    keyframe(view, lastSeq) {
      const held = { view, fresh: NONE, lastSeq };
      const parts: Block[] = [];
      const dict: TrackIdentity[] = [];
      for (const tile of table.tiles.values()) {
        const block = blocks.since(tile, 0);
        if (!block) continue;
        parts.push(block);
        for (const index of block.indices) if (!knows(table, held, index)) introduce(dict, index);
      }
      return { frame: frameOf("snapshot", parts), dict };
    },
    hashes(view) {
      let list = hashes.get(view);
      if (!list) {
        list = [];
        for (const tileKey of view.tiles) list.push(hashOf(tileKey, blocks));
        hashes.set(view, list);
      }
      return list;
    },
  };
}
