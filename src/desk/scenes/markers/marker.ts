// What a layer of markers says of itself: places with an icon, a tone and a label, made from what is observed. The scenes
// draw them, the same for every kind. Tones are told apart by shape as well as by colour.

import type { ObservationKinds } from "../../../model/twin/observations.ts";
import type { ObservedState, TwinState } from "../../../model/twin/twin-store.ts";
import type { Language } from "../../../words/index.ts";
import type { LayerStatus } from "../../view/layer-status.ts";
import type { LegendEntry } from "../../view/legend.ts";
import type { ObservedPickKind } from "../../view/observed-pick.ts";

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

/** Kinds of observations that may have a place of their own. */
type PlacedKind = "docks" | "sites" | "equipment" | "events";
type Look = Pick<Marker, "sign" | "tone" | "label">;

interface MarkerStyle {
  id: string;
  /** What a pick of it is. */
  kind: ObservedPickKind;
  /** Metres from the eye beyond which marks, and their labels, are not drawn. */
  markFarM: number;
  labelFarM: number;
  /** How far the mark hangs over its place, metres. */
  liftM: number;
  unit: string;
  empty: string;
}

export interface MarkerLayer extends MarkerStyle {
  observes: PlacedKind;
  markers(observed: ObservedState, language: Language): Marker[];
}

/** A layer of what is observed of one kind; whose look is undefined, or whose place nobody tells, is not marked. */
export function markerLayer<K extends PlacedKind>({
  look,
  ...style
}: MarkerStyle & {
  observes: K;
  look(one: ObservationKinds[K], language: Language): Look | undefined;
}): MarkerLayer {
  return {
    ...style,
    markers: (observed, language) =>
      [...observed[style.observes].values()].flatMap((one: ObservationKinds[K]): Marker[] => {
        const { id, lonDeg, latDeg, heightM }: Partial<Marker> & { id: string } = one;
        const own = look(one, language);
        return own && lonDeg !== undefined && latDeg !== undefined
          ? [{ id, lonDeg, latDeg, heightM, ...own }]
          : [];
      }),
  };
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

const SHAPES: Readonly<Record<Tone, NonNullable<LegendEntry["shape"]>>> = {
  good: "disc",
  busy: "ring",
  notice: "diamond",
  warning: "triangle",
  bad: "square",
  off: "hollow",
};
/** Entries of a legend by tone; ids are the tones. */
export const toneLegend = (entries: readonly (readonly [Tone, string])[]): LegendEntry[] =>
  entries.map(([tone, title]) => ({ id: tone, title, colour: TONES[tone].fill, shape: SHAPES[tone] }));

export function markerStatus(
  state: TwinState,
  count: number,
  { unit, empty }: Pick<MarkerLayer, "unit" | "empty">,
): LayerStatus {
  const { connection, connectionSinceMs: sinceMs } = state;
  if (connection === "none") return { state: "empty", reason: "layer.no-live-server" };
  if (connection === "connecting") return { state: "loading", step: "layer.connecting", sinceMs };
  if (connection === "lost") return { state: "stale", sinceMs };
  if (count === 0) return { state: "empty", reason: empty };
  return { state: "ready", unit, count };
}
