// A coordinate as a person types it: decimal degrees or degrees, minutes and seconds, longitude or latitude first where
// letters or size tell; northing and easting of EPSG:4547 (or 4526 with its zone number). What cannot be known, GCJ-02
// above all, is chosen, not guessed.

import { parseCrs } from "../../model/geo/projections.ts";
import { type SystemId, toPlace } from "./coordinate-systems.ts";
import type { Place } from "./view-store.ts";

export type ParsedPlace =
  | { ok: true; place: Place; system: SystemId | "cgcs2000-4526" }
  | { ok: false; code: string; params: Record<string, string> };

const NUMBER = /[-+]?\d+(?:\.\d+)?/g;
const ZONED = parseCrs("EPSG:4526");

const fault = (code: string, text: string): ParsedPlace => ({
  ok: false,
  code,
  params: { text: text.trim() },
});

interface Angle {
  value: number;
  axis: "lon" | "lat" | undefined;
}

/** One angle: "114.466", "114°27′57.6″E", "北纬30.4895". */
function angle(text: string): Angle | undefined {
  const numbers = (text.match(NUMBER) ?? []).map(Number);
  const [d, m = 0, s = 0] = numbers;
  if (d === undefined || numbers.length > 3 || m >= 60 || s >= 60 || m < 0 || s < 0) return undefined;
  const size = Math.abs(d) + m / 60 + s / 3600;
  const negative = d < 0 || /[SW]|南|西/i.test(text);
  const axis = /[EW]|东|西|经/i.test(text) ? "lon" : /[NS]|北|南|纬/i.test(text) ? "lat" : undefined;
  return { value: negative ? -size : size, axis };
}

function angles(text: string): [Angle, Angle] | undefined {
  const parts = text
    .split(/[,;，；]+|\s{2,}|(?<=[NSEW])\s+|(?<=″|")\s+/i)
    .map((part) => part.trim())
    .filter(Boolean);
  const pieces = parts.length === 2 ? parts : text.trim().split(/\s+/);
  if (pieces.length !== 2) return undefined;
  const [a, b] = pieces.map(angle);
  return a && b ? [a, b] : undefined;
}

function degreesPlace(text: string, system: "wgs84" | "gcj02"): ParsedPlace {
  const pair = angles(text);
  if (!pair) return fault("fault.place.two-numbers", text);
  const [a, b] = pair;
  if (a.axis !== undefined && a.axis === b.axis) return fault("fault.place.same-axis", text);
  const latFirst = a.axis === "lat" || b.axis === "lon" ? a.axis !== "lon" : Math.abs(b.value) > 90;
  const [lon, lat] = latFirst ? [b.value, a.value] : [a.value, b.value];
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return fault("fault.place.out-of-range", text);
  return { ok: true, place: toPlace(system, lon, lat), system };
}

/** @param system what the numbers are meant in; "auto" = degrees in WGS 84 or a plane's metres, by their size */
export function parsePlace(text: string, system: SystemId | "auto" = "auto"): ParsedPlace {
  if (text.trim() === "") return fault("fault.place.empty", text);
  const numbers = (text.match(NUMBER) ?? []).map(Number);
  const metric = numbers.length === 2 && numbers.every((n) => Math.abs(n) > 1000);
  if (system === "cgcs2000-4547" || (system === "auto" && metric)) {
    const [a, b] = numbers;
    if (a === undefined || b === undefined || numbers.length !== 2)
      return fault("fault.place.two-numbers", text);
    // Northings of China lie between 0.4 and 6 million; eastings carry 500 km, or the zone before it.
    const northFirst = a >= 1e6 && a < 1e7;
    const [northing, easting] = northFirst ? [a, b] : [b, a];
    if (northing < 4e5 || northing > 6e6) return fault("fault.place.out-of-range", text);
    if (easting > 38e6 && easting < 39e6) {
      const { lonDeg, latDeg } = ZONED.toGeodetic(easting, northing, 0);
      return { ok: true, place: { lonDeg, latDeg }, system: "cgcs2000-4526" };
    }
    if (easting < 1e5 || easting > 9e5) return fault("fault.place.out-of-range", text);
    return { ok: true, place: toPlace("cgcs2000-4547", northing, easting), system: "cgcs2000-4547" };
  }
  return degreesPlace(text, system === "gcj02" ? "gcj02" : "wgs84");
}
