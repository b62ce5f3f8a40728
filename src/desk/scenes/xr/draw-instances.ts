// Instanced drawing in three, from the same bytes, mesh and shader text as on the desk. Instances are words of one
// buffer, read as bits: nothing is converted and no bit pattern is lost. Per frame one uniform and one translation, per
// data tick one upload, per instance nothing. The origin hops with the eye from 256 m cell to cell, so that float32
// holds 0.02 mm anywhere in the city. Instances are in the city's frame with z up; the draw turns them.

import {
  BufferAttribute,
  DoubleSide,
  DynamicDrawUsage,
  FrontSide,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  type IUniform,
  Mesh,
  type Object3D,
  ShaderMaterial,
  Vector3,
} from "three";
import type { InstanceField, InstanceMesh } from "../instance-mesh.ts";
import { cellOf } from "../instance-place.ts";
import type { Detach } from "../layer.ts";
import { LIGHT_GLSL, LIGHT_UNIFORMS_GLSL } from "../light/light-text.ts";
import type { WalkLight } from "./walk-light.ts";

const LEAST_CAPACITY = 64;

export interface InstanceDrawOptions {
  name: string;
  mesh: InstanceMesh;
  /** Fields of one instance, in the order of its bytes. */
  fields: readonly InstanceField[];
  strideBytes: number;
  /** Defines `void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick)`; may ask eyeDistance(cell, local), metres. */
  vertexText: string;
  /**
   * Defines `vec3 shade(vec3 paint, float part, float diffuse)`, sRGB; a ghost's gives vec4 with its alpha. May use u_level (what falls on things now, against
   * the early afternoon) and CITY_NIGHT (0 … 1).
   */
  fragmentText: string;
  /** See-through and without depth; "film" is seen from both sides; "overlay" is drawn over all that stands before it, too. */
  ghost?: "veil" | "film" | "overlay";
  uniforms?: Record<string, IUniform>;
  light: WalkLight;
}

const VERTEX_HEAD = `
#define a_position position
in vec4 a_shape; // normal xyz, part w
uniform vec3 u_originCell;
out vec3 v_normal;
out vec3 v_paint;
flat out float v_part;
out vec3 v_positionEC;
float eyeDistance(vec3 cell, vec3 local) {
  return length((modelViewMatrix * vec4((cell - u_originCell) + local, 1.0)).xyz);
}
vec4 bytesOf(uint word) {
  return vec4(word & 255u, (word >> 8) & 255u, (word >> 16) & 255u, word >> 24) / 255.0;
}
`;
const VERTEX_MAIN = `
void main() {
  vec3 cell; vec3 local; mat3 turn; vec3 paint; uint pick; vec3 stretch = vec3(1.0);
  place(cell, local, turn, stretch, paint, pick);
  vec3 at = (cell - u_originCell) + local + turn * (position * stretch);
  vec4 mvPosition = modelViewMatrix * vec4(at, 1.0);
  v_normal = turn * normalize(a_shape.xyz / max(stretch, vec3(1.0e-3)));
  v_paint = paint;
  v_part = a_shape.w;
  v_positionEC = mvPosition.xyz;
  gl_Position = projectionMatrix * mvPosition;
}`;
const FRAGMENT_HEAD = `
in vec3 v_normal;
in vec3 v_paint;
flat in float v_part;
in vec3 v_positionEC;
${LIGHT_UNIFORMS_GLSL}
#define CITY_HEIGHT_M cameraPosition.y
#define CITY_NIGHT u_air.z
${LIGHT_GLSL}
`;
const FRAGMENT_MAIN = `
void main() {
  // Instances have z up.
  float diffuse = max(dot(normalize(v_normal), vec3(u_towards.x, -u_towards.z, u_towards.y)), 0.0);
  mat3 eye = mat3(viewMatrix);
  vec3 shown = cityLinear(shade(v_paint, v_part, diffuse));
  gl_FragColor = vec4(cityAir(shown, v_positionEC, eye * u_up, eye * u_sun), 1.0);
  #include <colorspace_fragment>
}`;

const GHOST_MAIN = `
void main() {
  vec4 shown = shade(v_paint, v_part, 1.0);
  // Light of its own: it reads by night as by day.
  gl_FragColor = vec4(pow(shown.rgb, vec3(2.2)), shown.a);
  #include <colorspace_fragment>
}`;

const WORDS = ["uint", "uint", "uvec2", "uvec3", "uvec4"];

/** Fields as the layer's text names them, out of raw words. */
function declare(fields: readonly InstanceField[]): string {
  return fields
    .map(({ name, size, type }) => {
      if (type === "u8") return `in uint w_${name};\n#define ${name} bytesOf(w_${name})`;
      const read = type === "f32" ? `uintBitsToFloat(w_${name})` : `w_${name}`;
      return `in ${WORDS[size]} w_${name};\n#define ${name} ${read}`;
    })
    .join("\n");
}

export interface InstanceDraw {
  mesh: Mesh;
  /** New instances, copied at once. */
  setInstances(bytes: Uint8Array, count: number): void;
  drawn(): number;
  /** Puts the origin into the eye's cell. */
  follow(eye: Vector3): void;
  detach: Detach;
}

export function createInstanceDraw(parent: Object3D, options: InstanceDrawOptions): InstanceDraw {
  const { fields, strideBytes } = options;
  const stride = strideBytes / 4;
  const originCell = { value: new Vector3() };
  const material = new ShaderMaterial({
    name: options.name,
    vertexShader: `${VERTEX_HEAD}${declare(fields)}\n${options.vertexText}${VERTEX_MAIN}`,
    fragmentShader: `${FRAGMENT_HEAD}${options.fragmentText}${options.ghost ? GHOST_MAIN : FRAGMENT_MAIN}`,
    ...(options.ghost && {
      transparent: true,
      depthWrite: false,
      depthTest: options.ghost !== "overlay",
      side: options.ghost === "veil" ? FrontSide : DoubleSide,
    }),
    uniforms: {
      ...options.light.uniforms,
      u_originCell: originCell,
      ...options.uniforms,
    },
  });
  const positions = new BufferAttribute(options.mesh.positions, 3);
  const shapes = new BufferAttribute(options.mesh.shapes, 4);
  const indices = new BufferAttribute(options.mesh.indices, 1);
  let instances: InstancedInterleavedBuffer | undefined;
  const empty = new InstancedBufferGeometry();
  empty.instanceCount = 0;
  const mesh = new Mesh<InstancedBufferGeometry, ShaderMaterial>(empty, material);
  mesh.name = options.name;
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  // East, north, up to x, −z, y: exact ones and zeros.
  mesh.matrix.set(1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1);
  mesh.visible = false;
  parent.add(mesh);

  function grow(count: number): InstancedInterleavedBuffer {
    const capacity = Math.max(LEAST_CAPACITY, 2 ** Math.ceil(Math.log2(count)));
    const buffer = new InstancedInterleavedBuffer(new Uint32Array(capacity * stride), stride);
    buffer.setUsage(DynamicDrawUsage);
    const geometry = new InstancedBufferGeometry();
    geometry.setIndex(indices);
    geometry.setAttribute("position", positions);
    geometry.setAttribute("a_shape", shapes);
    for (const { name, size, type, offset } of fields)
      geometry.setAttribute(
        `w_${name}`,
        new InterleavedBufferAttribute(buffer, type === "u8" ? 1 : size, offset / 4),
      );
    mesh.geometry.dispose();
    mesh.geometry = geometry;
    instances = buffer;
    return buffer;
  }

  return {
    mesh,
    drawn: () => (mesh.visible ? mesh.geometry.instanceCount : 0),
    setInstances(bytes, count) {
      const words = count * stride;
      if (count > 0) {
        const buffer = instances && instances.array.length >= words ? instances : grow(count);
        (buffer.array as Uint32Array).set(new Uint32Array(bytes.buffer, bytes.byteOffset, words));
        buffer.clearUpdateRanges();
        buffer.addUpdateRange(0, words);
        buffer.needsUpdate = true;
        mesh.geometry.instanceCount = count;
      }
      mesh.visible = count > 0;
    },
    follow(eye) {
      const x = cellOf(eye.x);
      const y = cellOf(eye.y);
      const z = cellOf(eye.z);
      // East, north, up of the cell; −z is north.
      originCell.value.set(x, -z, y);
      const { elements } = mesh.matrix;
      if (elements[12] === x && elements[13] === y && elements[14] === z) return;
      elements[12] = x;
      elements[13] = y;
      elements[14] = z;
      mesh.matrixWorldNeedsUpdate = true;
    },
    detach() {
      parent.remove(mesh);
      mesh.geometry.dispose();
      material.dispose();
    },
  };
}
