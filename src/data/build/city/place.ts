// From a file's coordinates to the anchor's ENU frame, float64: projection, GCJ-02 where the user said so, geoid height,
// ECEF. What can't be right (swapped axes, another place on Earth) is one clear fault.

import {
  type EnuFrame,
  enuFrame,
  type Geodetic,
  geodeticToEcef,
  type Vec3,
} from "../../../model/geo/frames.ts";
import { gcj02ToWgs84 } from "../../../model/geo/gcj02.ts";
import { type Crs, readCrs } from "../../../model/geo/projections.ts";
import { Fault } from "../../../model/records/fault.ts";

export interface PlaceOptions {
  /** EPSG code, PROJ string, "GCJ-02"; wins over the file's own. */
  crs?: string;
  /** The file has northing before easting, or latitude before longitude. */
  swapAxes?: boolean;
  /** Added to the file's heights to reach the ellipsoid. */
  geoidHeightM?: number;
}

/** Farther from the city than this is another city, or swapped axes. */
const MOST_KM = 300;
const EARTH_KM_PER_DEG = 111.3;

export interface Placer {
  crs: Crs;
  gcj02: boolean;
  geodetic(x: number, y: number, heightM: number): Geodetic;
  /** Writes x, y, z in the anchor's frame to `out` from `at` on. */
  place(x: number, y: number, heightM: number, out: Float64Array, at: number): void;
  frame: EnuFrame;
}

const isGcj02 = (text: string) => /^gcj-?02$/i.test(text.trim());

function distanceKm(a: Geodetic, b: { lonDeg: number; latDeg: number }): number {
  const c = Math.cos((b.latDeg * Math.PI) / 180);
  return Math.hypot((a.lonDeg - b.lonDeg) * c, a.latDeg - b.latDeg) * EARTH_KM_PER_DEG;
}

function geodeticOf(crs: Crs, gcj02: boolean, geoidM: number, swap: boolean) {
  const degrees = crs.kind === "geographic";
  return (x: number, y: number, heightM: number): Geodetic => {
    const [e, n] = swap ? [y, x] : [x, y];
    // Degrees on WGS 84 and its kin pass through proj4 unchanged.
    const place = degrees ? { lonDeg: e, latDeg: n, heightM } : crs.toGeodetic(e, n, heightM);
    const shifted = gcj02 ? { ...gcj02ToWgs84(place.lonDeg, place.latDeg), heightM } : place;
    shifted.heightM = heightM + geoidM;
    return shifted;
  };
}

const onEarth = ({ lonDeg, latDeg }: Geodetic) =>
  Number.isFinite(lonDeg) && Number.isFinite(latDeg) && Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180;

/** Whether a projected place is where its projection is meant for. */
function plausible(crs: Crs, place: Geodetic): boolean {
  if (!onEarth(place)) return false;
  if (crs.kind === "geographic") return true;
  const meridian = Number(/\+lon_0=([-\d.]+)/.exec(crs.proj)?.[1]);
  const zone = Number(/\+zone=(\d+)/.exec(crs.proj)?.[1]);
  const middle = Number.isFinite(meridian) ? meridian : Number.isFinite(zone) ? zone * 6 - 183 : undefined;
  if (middle === undefined || /\+proj=merc/.test(crs.proj)) return true;
  return Math.abs(place.lonDeg - middle) < 12;
}

/**
 * @param first a corner of the file, x and y, for plausibility
 * @param near where the city is, when that is known already; else the anchor is laid at the first corner
 * @throws Fault fault.city-build.crs-needed, .axes, .nowhere, .far-away, fault.geo.*
 */
export function placer(
  file: string,
  own: string | undefined,
  options: PlaceOptions,
  first: readonly [number, number, number],
  near: { lonDeg: number; latDeg: number; heightM: number } | undefined,
): Placer {
  const text = options.crs ?? own;
  if (text === undefined) throw new Fault("fault.city-build.crs-needed", { file });
  const gcj02 = isGcj02(text);
  const crs = readCrs(gcj02 ? "EPSG:4326" : text);
  const geoidM = options.geoidHeightM ?? 0;
  const swap = options.swapAxes === true;
  const geodetic = geodeticOf(crs, gcj02, geoidM, swap);
  const other = geodeticOf(crs, gcj02, geoidM, !swap);
  const [x, y, z] = first;
  const here = geodetic(x, y, z);
  const there = other(x, y, z);
  const good = (place: Geodetic) => plausible(crs, place) && (!near || distanceKm(place, near) <= MOST_KM);
  if (!good(here)) {
    const params = { file, crs: crs.text, x, y };
    if (good(there)) throw new Fault("fault.city-build.axes", params);
    if (!plausible(crs, here)) throw new Fault("fault.city-build.nowhere", params);
    throw new Fault("fault.city-build.far-away", {
      ...params,
      km: Math.round(distanceKm(here, near as Geodetic)),
    });
  }
  const round = (v: number, grain: number) => Math.round(v * grain) / grain;
  const frame = near
    ? enuFrame(near.lonDeg, near.latDeg, near.heightM)
    : enuFrame(round(here.lonDeg, 1e4), round(here.latDeg, 1e4), Math.round(here.heightM));
  const [ox, oy, oz] = frame.originEcef;
  const m = frame.matrix as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    crs,
    gcj02,
    geodetic,
    frame,
    place: (px, py, heightM, out, at) => {
      const g = geodetic(px, py, heightM);
      const p: Vec3 = geodeticToEcef(g.lonDeg, g.latDeg, g.heightM);
      const dx = p[0] - ox;
      const dy = p[1] - oy;
      const dz = p[2] - oz;
      out[at] = m[0] * dx + m[1] * dy + m[2] * dz;
      out[at + 1] = m[4] * dx + m[5] * dy + m[6] * dz;
      out[at + 2] = m[8] * dx + m[9] * dy + m[10] * dz;
    },
  };
}
