// What moving things are coloured by: their own paint, class, speed, source, or the age of the last report. One table for
// the shader's text, the legend and the pointer, which must not find what the legend hides. Seconds, km/h, sRGB.

import { LOOK_SOURCE_SHIFT, LOOK_SOURCES } from "../../../live/motion/instance-layout.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { TrackDescription } from "../../../model/twin/track-row.ts";
import type { TrackPose, Twin } from "../../../model/twin/twin-store.ts";
import { CATEGORY_COLOURS, classColours, OTHER_COLOUR, type Rgb } from "../../view/colour-scales.ts";
import type { LegendEntry } from "../../view/legend.ts";
import type { Tint } from "../../view/tint.ts";
import type { ViewStore } from "../../view/view-store.ts";

/** Upper ends of all classes but the last. */
const SPEEDS_KMH = [10, 20, 40, 60] as const;
const AGES_S = [1, 2.5, 7.5] as const;
const SPEED_COLOURS = classColours("viridis", SPEEDS_KMH.length + 1);
const AGE_COLOURS: readonly Rgb[] = [
  [0, 158, 115],
  [240, 228, 66],
  [213, 94, 0],
  [148, 152, 158],
];
const CLASSES: readonly TrackClass[] = [
  "car",
  "bus",
  "truck",
  "motorcycle",
  "bicycle",
  "emergency",
  "unknown",
];
const CLASS_COLOURS: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [240, 228, 66],
  [213, 94, 0],
  OTHER_COLOUR,
];
const SOURCE_COLOURS: readonly Rgb[] = Array.from({ length: LOOK_SOURCES + 1 }, (_, i) =>
  i === LOOK_SOURCES ? OTHER_COLOUR : (CATEGORY_COLOURS[(i + 1) % CATEGORY_COLOURS.length] as Rgb),
);

export const TINT_IDS = ["paint", "class", "speed", "source", "age"] as const;
export type TintId = (typeof TINT_IDS)[number];

const entry = (tint: TintId, n: number, title: string, colour: Rgb): LegendEntry => ({
  id: `${tint}:${n}`,
  title,
  colour,
});

export const TRACK_TINTS: readonly Tint[] = [
  { id: "paint", title: "tint.paint", entries: () => [] },
  {
    id: "class",
    title: "tint.class",
    entries: () => CLASSES.map((kind, n) => entry("class", n, `class.${kind}`, CLASS_COLOURS[n] as Rgb)),
  },
  {
    id: "speed",
    title: "tint.speed",
    entries: () => SPEED_COLOURS.map((colour, n) => entry("speed", n, `tint.speed.${n}`, colour)),
  },
  {
    id: "source",
    title: "tint.source",
    entries: ({ sources, sourceCodes }) =>
      sourceCodes.slice(0, LOOK_SOURCES).map((id, n) => {
        const title = sources.find((source) => source.id === id)?.title ?? id;
        return entry("source", n, title, SOURCE_COLOURS[n] as Rgb);
      }),
  },
  {
    id: "age",
    title: "tint.age",
    entries: () => AGE_COLOURS.map((colour, n) => entry("age", n, `tint.age.${n}`, colour)),
  },
];

const classOf = (value: number, ends: readonly number[]): number => {
  const at = ends.findIndex((end) => value < end);
  return at < 0 ? ends.length : at;
};

export const classEntry = (kind: TrackClass): number => {
  const at = CLASSES.indexOf(kind);
  return at < 0 ? CLASSES.length - 1 : at;
};

/** The legend's entry of a thing, as the shader finds it; undefined where it wears its own paint. */
export function tintEntry(
  tint: string,
  about: { class: TrackClass; speedMps: number; ageS: number; sourceCode: number },
): number | undefined {
  if (tint === "class") return classEntry(about.class);
  if (tint === "speed") return classOf(about.speedMps * 3.6, SPEEDS_KMH);
  if (tint === "source") return Math.min(LOOK_SOURCES, Math.max(0, about.sourceCode));
  if (tint === "age") return classOf(about.ageS, AGES_S);
  return undefined;
}

export interface TintState {
  /** Place in TINT_IDS. */
  tint: number;
  /** A bit for each hidden entry. */
  hidden: number;
}

export function tintState({ tints, hidden }: ReturnType<ViewStore["getState"]>, layer: string): TintState {
  const id = tints[layer] ?? "paint";
  const at = Math.max(0, TINT_IDS.indexOf(id as TintId));
  let bits = 0;
  for (const each of hidden[layer] ?? []) {
    const [tint, n] = each.split(":");
    if (tint === id) bits |= 1 << Number(n);
  }
  return { tint: at, hidden: bits };
}

/** Whether the legend has taken a thing out of the picture. */
export function isTintHidden(
  twin: Twin,
  { tint, hidden }: TintState,
  identity: TrackDescription,
  pose: TrackPose,
): boolean {
  if (hidden === 0) return false;
  const n = tintEntry(TINT_IDS[tint] as TintId, {
    class: identity.class,
    speedMps: pose.speedMps,
    ageS: (twin.nowMs() - pose.reportedMs) / 1000,
    sourceCode: twin.store.getState().sourceCodes.indexOf(identity.source),
  });
  return n !== undefined && ((hidden >> n) & 1) === 1;
}

const vec3 = (colours: readonly Rgb[]) =>
  `vec3[${colours.length}](${colours.map((c) => `vec3(${c.map((v) => (v / 255).toFixed(4)).join(", ")})`).join(", ")})`;
const steps = (value: string, ends: readonly number[]) =>
  ends.map((end) => `int(${value} >= ${end.toFixed(2)})`).join(" + ");

/** u_lag: how far the drawn moment lies behind the newest, seconds. */
export const TINT_GLSL = `
uniform int u_tint;
uniform int u_hidden;
uniform int u_classEntry;
uniform float u_lag;
const vec3 CLASS_TINTS[${CLASS_COLOURS.length}] = ${vec3(CLASS_COLOURS)};
const vec3 SPEED_TINTS[${SPEED_COLOURS.length}] = ${vec3(SPEED_COLOURS)};
const vec3 SOURCE_TINTS[${SOURCE_COLOURS.length}] = ${vec3(SOURCE_COLOURS)};
const vec3 AGE_TINTS[${AGE_COLOURS.length}] = ${vec3(AGE_COLOURS)};
void tint(int flags, float speed, float age, inout vec3 paint, inout vec3 stretch) {
  if (u_tint == 0) return;
  float kmh = speed * 3.6;
  int n = u_classEntry;
  if (u_tint == 2) n = ${steps("kmh", SPEEDS_KMH)};
  if (u_tint == 3) n = (flags >> ${LOOK_SOURCE_SHIFT}) & ${LOOK_SOURCES};
  if (u_tint == 4) n = ${steps("age", AGES_S)};
  paint = u_tint == 1 ? CLASS_TINTS[n] : u_tint == 2 ? SPEED_TINTS[n] : u_tint == 3 ? SOURCE_TINTS[n] : AGE_TINTS[n];
  // What the legend hides is drawn as nothing.
  if (((u_hidden >> n) & 1) == 1) stretch = vec3(0.0);
}
`;
