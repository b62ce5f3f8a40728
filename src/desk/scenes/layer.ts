// The Layer contract: one folder per visible kind under layers/, one line in app/layers.ts.
// A layer knows the scene it draws on, the twin, the plan and the view; never another layer, a panel, or who spoke.

import type { StoreApi } from "zustand/vanilla";
import type { Twin } from "../../model/twin/twin-store.ts";
import type { LayerStatus } from "../view/layer-status.ts";
import type { LegendEntry } from "../view/legend.ts";
import type { Planning } from "../view/planning.ts";
import type { Tint } from "../view/tint.ts";
import type { ViewState } from "../view/view-store.ts";

export type { LayerStatus } from "../view/layer-status.ts";
export type { Pick } from "../view/pick.ts";
export type Detach = () => void;

export interface LayerContext<Scene> {
  scene: Scene;
  twin: Twin;
  view: StoreApi<ViewState>;
  plan: Planning;
  report(status: LayerStatus): void;
  fetch: typeof fetch;
  now(): number;
  signal: AbortSignal;
}

export type Attach<Scene> = (context: LayerContext<Scene>) => Detach | Promise<Detach>;

export interface Layer<CesiumScene = never, WalkScene = never> {
  id: string;
  /** word key */
  title: string;
  /** Name of an icon in app/icons. */
  icon: string;
  visibleByDefault: boolean;
  legend?: readonly LegendEntry[];
  /** What its things can be coloured by; the first is how they are at the start. */
  tints?: readonly Tint[];
  cesium: () => Promise<{ attach: Attach<CesiumScene> }>;
  /** Absent: not drawn in the headset. */
  xr?: () => Promise<{ attach: Attach<WalkScene> }>;
}
