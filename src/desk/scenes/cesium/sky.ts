// The sky behind the city: one quad in the place of Cesium's sky box, from the same text as the walk's sky and as what
// panes and water mirror. Cesium's own atmosphere works offline too, but knows no city's glow and cannot be shared.
// Seen from above the air it gives way to the dark.

import { type DrawCommand, type FrameState, type Scene, ShaderSource } from "cesium";
import { LIGHT_GLSL, LIGHT_UNIFORMS_GLSL } from "../light/light-text.ts";
import type { SceneLight } from "./scene-light.ts";

/** Height of the atmosphere's lower half, metres. */
const AIR_M = 42_000;

const FRAGMENT = `
${LIGHT_UNIFORMS_GLSL}
#define CITY_HEIGHT_M czm_eyeHeight
${LIGHT_GLSL}
in vec2 v_textureCoordinates;
void main() {
  vec4 far = czm_inverseProjection * vec4(v_textureCoordinates * 2.0 - 1.0, 1.0, 1.0);
  vec3 towards = normalize(far.xyz / far.w);
  float toSun = dot(towards, czm_viewRotation * u_sun);
  float up = dot(towards, czm_viewRotation * u_up);
  vec3 sky = citySky(max(up, 0.03), toSun);
  // The disc, as large as the sun's own, behind the horizon's haze.
  sky += u_glow * 14.0 * smoothstep(0.99988, 0.99996, toSun) * smoothstep(-0.01, 0.02, up);
  sky = mix(vec3(0.004, 0.005, 0.009), sky, exp(-max(czm_eyeHeight, 0.0) / ${AIR_M}.0));
  // Eight bits band in a dark gradient: half a step of noise hides it.
  float grain = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
  out_FragColor = vec4(czm_linearToSrgb(cityTone(sky)) + grain / 255.0, 1.0);
}`;

/** Stands for scene.skyBox, whose update gives the command that is drawn before everything. */
class CitySky {
  show = true;
  readonly #light: SceneLight;
  #command: DrawCommand | undefined;

  constructor(light: SceneLight) {
    this.#light = light;
  }
  update({ passes, context }: FrameState): DrawCommand | undefined {
    if (!this.show || !passes.render) return undefined;
    this.#command ??= context.createViewportQuadCommand(new ShaderSource({ sources: [FRAGMENT] }), {
      owner: this,
      uniformMap: Object.fromEntries(
        Object.keys(this.#light.uniforms).map((name) => [name, () => this.#light.uniforms[name]]),
      ),
    });
    return this.#command;
  }
  isDestroyed(): boolean {
    return false;
  }
  destroy(): undefined {
    this.#command?.shaderProgram.destroy();
    return undefined;
  }
}

export function drawSky(scene: Scene, light: SceneLight): void {
  (scene as unknown as { skyBox: CitySky | undefined }).skyBox = new CitySky(light);
}
