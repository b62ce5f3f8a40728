// Other people's models keep their meshes and materials: a colour a vertex is added that says how its feature looks.
// Features are told apart by _FEATURE_ID_0 or _BATCHID, instances by their number. Feature ids in textures are not read.

import {
  type BufferAttribute,
  type BufferGeometry,
  Color,
  type InstancedMesh,
  type Material,
  Matrix4,
  type Mesh,
  type Object3D,
  Uint8BufferAttribute,
} from "three";
import { type FeatureLook, LOOK_SHARE } from "../tilesets/feature-looks.ts";
import type { LookTarget } from "./feature-set.ts";

const VERTEX_HEAD = "attribute vec4 a_look;\nvarying vec4 v_look;\n";
const VERTEX_END = `
#include <project_vertex>
  v_look = a_look;
  if (a_look.a < 0.25) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
`;
const FRAGMENT_END = `
#include <color_fragment>
  if (v_look.a < 0.75) {
    vec3 look = v_look.rgb;
    look = mix(look / 12.92, pow((look + 0.055) / 1.055, vec3(2.4)), step(vec3(0.04045), look));
    diffuseColor.rgb = mix(diffuseColor.rgb, look, ${LOOK_SHARE});
  }
`;
/** Alpha of a look: as it is, coloured, gone. */
const PLAIN = 255;
const COLOURED = 128;

function patch(material: Material): void {
  if (material.userData.looks) return;
  material.userData.looks = true;
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = VERTEX_HEAD + shader.vertexShader.replace("#include <project_vertex>", VERTEX_END);
    shader.fragmentShader = `varying vec4 v_look;\n${shader.fragmentShader}`.replace(
      "#include <color_fragment>",
      FRAGMENT_END,
    );
  };
  material.customProgramCacheKey = () => "looks";
  material.needsUpdate = true;
}

function vertexTarget(mesh: Mesh<BufferGeometry>, ids: BufferAttribute): LookTarget {
  const { geometry } = mesh;
  let looks: Uint8BufferAttribute | undefined;
  let byRow: Map<number, number[]> | undefined;
  const make = () => {
    const made = new Uint8BufferAttribute(new Uint8Array(ids.count * 4).fill(PLAIN), 4, true);
    geometry.setAttribute("a_look", made);
    for (const material of [mesh.material].flat()) patch(material);
    byRow = new Map();
    for (let i = 0; i < ids.count; i++) {
      const list = byRow.get(ids.getX(i));
      if (list) list.push(i);
      else byRow.set(ids.getX(i), [i]);
    }
    return made;
  };
  return {
    rowOfHit({ object, face, index }) {
      if (object !== mesh) return undefined;
      const vertex = face?.a ?? index;
      return vertex === undefined || vertex === null ? undefined : ids.getX(vertex);
    },
    setLook(row, { show, colour }: FeatureLook) {
      if (show && !colour && !looks) return;
      looks ??= make();
      const [r, g, b] = colour ?? [255, 255, 255];
      for (const i of byRow?.get(row) ?? [])
        looks.setXYZW(i, r / 255, g / 255, b / 255, (!show ? 0 : colour ? COLOURED : PLAIN) / 255);
      looks.needsUpdate = true;
    },
    detach() {},
  };
}

const colourOf = new Color();
const matrix = new Matrix4();

function instanceTarget(mesh: InstancedMesh): LookTarget {
  let own: Float32Array | undefined;
  return {
    rowOfHit: ({ object, instanceId }) => (object === mesh ? instanceId : undefined),
    setLook(row, { show, colour }) {
      if (row >= mesh.count || (show && !colour && !own)) return;
      own ??= (mesh.instanceMatrix.array as Float32Array).slice();
      if (colour) colourOf.setRGB(colour[0] / 255, colour[1] / 255, colour[2] / 255);
      else colourOf.setRGB(1, 1, 1);
      mesh.setColorAt(row, colourOf);
      matrix.fromArray(own, row * 16);
      if (!show) for (let k = 0; k < 12; k++) matrix.elements[k] = 0;
      mesh.setMatrixAt(row, matrix);
      mesh.instanceMatrix.needsUpdate = true;
      if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true;
    },
    detach() {},
  };
}

/** Everything of a model that our own joining has left. */
export function dressModel(model: Object3D): LookTarget[] {
  const targets: LookTarget[] = [];
  model.traverse((each) => {
    const mesh = each as Mesh<BufferGeometry> & { isPoints?: boolean };
    if (!mesh.geometry || mesh.name === "features") return;
    const { _facade, _lift, _feature_id_0, _batchid } = mesh.geometry.attributes as Record<
      string,
      BufferAttribute
    >;
    if (_facade || _lift || mesh.geometry.attributes.a_facade) return;
    if ((each as InstancedMesh).isInstancedMesh) targets.push(instanceTarget(each as InstancedMesh));
    else if (_feature_id_0 ?? _batchid)
      targets.push(vertexTarget(mesh, (_feature_id_0 ?? _batchid) as BufferAttribute));
  });
  return targets;
}
