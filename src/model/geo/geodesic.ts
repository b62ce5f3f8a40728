// The shortest way between two places on the WGS 84 ellipsoid: length and first direction (Vincenty, Survey Review 176,
// 1975), good to 0.1 mm. Degrees and metres at height 0. Not for places that face each other across the Earth.

import { WGS84_A, WGS84_F } from "./frames.ts";

const B = WGS84_A * (1 - WGS84_F);
const RAD = Math.PI / 180;
const MOST_TURNS = 200;

type LonLat = readonly [lonDeg: number, latDeg: number];

export interface Geodesic {
  distanceM: number;
  /** Clockwise from north, at the first place. */
  azimuthDeg: number;
}

/** NaN where the series does not settle: within about half a degree of the opposite side of the Earth. */
export function geodesic([lonA, latA]: LonLat, [lonB, latB]: LonLat): Geodesic {
  const between = (((((lonB - lonA) % 360) + 540) % 360) - 180) * RAD;
  const uA = Math.atan((1 - WGS84_F) * Math.tan(latA * RAD));
  const uB = Math.atan((1 - WGS84_F) * Math.tan(latB * RAD));
  const [sinA, cosA, sinB, cosB] = [Math.sin(uA), Math.cos(uA), Math.sin(uB), Math.cos(uB)];
  let lambda = between;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const east = cosB * sinL;
    const north = cosA * sinB - sinA * cosB * cosL;
    const sinSigma = Math.hypot(east, north);
    if (sinSigma === 0) return { distanceM: 0, azimuthDeg: 0 };
    const cosSigma = sinA * sinB + cosA * cosB * cosL;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosA * cosB * sinL) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    // On the equator the middle has no latitude.
    const cosMiddle = cos2Alpha < 1e-15 ? 0 : cosSigma - (2 * sinA * sinB) / cos2Alpha;
    const c = (WGS84_F / 16) * cos2Alpha * (4 + WGS84_F * (4 - 3 * cos2Alpha));
    const twice = 2 * cosMiddle * cosMiddle - 1;
    const next =
      between + (1 - c) * WGS84_F * sinAlpha * (sigma + c * sinSigma * (cosMiddle + c * cosSigma * twice));
    const settled = Math.abs(next - lambda) < 1e-13;
    lambda = next;
    if (!settled) continue;
    const u2 = (cos2Alpha * (WGS84_A * WGS84_A - B * B)) / (B * B);
    const big = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
    const small = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
    const third = (small / 6) * cosMiddle * (4 * sinSigma * sinSigma - 3) * (4 * cosMiddle * cosMiddle - 3);
    const off = small * sinSigma * (cosMiddle + (small / 4) * (cosSigma * twice - third));
    return {
      distanceM: B * big * (sigma - off),
      azimuthDeg: (Math.atan2(east, north) / RAD + 360) % 360,
    };
  }
  return { distanceM: Number.NaN, azimuthDeg: Number.NaN };
}

/** Radius of the sphere that fits the ellipsoid at a latitude (Gauss): what lengths grow by with height. */
export function meanRadiusM(latDeg: number): number {
  const e2 = WGS84_F * (2 - WGS84_F);
  const s = Math.sin(latDeg * RAD);
  return (WGS84_A * Math.sqrt(1 - e2)) / (1 - e2 * s * s);
}
