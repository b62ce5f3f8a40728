// The city's surfaces as Cesium's custom shaders: our own tiles by their codes, roads, and whatever somebody else's
// tiles hold, all under the same light and haze. Cesium lights nothing itself.

import { CustomShader, LightingModel, UniformType } from "cesium";
import { LIGHT_GLSL } from "../light/light-text.ts";
import { SURFACE_CODES, SURFACE_GLSL } from "../light/surface-text.ts";
import { PAINT_PULL } from "../tilesets/paint-pull.ts";
import type { SceneLight } from "./scene-light.ts";

/** Whose tiles: "city" has _FACADE and uvs, "roads" has _LIFT, "foreign" anything. */
export type SurfaceKind = "city" | "roads" | "foreign";

const UNIFORMS: Record<string, "VEC3" | "VEC4"> = {
  u_towards: "VEC3",
  u_sun: "VEC3",
  u_up: "VEC3",
  u_east: "VEC3",
  u_direct: "VEC3",
  u_above: "VEC3",
  u_below: "VEC3",
  u_lamps: "VEC3",
  u_zenith: "VEC3",
  u_horizon: "VEC3",
  u_glow: "VEC3",
  u_lit: "VEC3",
  u_level: "VEC3",
  u_shade: "VEC3",
  u_air: "VEC4",
};

/**
 * Cesium's shadows darken the finished colour, and what turns away from the sun in any case: the share of the latter is
 * put back here, because cityLight has left the sun out there already.
 */
const SHADE = `
  #ifdef USE_SHADOW_DEPTH_TEXTURE
  float strength = clamp(dot(normal, czm_viewRotation * u_towards) / 0.1, 0.0, 1.0);
  float reach = clamp((-positionEC.z - u_shade.y * 0.8) / (u_shade.y * 0.2), 0.0, 1.0);
  float darkened = mix(max(strength, u_shade.x), 1.0, reach);
  if (u_shade.y > 0.0) shown /= pow(darkened, 2.2);
  #endif
`;

const SEEN: Record<SurfaceKind, string> = {
  city: `
  vec3 normal = normalize(fsInput.attributes.normalEC);
  // East and north in the tile, metres: glTF's axes are x east, −z north, in steps where positions are quantized.
  vec2 plan = vec2(fsInput.attributes.positionMC.x, -fsInput.attributes.positionMC.z) * length(czm_model[0].xyz);
  vec3 shown = citySurface(cityLinear(material.diffuse), fsInput.attributes.facade, fsInput.attributes.texCoord_0, plan, normal, positionEC, czm_viewRotation, 0.0);`,
  roads: `
  vec3 normal = normalize(fsInput.attributes.normalEC);
  vec2 plan = vec2(fsInput.attributes.positionMC.x, -fsInput.attributes.positionMC.z);
  vec3 shown = citySurface(cityLinear(material.diffuse), vec4(255.0, ${SURFACE_CODES.road}.0, 0.0, 0.0), vec2(0.0), plan, normal, positionEC, czm_viewRotation, step(0.5, fsInput.attributes.lift));`,
  foreign: `
  #ifdef HAS_NORMALS
  vec3 normal = normalize(material.normalEC);
  if (dot(normal, positionEC) > 0.0) normal = -normal;
  vec3 shown = material.diffuse * (cityLight(normal, czm_viewRotation * u_up, czm_viewRotation * u_towards) + u_lamps * 0.2);
  #else
  // Without normals the light is in the picture already: only the hour is added.
  vec3 normal = czm_viewRotation * u_towards;
  vec3 shown = material.diffuse * u_level;
  #endif
  shown += material.emissive;`,
};

export function createSurfaceShader(light: SceneLight, kind: SurfaceKind, groundM: number): CustomShader {
  const pulled = kind === "roads";
  return new CustomShader({
    lightingModel: LightingModel.UNLIT,
    uniforms: Object.fromEntries(
      Object.entries(UNIFORMS).map(([name, type]) => [
        name,
        { type: UniformType[type], value: light.uniforms[name] },
      ]),
    ) as ConstructorParameters<typeof CustomShader>[0]["uniforms"],
    ...(pulled && {
      vertexShaderText: `void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
        vsOutput.positionMC = mix(vsInput.attributes.positionMC, (czm_inverseModelView * vec4(0.0, 0.0, 0.0, 1.0)).xyz, ${PAINT_PULL} * vsInput.attributes.lift);
      }`,
    }),
    fragmentShaderText: `
#define CITY_HEIGHT_M (czm_eyeHeight - ${groundM.toFixed(2)})
${LIGHT_GLSL}
${kind === "foreign" ? "" : SURFACE_GLSL}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec3 positionEC = fsInput.attributes.positionEC;
${SEEN[kind]}
${SHADE}
  material.diffuse = cityTone(cityAir(shown, positionEC, czm_viewRotation * u_up, czm_viewRotation * u_sun));
}`,
  });
}
