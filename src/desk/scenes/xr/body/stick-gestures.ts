// What a thumb does on a stick: push up and let go = teleport, flick sideways = one snap turn. Values are those of the
// xr-standard mapping: x right, y down, −1 … 1. No engine.

/** Pushed. */
const PUSH = 0.7;
/** Let go; between the two nothing changes, so that a shaking thumb turns once. */
const REST = 0.5;

export interface StickState {
  armed: boolean;
  aiming: boolean;
}

export type StickGesture = "none" | "aim" | "go" | "turn-left" | "turn-right";

export const newStick = (): StickState => ({ armed: true, aiming: false });

/** One look at the stick; the state remembers the last. */
export function stickGesture(state: StickState, x: number, y: number): StickGesture {
  const pushed = Math.max(Math.abs(x), Math.abs(y));
  if (state.aiming) {
    if (pushed >= REST) return "none";
    state.aiming = false;
    state.armed = true;
    return "go";
  }
  if (pushed < REST) {
    state.armed = true;
    return "none";
  }
  if (!state.armed || pushed < PUSH) return "none";
  state.armed = false;
  if (Math.abs(x) > Math.abs(y)) return x < 0 ? "turn-left" : "turn-right";
  if (y >= 0) return "none";
  state.aiming = true;
  return "aim";
}

/** Gives up aiming; the stick must come to rest before it is heard again. */
export function cancelStick(state: StickState): void {
  state.aiming = false;
  state.armed = false;
}
