// Where the tilesets of one layer stand, told as one status: how many tiles are there, under way, and missing.

import type { LayerStatus } from "../layer.ts";

export interface TilesetProgress {
  /** What one tileset says of itself; told on. */
  tell(tileset: string, counts: { loaded?: number; pending?: number; failed?: number }): void;
  fault(code: string, params: Record<string, string>): void;
}

export function createProgress(report: (status: LayerStatus) => void, now: () => number): TilesetProgress {
  const sinceMs = now();
  const all = new Map<string, { loaded: number; pending: number; failed: number }>();
  report({ state: "loading", step: "layer.tileset", sinceMs });
  return {
    tell(tileset, counts) {
      const entry = { loaded: 0, pending: 0, failed: 0, ...all.get(tileset), ...counts };
      all.set(tileset, entry);
      const [loaded, pending, failed] = (["loaded", "pending", "failed"] as const).map((what) =>
        [...all.values()].reduce((sum, each) => sum + each[what], 0),
      ) as [number, number, number];
      if (pending > 0)
        report({ state: "loading", step: "layer.tiles", sinceMs, done: loaded, total: loaded + pending });
      else if (failed > 0 && loaded > 0)
        report({ state: "ready", unit: "unit.tiles", partial: { done: loaded, total: loaded + failed } });
      else if (failed === 0) report({ state: "ready", unit: "unit.tiles", count: loaded });
    },
    fault: (code, params) => report({ state: "error", code, params, sinceMs: now() }),
  };
}
