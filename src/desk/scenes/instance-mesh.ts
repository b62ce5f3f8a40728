// What an instanced draw is made of, without an engine: a mesh in metres (+x forward, +y left, +z up) and the fields
// of one instance. Used by layers for vehicles, lamps and whatever is drawn many times.

export interface InstanceMesh {
  /** xyz a vertex. */
  positions: Float32Array;
  /** normal xyz and a part number a vertex; the shader colours by part. */
  shapes: Float32Array;
  indices: Uint16Array;
}

export interface InstanceField {
  /** Name in the shader text. */
  name: string;
  size: 1 | 2 | 3 | 4;
  type: "f32" | "u8" | "u32";
  normalize?: boolean;
  /** Bytes from the start of an instance. */
  offset: number;
}
