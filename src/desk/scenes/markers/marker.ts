// What a layer of markers says of itself: places with an icon, a tone and a label, made from what is observed. The scenes
// draw them, the same for every kind. Tones are told apart by shape as well as by colour.

import type { TwinState } from "../../../model/twin/twin-store.ts";
import type { Language } from "../../../words/index.ts";
import type { LayerStatus } from "../../view/layer-status.ts";
import type { LegendEntry } from "../../view/legend.ts";
import type { Pick } from "../../view/pick.ts";

/** good: a disc; busy: a disc with a rim; notice: a diamond; warning: a triangle; bad: a square; off: a hollow ring. */
export type Tone = "good" | "busy" | "notice" | "warning" | "bad" | "off";

export interface Marker {
  id: string;
  lonDeg: number;
  latDeg: number;
  /** Of the thing itself, over the ellipsoid; absent: it stands on the ground. */
  heightM?: number | undefined;
  /** One or two characters. */
  sign: string;
  tone: Tone;
  label?: string | undefined;
}

export interface MarkerLayer {
  id: string;
  /** What a pick of it is. */
  kind: string;
  /** A new list only when what it is made of has changed; `now` is the twin's clock. */
  markers(state: TwinState, language: Language, nowMs: number): Marker[];
  /** Whether the twin has changed in what the markers are made of. */
  changed(state: TwinState, before: TwinState): boolean;
  facts(state: TwinState, id: string): Pick["properties"] | undefined;
  /** Metres from the eye beyond which marks, and their labels, are not drawn. */
  markFarM: number;
  labelFarM: number;
  /** How far the mark hangs over its place, metres. */
  liftM: number;
  unit: string;
  empty: string;
}

type Rgb = readonly [number, number, number];

/** sRGB of a tone, and of what is written on it: contrast at least 4.5. */
export const TONES: Readonly<Record<Tone, { fill: Rgb; ink: string }>> = {
  good: { fill: [27, 127, 77], ink: "#ffffff" },
  busy: { fill: [24, 100, 171], ink: "#ffffff" },
  notice: { fill: [242, 192, 55], ink: "#1a1300" },
  warning: { fill: [255, 146, 43], ink: "#1a0d00" },
  bad: { fill: [201, 42, 42], ink: "#ffffff" },
  off: { fill: [73, 80, 87], ink: "#f1f3f5" },
};
export const cssOf = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`;

/** Entries of a legend by tone; ids are the tones. */
export const toneLegend = (entries: readonly (readonly [Tone, string])[]): LegendEntry[] =>
  entries.map(([tone, title]) => ({ id: tone, title, colour: TONES[tone].fill }));

export { derivationOf } from "../../view/observed-pick.ts";

export function markerStatus(state: TwinState, count: number, { unit, empty }: MarkerLayer): LayerStatus {
  const { connection, connectionSinceMs: sinceMs } = state;
  if (connection === "none") return { state: "empty", reason: "layer.no-live-server" };
  if (connection === "connecting") return { state: "loading", step: "layer.connecting", sinceMs };
  if (connection === "lost") return { state: "stale", sinceMs };
  if (count === 0) return { state: "empty", reason: empty };
  return { state: "ready", unit, count };
}
