// What clients may say, checked before anybody reads it, and how much of it: messages and bytes a second. Who goes far
// beyond loses the connection; all that is refused is counted by reason.

import { z } from "zod";

z.config({ jitless: true });

const MAX_TILES = 4096;
const tiles = z.array(z.int()).max(MAX_TILES);
export const viewMessage = z.object({
  n: z.int(),
  tiles,
  cameraHeightM: z.number(),
  hidden: z.boolean(),
  follow: z.int().min(0).optional(),
  counts: z.boolean().optional(),
});
export const resyncMessage = tiles;
export const timeMessage = z.number();

export type MessageRefusal = "shape" | "rate" | "flood" | "unreadable" | "handshake";

export const noRefusals = (): Record<MessageRefusal, number> => ({
  shape: 0,
  rate: 0,
  flood: 0,
  unreadable: 0,
  handshake: 0,
});

/** Messages a client may send in a second; more are dropped, and at ten times as many it is cut off. */
const MESSAGES_PER_S = 50;
const BYTES_PER_S = 256 * 1024;
const FLOOD = 10;

/** For one client. */
export function createMeter(now: () => number): { take(bytes: number): "ok" | "rate" | "flood" } {
  let messages = 0;
  let bytes = 0;
  let secondMs = now();
  return {
    take(size) {
      const at = now();
      if (at - secondMs >= 1000) {
        messages = 0;
        bytes = 0;
        secondMs = at;
      }
      messages += 1;
      bytes += size;
      if (messages > FLOOD * MESSAGES_PER_S || bytes > FLOOD * BYTES_PER_S) return "flood";
      return messages > MESSAGES_PER_S || bytes > BYTES_PER_S ? "rate" : "ok";
    },
  };
}
