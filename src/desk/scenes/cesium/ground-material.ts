// What the globe looks like round a city that brings no ground of its own: one quiet colour, lit and hazed as the tiles
// are, so that their rim softens into it.

import { Material, type Scene } from "cesium";
import { GROUND_LINEAR } from "../light/ground-colour.ts";
import { LIGHT_GLSL } from "../light/light-text.ts";
import type { SceneLight } from "./scene-light.ts";

export function paintGround(scene: Scene, light: SceneLight, groundM: number): void {
  const uniforms = Object.fromEntries(
    Object.entries(light.uniforms).filter(([name]) => name !== "u_east" && name !== "u_shade"),
  );
  const material = new Material({
    fabric: {
      uniforms: { ...uniforms },
      source: `
#define CITY_HEIGHT_M (czm_eyeHeight - ${groundM.toFixed(2)})
${LIGHT_GLSL}
czm_material czm_getMaterial(czm_materialInput materialInput) {
  czm_material material = czm_getDefaultMaterial(materialInput);
  vec3 upEC = czm_viewRotation * u_up;
  vec3 positionEC = -materialInput.positionToEyeEC;
  vec3 lit = ${GROUND_LINEAR} * (cityLight(upEC, upEC, czm_viewRotation * u_towards) + u_lamps * 0.08 + u_lit * 0.0 + u_level * 0.0);
  material.diffuse = czm_linearToSrgb(cityTone(cityAir(lit, positionEC, upEC, czm_viewRotation * u_sun)));
  material.alpha = 1.0;
  return material;
}`,
    },
  });
  // The material copies its uniforms; these stay the light's own, so that a change is seen at the next frame.
  const live = material.uniforms as Record<string, unknown>;
  for (const name of Object.keys(uniforms))
    Object.defineProperty(live, name, { get: () => light.uniforms[name], enumerable: true });
  scene.globe.material = material;
}
