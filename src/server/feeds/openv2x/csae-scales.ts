// Units of T/CSAE 53-2020 integers, each with the value that says "not known". Degrees, metres, m/s, radians.

import type { Fields } from "../intake/read-json.ts";
import { isFields } from "../intake/read-json.ts";

const RAD = Math.PI / 180;

export const csae = {
  lonDeg: (raw: number | undefined) => (raw === undefined ? undefined : raw / 1e7),
  latDeg: (raw: number | undefined) => (raw === undefined ? undefined : raw / 1e7),
  elevationM: (raw: number | undefined) => (raw === undefined || raw === -4096 ? undefined : raw / 10),
  speedMps: (raw: number | undefined) => (raw === undefined || raw === 8191 ? undefined : raw / 50),
  headingRad: (raw: number | undefined) =>
    raw === undefined || raw === 28800 ? undefined : raw * 0.0125 * RAD,
  accelerationMps2: (raw: number | undefined) => (raw === undefined || raw === 2001 ? undefined : raw / 100),
  lengthM: (raw: number | undefined) => (raw === undefined || raw === 0 ? undefined : raw / 100),
  widthM: (raw: number | undefined) => (raw === undefined || raw === 0 ? undefined : raw / 100),
  tallM: (raw: number | undefined) => (raw === undefined || raw === 0 ? undefined : raw / 20),
  confidence: (raw: number | undefined) => (raw === undefined || raw > 200 ? undefined : raw / 200),
};

/** 1σ by PositionConfidence 1 to 15; the standard's figure is a 95 % radius, which is 2.45 σ in the plane. */
const CONFIDENCE_M = [500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
const CONFIDENCE_NAMES = [
  "unavailable",
  "a500m",
  "a200m",
  "a100m",
  "a50m",
  "a20m",
  "a10m",
  "a5m",
  "a2m",
  "a1m",
  "a50cm",
  "a20cm",
  "a10cm",
  "a5cm",
  "a2cm",
  "a1cm",
];

export function sigmaOfConfidence(posConfidence: unknown): number | undefined {
  const raw = isFields(posConfidence) ? (posConfidence.pos ?? posConfidence.posConfidence) : posConfidence;
  const code = typeof raw === "string" ? CONFIDENCE_NAMES.indexOf(raw) : raw;
  const radiusM = typeof code === "number" ? CONFIDENCE_M[code - 1] : undefined;
  return radiusM === undefined ? undefined : radiusM / 2.45;
}

type Reader = (value: unknown) => number | undefined;
const NOT_KNOWN = { lon: 1800000001, lat: 900000001 };

export interface RawPlace {
  lonDeg: number | undefined;
  latDeg: number | undefined;
  elevationM: number | undefined;
}

const either = (fields: Fields, ...keys: string[]) =>
  keys.map((key) => fields[key]).find((v) => v !== undefined);

/**
 * A position in any of its spellings: absolute ({lat, lon|long, ele|elevation}), as position-LatLon, or as an offset
 * from `reference` (position-LL1 to LL6; lat and lon are 1e-7 degree steps). "Not known" stays its own odd number so
 * that it is refused by name.
 */
export function placeOf(pos: unknown, reference: RawPlace | undefined, read: Reader): RawPlace {
  if (!isFields(pos)) return { lonDeg: undefined, latDeg: undefined, elevationM: undefined };
  const offset = pos.offsetLL ?? pos.posOffset ?? pos;
  const inner = isFields(offset) && isFields(offset.offsetLL) ? offset.offsetLL : offset;
  let lonRaw = isFields(inner) ? read(either(inner, "lon", "long", "longitude")) : undefined;
  let latRaw = isFields(inner) ? read(either(inner, "lat", "latitude")) : undefined;
  let relative = false;
  if (isFields(inner) && lonRaw === undefined)
    for (const [key, value] of Object.entries(inner)) {
      if (!/^position-L/.test(key) || !isFields(value)) continue;
      relative = key !== "position-LatLon";
      lonRaw = read(either(value, "lon", "long"));
      latRaw = read(either(value, "lat"));
    }
  const elevationM = csae.elevationM(read(either(pos, "ele", "elevation")));
  if (lonRaw === NOT_KNOWN.lon || latRaw === NOT_KNOWN.lat)
    return { lonDeg: NOT_KNOWN.lon * 1e-7, latDeg: NOT_KNOWN.lat * 1e-7, elevationM };
  const lonDeg = csae.lonDeg(lonRaw);
  const latDeg = csae.latDeg(latRaw);
  if (!relative) return { lonDeg, latDeg, elevationM };
  return {
    lonDeg: lonDeg === undefined || reference?.lonDeg === undefined ? undefined : reference.lonDeg + lonDeg,
    latDeg: latDeg === undefined || reference?.latDeg === undefined ? undefined : reference.latDeg + latDeg,
    elevationM: elevationM ?? reference?.elevationM,
  };
}
