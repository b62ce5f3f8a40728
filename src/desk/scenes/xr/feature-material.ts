// The material of joined feature meshes: sRGB vertex colours lit plainly, paint pulled towards the eye by its lift,
// hidden features thrown out of the picture, the chosen one tinted. One program for all tiles.

import { type IUniform, MeshLambertMaterial } from "three";

const HEAD = `
attribute float a_lift;
varying float v_chosen;
`;
/** Along the view ray, so that nothing moves in the picture; each eye pulls towards itself. */
const pulled = (pull: number) => `
#include <project_vertex>
  mvPosition.xyz *= 1.0 - ${pull} * a_lift;
  gl_Position = projectionMatrix * mvPosition;
  if (color.a < 0.25) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  v_chosen = color.a > 0.25 && color.a < 0.75 ? 1.0 : 0.0;
`;
const COLOUR = `
  vec3 paint = vColor.rgb;
  paint = mix(paint / 12.92, pow((paint + 0.055) / 1.055, vec3(2.4)), step(vec3(0.04045), paint));
  diffuseColor.rgb *= mix(paint, u_chosen, 0.65 * v_chosen);
`;

/** @param chosen linear colour of the selected feature */
export function featureMaterial(pull: number, chosen: IUniform): MeshLambertMaterial {
  const material = new MeshLambertMaterial({ vertexColors: true });
  material.name = "features";
  material.onBeforeCompile = (shader) => {
    shader.uniforms.u_chosen = chosen;
    shader.vertexShader = HEAD + shader.vertexShader.replace("#include <project_vertex>", pulled(pull));
    shader.fragmentShader =
      `uniform vec3 u_chosen;\nvarying float v_chosen;\n${shader.fragmentShader}`.replace(
        "#include <color_fragment>",
        COLOUR,
      );
  };
  material.customProgramCacheKey = () => `features ${pull}`;
  return material;
}
