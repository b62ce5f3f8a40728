// The Layer contract: one folder per visible kind under layers/, one line in app/layers.ts.
// A layer knows the scene it draws on, the twin and the view; never another layer, a panel, or who spoke.

import type { StoreApi } from "zustand/vanilla";
import type { Twin } from "../../model/twin/twin-store.ts";
import type { ViewState } from "../view/view-store.ts";

export type Detach = () => void;

/** Where a layer stands; the layer panel shows it in words. */
export type LayerStatus =
  | { state: "off" }
  | { state: "loading"; step: string; sinceMs: number; done?: number; total?: number }
  | { state: "ready"; count?: number; partial?: { done: number; total: number } }
  | { state: "empty"; reason: string }
  | { state: "stale"; ageMs: number }
  | { state: "error"; code: string; params: Record<string, string | number | undefined>; sinceMs: number };

export interface LayerContext<Scene> {
  scene: Scene;
  twin: Twin;
  view: StoreApi<ViewState>;
  report(status: LayerStatus): void;
  fetch: typeof fetch;
  signal: AbortSignal;
}

export interface Layer<CesiumScene = unknown> {
  id: string;
  /** word keys */
  title: string;
  /** Tabler icon name, resolved in app/icons. */
  icon: string;
  visibleByDefault: boolean;
  cesium: () => Promise<{ attach(context: LayerContext<CesiumScene>): Detach | Promise<Detach> }>;
}

/** What a pick gives back, in any scene: a string id and what the scene already knows about it. */
export interface Pick {
  id: string;
  layer: string;
  properties: Record<string, unknown>;
  positionEcef?: readonly [number, number, number];
}
