// What light there is when the sun stands so high: colours and strengths for both engines, linear RGB, exposed as eyes
// would be, so that a road can be read at every hour. Directions are east, north, up at the city's anchor.

import { sunPosition } from "../../../model/geo/sun-position.ts";

export type Rgb = readonly [number, number, number];

export interface Daylight {
  /** To the sun, or to the moon once the sun is down: never below the horizon. */
  towards: Rgb;
  /** To the sun itself, for the sky. */
  sun: Rgb;
  /** Light of sun or moon on a surface that faces it. */
  direct: Rgb;
  /** From the sky on what faces up, and from the ground on what faces down. */
  above: Rgb;
  below: Rgb;
  /** Of street lamps on streets. */
  lamps: Rgb;
  zenith: Rgb;
  horizon: Rgb;
  /** Round the sun. */
  glow: Rgb;
  /** 0 by day, 1 by night: lamps and windows are lit. */
  night: number;
  elevationRad: number;
}

const mix = (a: Rgb, b: Rgb, t: number): Rgb => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];
const times = ([r, g, b]: Rgb, k: number): Rgb => [r * k, g * k, b * k];
const smooth = (low: number, high: number, x: number) => {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
};

const SUN_HIGH: Rgb = [1.0, 0.955, 0.88];
const SUN_LOW: Rgb = [1.0, 0.56, 0.26];
const MOON: Rgb = [0.06, 0.075, 0.11];
/** From the south-west: the moon of this city does not set. */
const MOON_FROM: Rgb = [-0.42075, -0.5009, 0.75635];

const ZENITH_DAY: Rgb = [0.105, 0.24, 0.52];
const ZENITH_DUSK: Rgb = [0.055, 0.085, 0.2];
const ZENITH_NIGHT: Rgb = [0.0035, 0.006, 0.016];
const HORIZON_DAY: Rgb = [0.62, 0.71, 0.79];
const HORIZON_DUSK: Rgb = [0.46, 0.25, 0.19];
/** A large city lights its own haze. */
const HORIZON_NIGHT: Rgb = [0.017, 0.018, 0.03];
const GLOW_DAY: Rgb = [0.5, 0.42, 0.3];
const GLOW_DUSK: Rgb = [0.95, 0.42, 0.12];
const ABOVE_DAY: Rgb = [0.37, 0.43, 0.52];
const ABOVE_DUSK: Rgb = [0.2, 0.2, 0.28];
const ABOVE_NIGHT: Rgb = [0.05, 0.055, 0.085];
const BELOW_DAY: Rgb = [0.2, 0.19, 0.17];
const BELOW_DUSK: Rgb = [0.12, 0.1, 0.09];
const BELOW_NIGHT: Rgb = [0.06, 0.048, 0.034];
const LAMPS: Rgb = [0.62, 0.47, 0.3];

/** Over three colours: night up to −10°, dusk about −1°, day from 14° on. */
const over = (day: Rgb, dusk: Rgb, night: Rgb, deg: number): Rgb =>
  deg < -1.5 ? mix(night, dusk, smooth(-11, -1.5, deg)) : mix(dusk, day, smooth(-1.5, 13, deg));

export function daylight(timeMs: number, lonDeg: number, latDeg: number): Daylight {
  const { azimuthRad, elevationRad } = sunPosition(timeMs, lonDeg, latDeg);
  const deg = (elevationRad * 180) / Math.PI;
  const flat = Math.cos(elevationRad);
  const sun: Rgb = [Math.sin(azimuthRad) * flat, Math.cos(azimuthRad) * flat, Math.sin(elevationRad)];
  // Eyes get used to a low sun: what lies flat is not lit as little as it would be.
  const adapted = 1.2 / Math.sqrt(Math.max(0.3, Math.sin(Math.max(0, elevationRad))));
  const up = smooth(-1.5, 7, deg);
  const down = 1 - smooth(-9, -4, deg);
  const direct = mix(times(MOON, down), times(mix(SUN_LOW, SUN_HIGH, smooth(1, 22, deg)), adapted), up);
  // The light may not come from below, nor jump: it leaves the sun for the moon while neither lights anything.
  const lowest = Math.max(0.045, sun[2]);
  const level = Math.sqrt((1 - lowest * lowest) / Math.max(1e-9, sun[0] * sun[0] + sun[1] * sun[1]));
  const towards: Rgb = deg > -2 ? [sun[0] * level, sun[1] * level, lowest] : MOON_FROM;
  const night = 1 - smooth(-4.5, 3, deg);
  return {
    towards,
    sun,
    direct,
    above: over(ABOVE_DAY, ABOVE_DUSK, ABOVE_NIGHT, deg),
    below: over(BELOW_DAY, BELOW_DUSK, BELOW_NIGHT, deg),
    lamps: times(LAMPS, night),
    zenith: over(ZENITH_DAY, ZENITH_DUSK, ZENITH_NIGHT, deg),
    horizon: over(HORIZON_DAY, HORIZON_DUSK, HORIZON_NIGHT, deg),
    glow: times(mix(GLOW_DUSK, GLOW_DAY, smooth(0, 18, deg)), smooth(-10, -1, deg)),
    night,
    elevationRad,
  };
}
