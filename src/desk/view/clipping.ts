// Cutting the picture: a box round the chosen area, a plane at the middle of the picture, and their figures, as edits in the
// one log. A figure that is dragged or typed is one step.

import type { Clip } from "./clip.ts";
import type { CommandLog } from "./command-log.ts";
import type { ViewStore } from "./view-store.ts";

const TYPING_MS = 2000;
/** From below the deepest underpass to above the highest roof of most cities. */
const BOX_LOW_M = -20;
const BOX_HIGH_M = 300;

export interface Clipping {
  set(clip: Clip | undefined): void;
  /** A box over a drawn area, from the ground up; false when no area is drawn. */
  box(groundM: number): boolean;
  /** An upright plane through what is in the middle of the picture, looking at the camera. */
  plane(): boolean;
  change(figures: Partial<Clip>): void;
}

export function createClipping(view: ViewStore, log: CommandLog): Clipping {
  const edit = (clip: Clip | undefined, merge?: string) => {
    const before = view.getState().clip;
    log.run({
      id: "clip",
      title: clip ? "edit.clip" : "edit.clip-off",
      params: {},
      about: "view",
      ...(merge !== undefined && { merge: { key: merge, withinMs: TYPING_MS } }),
      do: () => view.setState({ clip }),
      undo: () => view.setState({ clip: before }),
    });
  };
  return {
    set: (clip) => {
      if (clip !== view.getState().clip) edit(clip);
    },
    box(groundM) {
      const ring = view.getState().area.area?.polygons[0]?.[0];
      if (!ring || ring.length < 4) return false;
      edit({ kind: "box", ring, lowM: groundM + BOX_LOW_M, highM: groundM + BOX_HIGH_M, keep: "inside" });
      return true;
    },
    plane() {
      const { camera } = view.getState();
      if (!camera?.target) return false;
      edit({
        kind: "plane",
        ...camera.target,
        headingDeg: Math.round((camera.headingDeg + 180) % 360),
        tiltDeg: 0,
        offsetM: 0,
      });
      return true;
    },
    change(figures) {
      const { clip } = view.getState();
      if (clip) edit({ ...clip, ...figures } as Clip, `clip ${Object.keys(figures).join(" ")}`);
    },
  };
}
