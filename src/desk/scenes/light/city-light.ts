// The light of one city for both engines: follows the hour that the user chose, or the clock, and tells what shaders
// need as plain numbers. Directions are east, north, up at the city's anchor; engines turn them to their own axes.

import type { CityFile } from "../../../model/city/city-file.ts";
import { civilTime, sunTimeMs } from "../../view/city-time.ts";
import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import { type Daylight, daylight, type Rgb } from "./daylight.ts";
import { litShares } from "./window-hours.ts";

/** Uniforms of light-text.ts, in the order of their declaration. */
export const LIGHT_COLOURS = ["direct", "above", "below", "lamps", "zenith", "horizon", "glow"] as const;
export const LIGHT_DIRECTIONS = ["towards", "sun"] as const;

export interface LightNow extends Daylight {
  timeMs: number;
  /** Lit windows: homes, work places, shops. */
  lit: Rgb;
  /** What falls on a standing thing, against the early afternoon. */
  level: Rgb;
}

export interface CityLight {
  now(): LightNow;
  follow(listener: (light: LightNow) => void): Detach;
  detach: Detach;
}

/** The sun moves by a quarter of a degree in a minute. */
const PERIOD_MS = 60_000;
/** Direct and sky light of the early afternoon, which things of no tile are painted for. */
const PLAIN_LEVEL = 1.5;

export function lightAt(city: Pick<CityFile, "anchor" | "timeZone">, timeMs: number): LightNow {
  const { lonDeg, latDeg } = city.anchor;
  const light = daylight(timeMs, lonDeg, latDeg);
  const level = (["0", "1", "2"] as const).map((axis) => {
    const k = Number(axis) as 0 | 1 | 2;
    return (0.7 * light.direct[k] + light.above[k] + 0.45 * light.lamps[k]) / PLAIN_LEVEL;
  });
  return {
    ...light,
    timeMs,
    lit: litShares(civilTime(timeMs, city.timeZone).minutes / 60),
    level: level as unknown as Rgb,
  };
}

export function createCityLight(city: CityFile, view: ViewStore, nowMs: () => number): CityLight {
  const listeners = new Set<(light: LightNow) => void>();
  const ask = () => lightAt(city, sunTimeMs(view.getState().sun, city.timeZone, nowMs()));
  let current = ask();
  const renew = () => {
    current = ask();
    for (const listener of listeners) listener(current);
  };
  const timer = setInterval(() => {
    if (view.getState().sun.minutes === undefined) renew();
  }, PERIOD_MS);
  const stop = view.subscribe(({ sun }, before) => {
    if (sun !== before.sun) renew();
  });
  return {
    now: () => current,
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    detach() {
      clearInterval(timer);
      stop();
      listeners.clear();
    },
  };
}
