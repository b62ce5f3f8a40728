// A recorded frame for one viewer: the blocks of the tiles that he watches, byte for byte; the head says that it is a
// replay, and carries the epoch of the life that he is connected to. The frame's time stays the recorded one.

import { BLOCK_BYTES, blockBytes, encodeHead, HEADER_BYTES } from "../../live/protocol/frame.ts";

/** `bytes` were checked when they were recorded; what is cut short ends the walk. */
export function pickBlocks(bytes: Uint8Array, tiles: ReadonlySet<number>, epoch: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const picked: [from: number, to: number][] = [];
  let size = HEADER_BYTES;
  for (let at = HEADER_BYTES; at + BLOCK_BYTES <= bytes.byteLength; ) {
    const end = at + blockBytes(view.getUint32(at + 4, true));
    if (end > bytes.byteLength) break;
    if (tiles.has(view.getUint32(at, true))) {
      picked.push([at, end]);
      size += end - at;
    }
    at = end;
  }
  const out = new Uint8Array(size);
  const head = { seq: view.getUint32(8, true), serverTimeMs: view.getFloat64(16, true) };
  encodeHead(out.buffer, { kind: "replay", epoch, ...head }, picked.length);
  let to = HEADER_BYTES;
  for (const [from, end] of picked) {
    out.set(bytes.subarray(from, end), to);
    to += end - from;
  }
  return out;
}
