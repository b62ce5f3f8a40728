// The city's light as three draws it: uniforms that all materials share, and lamps for what brings materials of its own.

import { type IUniform, Vector3, Vector4 } from "three";
import type { Detach } from "../layer.ts";
import { type CityLight, LIGHT_COLOURS, LIGHT_DIRECTIONS, type LightNow } from "../light/city-light.ts";
import { FAR_M } from "./city-tiles.ts";

/** Haze hides the end of what is drawn: little is left of it at the far plane. */
const HAZE_PER_M = 2.6 / FAR_M;
const HAZE_LAYER_M = 400;
/** Waves begin anew after so long, so that float32 keeps their phase. */
const WAVES_S = 600;

export interface WalkLight {
  uniforms: Record<string, IUniform>;
  now(): LightNow;
  follow(listener: (light: LightNow) => void): Detach;
  /** Moves the water; once a frame. */
  frame(timeMs: number): void;
  detach: Detach;
}

/** East, north, up to x, −z, y. */
const turn = ([e, n, u]: readonly [number, number, number], to: Vector3) => to.set(e, u, -n);

export function createWalkLight(light: CityLight): WalkLight {
  const air = new Vector4(HAZE_PER_M, HAZE_LAYER_M, 0, 0);
  const uniforms: Record<string, IUniform> = {
    u_up: { value: new Vector3(0, 1, 0) },
    u_east: { value: new Vector3(1, 0, 0) },
    u_air: { value: air },
    u_lit: { value: new Vector3() },
    u_level: { value: new Vector3() },
  };
  for (const name of [...LIGHT_COLOURS, ...LIGHT_DIRECTIONS])
    uniforms[`u_${name}`] = { value: new Vector3() };
  const vector = (name: string) => (uniforms[`u_${name}`] as IUniform<Vector3>).value;
  const take = (now: LightNow) => {
    for (const name of LIGHT_COLOURS) vector(name).set(...now[name]);
    for (const name of LIGHT_DIRECTIONS) turn(now[name], vector(name));
    vector("lit").set(...now.lit);
    vector("level").set(...now.level);
    air.z = now.night;
  };
  take(light.now());
  return {
    uniforms,
    now: light.now,
    follow: light.follow,
    frame(timeMs) {
      air.w = (timeMs / 1000) % WAVES_S;
    },
    detach: light.follow(take),
  };
}
