// Drawing is on demand: every request carries its reason, and reasons are counted so that a scene that never rests
// can be asked why. An animation is a reason held for a while.

import type { Scene } from "cesium";
import type { Detach } from "../layer.ts";

export interface Redraw {
  /** Ask for one frame. */
  redraw(reason: string): void;
  /** Ask for every frame until the returned function is called. */
  animate(reason: string): Detach;
  /** Whether every frame is asked for. */
  animating(): boolean;
  /** Requests counted by reason since the stage was built. */
  counts(): Record<string, number>;
}

/** Redraw requests of one scene in request-render mode. `detach` ends all animations. */
export function createRedraw(scene: Scene): Redraw & { detach: Detach } {
  const counts = new Map<string, number>();
  const held = new Map<symbol, string>();
  const redraw = (reason: string) => {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    scene.requestRender();
  };
  const stop = scene.preUpdate.addEventListener(() => {
    for (const reason of held.values()) redraw(reason);
  });
  return {
    redraw,
    animate(reason) {
      const key = Symbol(reason);
      held.set(key, reason);
      return () => void held.delete(key);
    },
    animating: () => held.size > 0,
    counts: () => Object.fromEntries(counts),
    detach() {
      held.clear();
      stop();
    },
  };
}
