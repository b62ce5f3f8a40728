// What is held of each moving thing, by id, as a hash of its row: the tile hash's own, without the slot, which is each
// hub's own.

import type { TrackIdentity } from "../../../src/live/protocol/events.ts";
import { decodeFrame, ROW_TOMBSTONE, type SentRows } from "../../../src/live/protocol/frame.ts";
import { hashOf } from "../../../src/live/protocol/tile-digest.ts";
import type { Hub } from "../../../src/server/hub/hub.ts";

const alone = (block: SentRows, i: number): SentRows => ({
  ...block,
  count: 1,
  slot: new Uint32Array(1),
  x: block.x.slice(i, i + 1),
  y: block.y.slice(i, i + 1),
  z: block.z.slice(i, i + 1),
  heading: block.heading.slice(i, i + 1),
  speed: block.speed.slice(i, i + 1),
  age: block.age.slice(i, i + 1),
  flags: block.flags.slice(i, i + 1),
});

export interface HeldRows {
  dict(list: readonly TrackIdentity[]): void;
  frame(bytes: ArrayBuffer): void;
  byId(): Map<string, string>;
}

/** Of a client that gets dictionaries and frames. */
export function heldRows(): HeldRows {
  const ids = new Map<number, string>();
  const rows = new Map<number, { tileKey: number; hash: string }>();
  return {
    dict(list) {
      for (const { slot, id } of list) ids.set(slot, id);
    },
    frame(bytes) {
      const read = decodeFrame(bytes);
      if ("rejected" in read) throw new Error(read.rejected);
      const { blocks } = read.frame;
      const each = (take: (block: SentRows, i: number, gone: boolean) => void) => {
        for (const block of blocks)
          for (let i = 0; i < block.count; i++)
            take(block, i, ((block.flags[i] as number) & ROW_TOMBSTONE) !== 0);
      };
      each((block, i, gone) => {
        if (!gone)
          rows.set(block.slot[i] as number, { tileKey: block.tileKey, hash: hashOf(alone(block, i)).join() });
      });
      each((block, i, gone) => {
        const slot = block.slot[i] as number;
        if (gone && rows.get(slot)?.tileKey === block.tileKey) rows.delete(slot);
      });
    },
    byId: () =>
      new Map([...rows].map(([slot, { hash }]) => [ids.get(slot) ?? `slot ${slot}`, hash] as const).sort()),
  };
}

/** Of a hub, at a tick of its own. */
export function heldBy(hub: Hub): Map<string, string> {
  const rows = heldRows();
  const client = hub.join(
    {
      ready: () => true,
      hello: () => {},
      dict: rows.dict,
      frame(bytes) {
        rows.frame(bytes.slice().buffer as ArrayBuffer);
        client.leave();
      },
      signals: () => {},
      sources: () => {},
      observations: () => {},
      policy: () => {},
      close: () => {},
    },
    { whole: true, everyTicks: 1 },
  );
  hub.tick();
  return rows.byId();
}
