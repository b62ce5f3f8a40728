// Whether frames are slow enough for a lower tier, or so fast that a higher one may be tried again. Fed with the time
// between frames drawn one after the other; rests between them say nothing and are left out.

export interface FrameJudge {
  /** −1 = step down, 1 = step up, 0 = leave it. */
  frame(deltaMs: number): -1 | 0 | 1;
  /** After a step: what was seen before says nothing any more. */
  stepped(by: -1 | 1): void;
}

const SLOW_MS = 42;
const FAST_MS = 15;
/** A longer gap is a rest, not a frame. */
const REST_MS = 500;
/** Bad for so long before it is believed; good for ten times as long. */
const SLOW_FOR_MS = 3000;
const FAST_FOR_MS = 30_000;
/** Most frames, not all: a tile that is unpacked may cost one. */
const SHARE = 0.7;

export function createFrameJudge(): FrameJudge {
  let slowMs = 0;
  let fastMs = 0;
  let otherMs = 0;
  /** Who had to come back once stays below. */
  let climbed = false;
  let stays = false;
  const reset = () => {
    slowMs = 0;
    fastMs = 0;
    otherMs = 0;
  };
  return {
    frame(deltaMs) {
      if (deltaMs <= 0 || deltaMs > REST_MS) return 0;
      if (deltaMs > SLOW_MS) slowMs += deltaMs;
      else if (deltaMs < FAST_MS) fastMs += deltaMs;
      else otherMs += deltaMs;
      const all = slowMs + fastMs + otherMs;
      if (all >= SLOW_FOR_MS && slowMs > SHARE * all) return -1;
      if (all >= FAST_FOR_MS) {
        const fast = fastMs > 0.95 * all;
        reset();
        return fast && !stays ? 1 : 0;
      }
      // A bad spell is judged by itself, not against a long good time before it.
      if (all > SLOW_FOR_MS && slowMs > 0 && slowMs < 0.2 * all && fastMs < 0.5 * all) reset();
      return 0;
    },
    stepped(by) {
      reset();
      if (by > 0) climbed = true;
      else if (climbed) stays = true;
    },
  };
}
