// The city's light as Cesium draws it: one set of uniforms for sky, ground, tiles and instances, the scene's own light
// and clock for what brings its own shading, and the sun's shadows.

import {
  Cartesian3,
  Cartesian4,
  Color,
  type CustomShader,
  DirectionalLight,
  Matrix4,
  type Scene,
} from "cesium";
import type { Detach } from "../layer.ts";
import { type CityLight, LIGHT_COLOURS, LIGHT_DIRECTIONS, type LightNow } from "../light/city-light.ts";

/** In clear weather over a city: half of what one sees at 4 km is haze. */
export const HAZE_PER_M = 1 / 4200;
export const HAZE_LAYER_M = 320;
/** Waves begin anew after so long, so that float32 keeps their phase. */
const WAVES_S = 600;
/** Shadows are drawn to this distance, metres. */
export const SHADOW_M = 700;

export interface SceneLight {
  /** Live values: read at each draw. */
  uniforms: Record<string, Cartesian3 | Cartesian4>;
  now(): LightNow;
  /** Keeps a shader's uniforms up to date until detached. */
  dress(shader: CustomShader): Detach;
  /** Whether the sun throws shadows, and how fine: texels a side. */
  setShadows(size: number): void;
  detach: Detach;
}

export function createSceneLight(
  scene: Scene,
  enuToFixed: Matrix4,
  light: CityLight,
  changed: () => void,
  animating: () => boolean,
): SceneLight {
  const turn = (direction: readonly [number, number, number]) =>
    Matrix4.multiplyByPointAsVector(enuToFixed, Cartesian3.fromArray([...direction]), new Cartesian3());
  const uniforms: Record<string, Cartesian3 | Cartesian4> = {
    u_up: turn([0, 0, 1]),
    u_east: turn([1, 0, 0]),
    u_air: new Cartesian4(HAZE_PER_M, HAZE_LAYER_M, 0, 0),
    // Darkness and reach of the shadows; 0 reach = none.
    u_shade: new Cartesian3(1, 0, 0),
  };
  const shaders = new Set<CustomShader>();
  const lamp = new DirectionalLight({ direction: Cartesian3.UNIT_X, color: Color.WHITE, intensity: 1 });
  scene.light = lamp;
  const { shadowMap } = scene;
  shadowMap.maximumDistance = SHADOW_M;
  shadowMap.softShadows = true;
  shadowMap.fadingEnabled = true;
  let shadowSize = 0;

  const push = (shader: CustomShader) => {
    for (const [name, value] of Object.entries(uniforms)) shader.setUniform(name, value);
  };
  function take(now: LightNow): void {
    for (const name of LIGHT_COLOURS) uniforms[`u_${name}`] = Cartesian3.fromArray([...now[name]]);
    for (const name of LIGHT_DIRECTIONS) uniforms[`u_${name}`] = turn(now[name]);
    uniforms.u_lit = Cartesian3.fromArray([...now.lit]);
    uniforms.u_level = Cartesian3.fromArray([...now.level]);
    (uniforms.u_air as Cartesian4).z = now.night;
    Cartesian3.negate(uniforms.u_towards as Cartesian3, lamp.direction);
    const peak = Math.max(...now.direct, 1e-3);
    lamp.color = new Color(now.direct[0] / peak, now.direct[1] / peak, now.direct[2] / peak);
    lamp.intensity = 1.4 * peak;
    shade(now);
    for (const shader of shaders) push(shader);
    changed();
  }
  function shade(now: LightNow): void {
    const shadows = shadowSize > 0 && now.night < 0.9;
    const below = (rgb: readonly number[]) => rgb.reduce((sum, each) => sum + each, 0) / 3;
    const kept = below(now.above) / (below(now.above) + below(now.direct) * Math.max(0.1, now.towards[2]));
    // Cesium darkens what is already encoded for the screen.
    const darkness = Math.exp(Math.log(kept) / 2.2);
    shadowMap.enabled = shadows;
    shadowMap.darkness = darkness;
    if (shadowSize > 0 && shadowMap.size !== shadowSize) shadowMap.size = shadowSize;
    const wanted = uniforms.u_shade as Cartesian3;
    wanted.x = darkness;
    wanted.y = shadows ? SHADOW_M : 0;
  }
  take(light.now());
  const stops = [
    light.follow(take),
    // Water moves while something else does: it alone asks for no frame.
    scene.preRender.addEventListener(() => {
      if (!animating()) return;
      (uniforms.u_air as Cartesian4).w = (performance.now() / 1000) % WAVES_S;
      for (const shader of shaders) shader.setUniform("u_air", uniforms.u_air as Cartesian4);
    }),
  ];
  return {
    uniforms,
    now: light.now,
    dress(shader) {
      shaders.add(shader);
      push(shader);
      return () => void shaders.delete(shader);
    },
    setShadows(size) {
      shadowSize = size;
      take(light.now());
    },
    detach() {
      for (const stop of stops) stop();
      shaders.clear();
    },
  };
}
