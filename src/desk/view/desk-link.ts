// The address of what is seen at the desk: #view=lon,lat,heightM,headingDeg,pitchDeg&sun=…&off=…&select=id. The camera in
// WGS 84 degrees and ellipsoidal metres, heading clockwise from north, pitch −90 is down; the hour that lights the city;
// layers put out; the road feature or vehicle that is selected. What else the fragment says (#time) stays.

import { parseFeatureId } from "../../model/records/feature-id.ts";
import { DAY_MINUTES, START_SUN, type SunTime } from "./city-time.ts";
import { readFragment, withParts } from "./fragment.ts";
import type { Pick } from "./pick.ts";

export interface CameraPlace {
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingDeg: number;
  pitchDeg: number;
}

export interface DeskLink {
  at?: CameraPlace;
  sun?: SunTime;
  /** Layers that are not shown. */
  off?: string[];
  select?: string;
}

const KEYS = ["view", "sun", "off", "select"] as const;
const HIGHEST_M = 40_000_000;

const twoDigits = (value: number) => String(value).padStart(2, "0");

function sunText({ minutes, date }: SunTime): string {
  if (minutes === undefined && date === undefined) return "now";
  const whole = minutes === undefined ? undefined : Math.round(minutes) % DAY_MINUTES;
  const hour = whole === undefined ? "" : `T${twoDigits(Math.floor(whole / 60))}:${twoDigits(whole % 60)}`;
  return `${date ?? ""}${hour}`;
}

function readSun(text: string): SunTime | undefined {
  if (text === "now") return {};
  const parts = /^(\d{4}-\d\d-\d\d)?(?:T(\d\d):(\d\d))?$/.exec(text);
  const [, date, hour, minute] = parts ?? [];
  if (date === undefined && hour === undefined) return undefined;
  if (date !== undefined && !Number.isFinite(Date.parse(`${date}T00:00:00Z`))) return undefined;
  const minutes = hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
  if (minutes !== undefined && (minutes >= DAY_MINUTES || Number(minute) > 59)) return undefined;
  return { ...(date !== undefined && { date }), ...(minutes !== undefined && { minutes }) };
}

function readCamera(text: string): CameraPlace | undefined {
  const parts = text.split(",");
  if (parts.length !== 5 || parts.some((part) => part.trim() === "")) return undefined;
  const [lonDeg, latDeg, heightM, headingDeg, pitchDeg] = parts.map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const sound =
    Math.abs(lonDeg) <= 180 &&
    Math.abs(latDeg) <= 90 &&
    Math.abs(heightM) <= HIGHEST_M &&
    Number.isFinite(headingDeg) &&
    Math.abs(pitchDeg) <= 90;
  return sound
    ? { lonDeg, latDeg, heightM, headingDeg: ((headingDeg % 360) + 360) % 360, pitchDeg }
    : undefined;
}

/** Only what a fragment says soundly; anything else is as if it were not said. */
export function parseDeskHash(hash: string): DeskLink {
  const given = readFragment(hash);
  const at = readCamera(given.get("view") ?? "");
  const sun = readSun(given.get("sun") ?? "");
  const off = given
    .get("off")
    ?.split(",")
    .filter((id) => id !== "");
  const select = given.get("select");
  return { ...(at && { at }), ...(sun && { sun }), ...(off?.length && { off }), ...(select && { select }) };
}

/** The fragment with the link put in: a centimetre and a hundredth of a degree. */
export function withDesk(hash: string, { at, sun, off, select }: DeskLink): string {
  const told: string[] = [];
  if (at) {
    const place = [
      at.lonDeg.toFixed(7),
      at.latDeg.toFixed(7),
      at.heightM.toFixed(2),
      (Number(at.headingDeg.toFixed(2)) % 360).toFixed(2),
      at.pitchDeg.toFixed(2),
    ];
    told.push(`view=${place.join(",")}`);
  }
  if (sun && sunText(sun) !== sunText(START_SUN)) told.push(`sun=${sunText(sun)}`);
  if (off?.length) told.push(`off=${off.map(encodeURIComponent).join(",")}`);
  if (select !== undefined) told.push(`select=${encodeURIComponent(select)}`);
  return withParts(hash, KEYS, told);
}

/** Whether an id alone brings a selection back: its record or its live values are found by it. */
export const isLinked = ({ id, layer }: Pick): boolean =>
  layer === "vehicles" || (layer === "roads" && parseFeatureId(id) !== undefined);
