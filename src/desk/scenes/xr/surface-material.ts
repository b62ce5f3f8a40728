// The city's surfaces in three, by the same text as in Cesium. One program for all tiles of our own: codes and colours
// come with the vertices, paint is pulled towards the eye, what is hidden is thrown out of the picture.

import { ShaderMaterial } from "three";
import { LIGHT_GLSL, LIGHT_UNIFORMS_GLSL } from "../light/light-text.ts";
import { SURFACE_GLSL } from "../light/surface-text.ts";
import { PAINT_PULL } from "../tilesets/paint-pull.ts";
import type { WalkLight } from "./walk-light.ts";

const VERTEX = `
in vec4 a_colour;
in float a_lift;
in vec4 a_facade;
in vec2 a_uv;
out vec3 v_colour;
out vec3 v_positionEC;
out vec3 v_normalEC;
out vec2 v_uv;
out vec2 v_plan;
flat out vec4 v_facade;
flat out float v_lift;
void main() {
  #ifdef USE_INSTANCING
  vec4 at = instanceMatrix * vec4(position, 1.0);
  vec3 facing = mat3(instanceMatrix) * normal;
  #else
  vec4 at = vec4(position, 1.0);
  vec3 facing = normal;
  #endif
  vec4 mvPosition = modelViewMatrix * at;
  v_positionEC = mvPosition.xyz;
  v_normalEC = normalMatrix * facing;
  v_colour = a_colour.rgb;
  #ifdef USE_INSTANCING_COLOR
  // White is its own colour; anything else is a look.
  if (dot(instanceColor, vec3(1.0)) < 2.995) v_colour = mix(v_colour, instanceColor, 0.65);
  #endif
  v_uv = a_uv;
  v_plan = vec2(at.x, -at.z);
  v_facade = a_facade;
  v_lift = a_lift;
  // Along the view ray, so that nothing moves in the picture; each eye pulls towards itself.
  mvPosition.xyz *= 1.0 - ${PAINT_PULL} * a_lift;
  gl_Position = projectionMatrix * mvPosition;
  if (a_colour.a < 0.25) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`;

const FRAGMENT = (groundY: number) => `
${LIGHT_UNIFORMS_GLSL}
#define CITY_HEIGHT_M (cameraPosition.y - ${groundY.toFixed(2)})
${LIGHT_GLSL}
${SURFACE_GLSL}
in vec3 v_colour;
in vec3 v_positionEC;
in vec3 v_normalEC;
in vec2 v_uv;
in vec2 v_plan;
flat in vec4 v_facade;
flat in float v_lift;
#ifdef USE_MAP
uniform sampler2D map;
#endif
void main() {
  mat3 eye = mat3(viewMatrix);
  vec3 albedo = cityLinear(v_colour);
  #ifdef USE_MAP
  albedo *= texture2D(map, v_uv).rgb;
  #endif
  vec3 shown = citySurface(albedo, v_facade, v_uv, v_plan, normalize(v_normalEC), v_positionEC, eye, v_lift);
  gl_FragColor = vec4(cityTone(cityAir(shown, v_positionEC, eye * u_up, eye * u_sun)), 1.0);
  #include <colorspace_fragment>
}`;

/** @param groundY the ground's height in the walk's axes */
export function createSurfaceMaterial({ uniforms }: WalkLight, groundY: number): ShaderMaterial {
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT(groundY),
    uniforms: { ...uniforms },
  });
  material.name = "surface";
  return material;
}
