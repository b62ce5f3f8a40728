// The views of all clients: one object for each set of tiles, so that what is sent to those who look at the same is found
// by the object and not by a long key.

import type { View } from "./view-frames.ts";

export interface Views {
  of(tiles: readonly number[]): View;
  /** Forgets the others. */
  keep(views: ReadonlySet<View>): void;
}

export function createViews(): Views {
  const byTiles = new Map<string, View>();
  return {
    of(tiles) {
      const key = tiles.join();
      let view = byTiles.get(key);
      if (!view) {
        view = { tiles, has: new Set(tiles) };
        byTiles.set(key, view);
      }
      return view;
    },
    keep(views) {
      for (const [key, view] of byTiles) if (!views.has(view)) byTiles.delete(key);
    },
  };
}
