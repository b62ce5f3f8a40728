// Instanced drawing through Cesium's private renderer classes (1.145, pinned). The one file that uses them.
// A draw is a small mesh, a buffer of instances in a local frame (metres), and shader text; per frame it costs a few
// uniforms, per data tick one buffer upload, and nothing per instance. Camera-relative: the eye is split in float64
// into a 256 m cell and a rest, so that float32 instances stay within 0.02 mm.
// Picking: ids are handed out in one run, and the shader adds an integer of the instance to the first of them.

import {
  BlendingState,
  type BoundingSphere,
  Buffer,
  BufferUsage,
  Cartesian3,
  ComponentDatatype,
  DrawCommand,
  type FrameState,
  IndexDatatype,
  Matrix4,
  Pass,
  type PickId,
  PrimitiveType,
  type RenderContext,
  RenderState,
  SceneMode,
  ShaderProgram,
  ShaderSource,
  VertexArray,
  type VertexAttribute,
} from "cesium";
import type { InstanceField, InstanceMesh } from "../instance-mesh.ts";
import { cellOf } from "../instance-place.ts";
import { LIGHT_GLSL, LIGHT_UNIFORMS_GLSL } from "../light/light-text.ts";
import type { SceneLight } from "./scene-light.ts";

export interface InstanceDrawOptions {
  mesh: InstanceMesh;
  /** Fields of one instance, in the order of its bytes. */
  fields: readonly InstanceField[];
  strideBytes: number;
  /** Defines `void place(out vec3 cell, out vec3 local, out mat3 turn, inout vec3 stretch, out vec3 paint, out uint pick)`; may ask eyeDistance(cell, local), metres. */
  vertexText: string;
  /**
   * Defines `vec3 shade(vec3 paint, float part, float diffuse)`, sRGB; a ghost's gives vec4 with its alpha. May use
   * u_level (what falls on things now, against the early afternoon) and CITY_NIGHT (0 … 1).
   */
  fragmentText: string;
  /**
   * See-through and without depth: neither picked nor met by the pointer's ray. "overlay" is drawn over all that
   * stands before it, too.
   */
  ghost?: "veil" | "overlay";
  uniforms: Record<string, () => unknown>;
  light: SceneLight;
  localToFixed: Matrix4;
  bounds: BoundingSphere;
  /** What scene.pick answers for pick number n; number of pick ids. */
  pickObject(n: number): object;
  pickCount: number;
}

const VERTEX_HEAD = `
in vec3 a_position;
in vec4 a_shape; // normal xyz, part w
uniform vec3 u_eyeCell;
uniform vec3 u_eyeLow;
uniform int u_pickBase;
out vec3 v_positionEC;
out vec3 v_normalEC;
out vec3 v_paint;
flat out float v_part;
flat out vec4 v_pickColor;
float eyeDistance(vec3 cell, vec3 local) { return length((cell - u_eyeCell) + (local - u_eyeLow)); }
`;
const VERTEX_MAIN = `
void main() {
  vec3 cell; vec3 local; mat3 turn; vec3 paint; uint pick; vec3 stretch = vec3(1.0);
  place(cell, local, turn, stretch, paint, pick);
  vec3 rel = (cell - u_eyeCell) + (local - u_eyeLow) + turn * (a_position * stretch);
  vec4 ec = czm_modelViewRelativeToEye * vec4(rel, 1.0);
  v_positionEC = ec.xyz;
  v_normalEC = czm_normal * (turn * normalize(a_shape.xyz / max(stretch, vec3(1.0e-3))));
  v_paint = paint;
  v_part = a_shape.w;
  uint key = uint(u_pickBase) + pick;
  v_pickColor = vec4(float(key & 255u), float((key >> 8) & 255u), float((key >> 16) & 255u), float(key >> 24)) / 255.0;
  gl_Position = czm_projection * ec;
}`;
const FRAGMENT_HEAD = `
${LIGHT_UNIFORMS_GLSL}
#define CITY_HEIGHT_M czm_eyeHeight
#define CITY_NIGHT u_air.z
${LIGHT_GLSL}
in vec3 v_positionEC;
in vec3 v_normalEC;
in vec3 v_paint;
flat in float v_part;
flat in vec4 v_pickColor;
`;
const fragmentMain = (ghost: boolean) => `
void main() {
  float diffuse = max(dot(normalize(v_normalEC), czm_lightDirectionEC), 0.0);
${
  ghost
    ? "  out_FragColor = shade(v_paint, v_part, diffuse);"
    : `  vec3 shown = cityLinear(shade(v_paint, v_part, diffuse));
  shown = cityAir(shown, v_positionEC, czm_viewRotation * u_up, czm_viewRotation * u_sun);
  out_FragColor = vec4(czm_linearToSrgb(shown), 1.0);`
}
}`;

const DATATYPE = {
  f32: ComponentDatatype.FLOAT,
  u8: ComponentDatatype.UNSIGNED_BYTE,
  u32: ComponentDatatype.UNSIGNED_INT,
} as const;
const GLSL = ["", "float", "vec2", "vec3", "vec4"];

/** A primitive for scene.primitives that draws one mesh many times. */
export class InstanceDraw {
  show = true;
  readonly options: InstanceDrawOptions;
  #command?: DrawCommand;
  #static: Buffer[] = [];
  #instances: Buffer[] = [];
  #arrays: VertexArray[] = [];
  #which = 0;
  #pending?: { bytes: Uint8Array; count: number };
  #pickIds: PickId[] = [];
  #destroyed = false;
  /** Instances drawn in the last frame that drew this. */
  drawn = 0;
  /** Calls of `update` and uploads, for the bench. */
  frames = 0;
  uploads = 0;

  constructor(options: InstanceDrawOptions) {
    this.options = { ...options, localToFixed: Matrix4.clone(options.localToFixed) };
  }

  /** New instances: `count` × strideBytes bytes, copied at the next frame. The bytes must stay until then. */
  setInstances(bytes: Uint8Array, count: number): void {
    this.#pending = { bytes, count };
  }

  /** Called by Cesium once a pass. */
  update(frame: FrameState): void {
    if (!this.show || frame.mode !== SceneMode.SCENE3D) return;
    this.frames += 1;
    if (this.#pending) this.#upload(frame.context, this.#pending);
    const command = this.#command;
    // instanceCount 0 would draw one mesh without instancing
    if (!command || this.drawn === 0 || !(frame.passes.render || frame.passes.pick)) return;
    if (this.options.ghost && !frame.passes.render) return;
    frame.commandList.push(command);
  }

  #upload(context: RenderContext, pending: { bytes: Uint8Array; count: number }): void {
    this.#pending = undefined;
    this.drawn = pending.count;
    if (pending.count === 0) return;
    const needed = pending.count * this.options.strideBytes;
    if (!this.#command || (this.#instances[0]?.sizeInBytes ?? 0) < needed) this.#build(context, needed);
    this.#which ^= 1;
    this.#instances[this.#which]?.copyFromArrayView(pending.bytes.subarray(0, needed), 0);
    const command = this.#command as DrawCommand;
    command.vertexArray = this.#arrays[this.#which] as VertexArray;
    command.instanceCount = pending.count;
    this.uploads += 1;
  }

  #build(context: RenderContext, neededBytes: number): void {
    this.#release();
    const { mesh, fields, strideBytes } = this.options;
    const capacity = Math.max(64, 2 ** Math.ceil(Math.log2(neededBytes / strideBytes))) * strideBytes;
    const keep = (buffer: Buffer) => {
      buffer.vertexArrayDestroyable = false;
      return buffer;
    };
    const vertices = (typedArray: ArrayBufferView) =>
      keep(Buffer.createVertexBuffer({ context, typedArray, usage: BufferUsage.STATIC_DRAW }));
    const positions = vertices(mesh.positions);
    const shapes = vertices(mesh.shapes);
    const indices = keep(
      Buffer.createIndexBuffer({
        context,
        typedArray: mesh.indices,
        usage: BufferUsage.STATIC_DRAW,
        indexDatatype: IndexDatatype.UNSIGNED_SHORT,
      }),
    );
    this.#static = [positions, shapes, indices];
    this.#instances = [0, 1].map(() =>
      keep(Buffer.createVertexBuffer({ context, sizeInBytes: capacity, usage: BufferUsage.DYNAMIC_DRAW })),
    );
    // attribute location 0 must not be instanced: the mesh comes first
    const float = ComponentDatatype.FLOAT;
    this.#arrays = this.#instances.map(
      (vertexBuffer) =>
        new VertexArray({
          context,
          indexBuffer: indices,
          attributes: [
            { index: 0, vertexBuffer: positions, componentsPerAttribute: 3, componentDatatype: float },
            { index: 1, vertexBuffer: shapes, componentsPerAttribute: 4, componentDatatype: float },
            ...fields.map(
              (field, i): VertexAttribute => ({
                index: i + 2,
                vertexBuffer,
                componentsPerAttribute: field.size,
                componentDatatype: DATATYPE[field.type],
                normalize: field.normalize ?? false,
                offsetInBytes: field.offset,
                strideInBytes: strideBytes,
                instanceDivisor: 1,
              }),
            ),
          ],
        }),
    );
    this.#allocatePickIds(context);
    this.#command = this.#createCommand(context);
  }

  #allocatePickIds(context: RenderContext): void {
    for (let n = this.#pickIds.length; n < this.options.pickCount; n++) {
      const object = this.options.pickObject(n);
      this.#pickIds.push(context.createPickId(object));
    }
    const first = this.#pickIds[0]?.key ?? 0;
    const last = this.#pickIds[this.#pickIds.length - 1]?.key ?? 0;
    if (last - first !== this.#pickIds.length - 1 && this.#pickIds.length > 0)
      throw new Error(`pick ids are not in one run: ${first} to ${last}, expected ${this.#pickIds.length}`);
  }

  #createCommand(context: RenderContext): DrawCommand {
    const { options } = this;
    const { uniformState } = context;
    const cell = new Cartesian3();
    const low = new Cartesian3();
    // The eye in this frame, from the pass being drawn (colour, pick, shadow), in float64.
    const eye = (out: Cartesian3, wantCell: boolean): Cartesian3 => {
      const high = uniformState.encodedCameraPositionMCHigh;
      const rest = uniformState.encodedCameraPositionMCLow;
      for (const axis of ["x", "y", "z"] as const) {
        const value = high[axis] + rest[axis];
        const origin = cellOf(value);
        out[axis] = wantCell ? origin : value - origin;
      }
      return out;
    };
    const pickBase = (this.#pickIds[0]?.key ?? 0) >>> 0;
    const inputs = options.fields.map((field) => `in ${GLSL[field.size]} ${field.name};`).join("\n");
    const attributeLocations: Record<string, number> = { a_position: 0, a_shape: 1 };
    options.fields.forEach((field, i) => {
      attributeLocations[field.name] = i + 2;
    });
    return new DrawCommand({
      owner: this,
      primitiveType: PrimitiveType.TRIANGLES,
      vertexArray: this.#arrays[0] as VertexArray,
      shaderProgram: ShaderProgram.fromCache({
        context,
        attributeLocations,
        vertexShaderSource: new ShaderSource({
          sources: [`${VERTEX_HEAD}${inputs}\n${options.vertexText}${VERTEX_MAIN}`],
        }),
        fragmentShaderSource: new ShaderSource({
          sources: [`${FRAGMENT_HEAD}${options.fragmentText}${fragmentMain(options.ghost !== undefined)}`],
        }),
      }),
      pass: options.ghost ? Pass.TRANSLUCENT : Pass.OPAQUE,
      modelMatrix: options.localToFixed,
      boundingVolume: options.bounds,
      cull: true,
      castShadows: false,
      receiveShadows: false,
      ...(options.ghost ? {} : { pickId: "v_pickColor" }),
      renderState: RenderState.fromCache({
        depthTest: { enabled: options.ghost !== "overlay" },
        depthMask: !options.ghost,
        cull: { enabled: options.ghost !== "overlay" },
        ...(options.ghost && { blending: BlendingState.ALPHA_BLEND }),
      }),
      uniformMap: {
        u_eyeCell: () => eye(cell, true),
        u_eyeLow: () => eye(low, false),
        u_pickBase: () => pickBase,
        ...Object.fromEntries(
          Object.keys(options.light.uniforms).map((name) => [name, () => options.light.uniforms[name]]),
        ),
        ...options.uniforms,
      },
    });
  }

  #release(): void {
    if (this.#command) this.#command.shaderProgram.destroy();
    for (const array of this.#arrays) array.destroy();
    for (const buffer of [...this.#static, ...this.#instances]) buffer.destroy();
    this.#command = undefined;
    this.#arrays = [];
    this.#static = [];
    this.#instances = [];
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#release();
    for (const id of this.#pickIds) id.destroy();
    this.#pickIds = [];
    this.#destroyed = true;
  }
}
