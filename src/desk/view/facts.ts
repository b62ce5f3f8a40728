// What is known of a thing, as lines to show: title, value, unit, in the user's language. The desk's inspector and the
// panels of the walk show the same fields in the same words. What is not known is said, never shown as 0.

import { DEVICE_ATTRIBUTES } from "../../model/plan/device-attributes.ts";
import { ROAD_ATTRIBUTES } from "../../model/records/road-attributes.ts";
import type { SignalObservation } from "../../model/twin/track-row.ts";
import type { TrackPose } from "../../model/twin/twin-store.ts";
import { type Language, resources, sentence } from "../../words/index.ts";
import type { Pick } from "./pick.ts";

export interface ShownValue {
  text: string;
  unit?: string;
  known: boolean;
}

export interface Fact extends ShownValue {
  name: string;
  title: string;
  definition?: string;
}

/** Decimals shown; the rest is what the data hold. */
const DIGITS: Record<string, number> = {
  movingCount: 0,
  meanSpeedKmh: 1,
  cellWidthM: 0,
  widthM: 3,
  lengthM: 2,
  heightM: 2,
  speedKmh: 0,
  accuracyM: 2,
  dashM: 2,
  gapM: 2,
  headingDeg: 1,
  stationM: 2,
  offsetM: 2,
};
/** Values that are words of ours: shown in the user's language. */
const WORDS = new Set([
  "kind",
  "type",
  "direction",
  "derivation",
  "class",
  "laneChange",
  "colour",
  "surface",
  "face",
  "source",
  "deviceKind",
  "mountOn",
  "status",
  "power",
  "uplink",
]);
/** Figures of what is live, which no dictionary of records knows. */
const LIVE_UNITS: Record<string, string> = { movingCount: "", meanSpeedKmh: "km/h", cellWidthM: "m" };
const QUALITY = new Set(["accuracyM", "derivation"]);

export function figure(language: Language, value: number | undefined, unit: string, digits = 0): ShownValue {
  return value === undefined || !Number.isFinite(value)
    ? { text: sentence(language, "desk.unknown"), known: false }
    : { text: value.toFixed(digits), unit, known: true };
}

export function shownValue(language: Language, name: string, value: string | number | boolean): ShownValue {
  const planned = DEVICE_ATTRIBUTES.get(name);
  const unit = ROAD_ATTRIBUTES.get(name)?.unit ?? planned?.unit ?? LIVE_UNITS[name];
  if (unit !== undefined && typeof value === "number")
    return figure(language, value, unit, DIGITS[name] ?? planned?.digits ?? 2);
  const key = `value.${name}.${value}`;
  if (WORDS.has(name) && resources[language][key] !== undefined)
    return { text: sentence(language, key), known: true };
  if (value === "unknown") return { text: sentence(language, "desk.unknown"), known: false };
  return { text: String(value), known: true };
}

const titled = (language: Language, name: string): Omit<Fact, keyof ShownValue> => {
  const entry = ROAD_ATTRIBUTES.get(name) ?? DEVICE_ATTRIBUTES.get(name);
  return {
    name,
    // What only its own file names is told by that name.
    title: entry?.title[language] ?? resources[language][`field.${name}`] ?? name,
    ...(entry && { definition: entry.definition[language] }),
  };
};

const told = (language: Language, name: string) => ({ name, title: sentence(language, `field.${name}`) });

/** Attributes, or what tells of their quality; accuracy is always among the latter, known or not. */
export function featureFacts(language: Language, properties: Pick["properties"], quality: boolean): Fact[] {
  const entries = Object.entries(properties).filter(([name]) => QUALITY.has(name) === quality);
  const shown: [string, string | number | boolean][] =
    quality && !entries.some(([name]) => name === "accuracyM")
      ? [["accuracyM", Number.NaN], ...entries]
      : entries;
  return shown.map(([name, value]) => ({
    // A road's "source" is its id in the file it came from; of what is live it names who tells.
    ...(resources[language][`value.${name}.${value}`] !== undefined && name === "source"
      ? told(language, name)
      : titled(language, name)),
    ...shownValue(language, name, value),
  }));
}

/** Live figures of a vehicle; none when it has left. */
export function vehicleFacts(language: Language, pose: TrackPose | undefined, nowMs: number): Fact[] {
  if (!pose) return [];
  return [
    { ...titled(language, "speed"), ...figure(language, pose.speedMps * 3.6, "km/h", 1) },
    { ...titled(language, "heading"), ...figure(language, (pose.headingRad * 180) / Math.PI, "°", 1) },
    { ...titled(language, "age"), ...figure(language, Math.max(0, nowMs - pose.reportedMs) / 1000, "s", 1) },
  ];
}

/** Live state of a signal; none when nobody tells of it. */
export function signalFacts(
  language: Language,
  signal: SignalObservation | undefined,
  nowMs: number,
): Fact[] {
  if (!signal) return [];
  const remaining = signal.nextMs === undefined ? undefined : Math.max(0, (signal.nextMs - nowMs) / 1000);
  const word = (key: string): ShownValue => ({ text: sentence(language, key), known: true });
  return [
    { ...titled(language, "state"), ...word(`light.${signal.state}`) },
    { ...titled(language, "since"), ...figure(language, (nowMs - signal.sinceMs) / 1000, "s") },
    { ...titled(language, "remaining"), ...figure(language, remaining, "s") },
    { ...told(language, "source"), ...shownValue(language, "source", signal.source) },
    {
      ...titled(language, "derivation"),
      ...shownValue(language, "derivation", signal.derivation ?? "unknown"),
    },
  ];
}

/** What a thing is called: "Lane", "车道". */
export const kindTitle = (language: Language, kind: string): string =>
  resources[language][`value.kind.${kind}`] ?? kind;
