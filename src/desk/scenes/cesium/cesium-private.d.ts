// Renderer classes that Cesium exports at run time and leaves out of its typings (private API, 1.145).
// Only draw-instances.ts and sky.ts may use them; its self-test says when one of them changed.

import type {
  BoundingSphere,
  Cartesian3,
  Color,
  ComponentDatatype,
  IndexDatatype,
  Matrix4,
  PrimitiveType,
  SceneMode,
} from "cesium";

declare module "cesium" {
  export interface RenderContext {
    webgl2: boolean;
    uniformState: { encodedCameraPositionMCHigh: Cartesian3; encodedCameraPositionMCLow: Cartesian3 };
    createPickId(object: object): PickId;
    createViewportQuadCommand(
      fragmentShaderSource: ShaderSource,
      options: { owner?: object; uniformMap?: Record<string, () => unknown>; renderState?: RenderState },
    ): DrawCommand;
  }
  export interface PickId {
    key: number;
    color: Color;
    destroy(): void;
  }
  export interface FrameState {
    context: RenderContext;
    mode: SceneMode;
    commandList: DrawCommand[];
    passes: { render: boolean; pick: boolean };
  }
  export class Buffer {
    static createVertexBuffer(options: {
      context: RenderContext;
      typedArray?: ArrayBufferView;
      sizeInBytes?: number;
      usage: number;
    }): Buffer;
    static createIndexBuffer(options: {
      context: RenderContext;
      typedArray: ArrayBufferView;
      usage: number;
      indexDatatype: IndexDatatype;
    }): Buffer;
    vertexArrayDestroyable: boolean;
    sizeInBytes: number;
    copyFromArrayView(view: ArrayBufferView, offsetInBytes: number): void;
    destroy(): void;
  }
  export const BufferUsage: { STATIC_DRAW: number; DYNAMIC_DRAW: number; STREAM_DRAW: number };
  export interface VertexAttribute {
    index: number;
    vertexBuffer: Buffer;
    componentsPerAttribute: number;
    componentDatatype: ComponentDatatype;
    normalize?: boolean;
    offsetInBytes?: number;
    strideInBytes?: number;
    instanceDivisor?: number;
  }
  export class VertexArray {
    constructor(options: { context: RenderContext; indexBuffer: Buffer; attributes: VertexAttribute[] });
    destroy(): void;
  }
  export class ShaderSource {
    constructor(options: { sources: string[]; defines?: string[] });
  }
  export class ShaderProgram {
    static fromCache(options: {
      context: RenderContext;
      attributeLocations: Record<string, number>;
      vertexShaderSource: ShaderSource;
      fragmentShaderSource: ShaderSource;
    }): ShaderProgram;
    destroy(): undefined;
  }
  // biome-ignore lint/complexity/noStaticOnlyClass: the shape of Cesium's class
  export class RenderState {
    static fromCache(options: object): RenderState;
  }
  export const Pass: { OPAQUE: number; TRANSLUCENT: number; CESIUM_3D_TILE: number };
  export class DrawCommand {
    constructor(options: {
      owner: object;
      primitiveType: PrimitiveType;
      vertexArray: VertexArray;
      shaderProgram: ShaderProgram;
      pass: number;
      modelMatrix: Matrix4;
      boundingVolume: BoundingSphere;
      cull: boolean;
      castShadows: boolean;
      receiveShadows: boolean;
      pickId?: string;
      renderState: RenderState;
      uniformMap: Record<string, () => unknown>;
      count?: number;
      instanceCount?: number;
    });
    vertexArray: VertexArray;
    instanceCount: number;
    boundingVolume: BoundingSphere;
    shaderProgram: ShaderProgram;
  }
}
