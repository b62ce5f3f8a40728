// What a city model says: objects with shapes and attributes, as their file gives them. Coordinates are in the file's own
// system, always x (east, longitude) before y (north, latitude), then height; readers put the order right.

export type ObjectKind =
  | "building"
  | "bridge"
  | "tunnel"
  | "rail"
  | "land"
  | "water"
  | "vegetation"
  | "furniture"
  | "relief"
  | "other";

/** Which part of a body a surface is; what the file does not say is left out and found from the normal. */
export type SurfaceRole = "wall" | "roof" | "ground" | "closure" | "window" | "door" | "other";

export type Attributes = Record<string, string | number | boolean>;

/** A flat face. Rings are x, y, z …, not repeating their first corner; the first is outer, the others are holes. */
export interface Face {
  rings: Float64Array[];
  role?: SurfaceRole;
  /** sRGB, 0–255. */
  colour?: readonly [number, number, number];
  /** Of a photograph: which of the source's images, and u, v for every corner of every ring, origin below left. */
  texture?: { image: number; uvs: Float64Array[] };
}

/** A polygon in plan: rings of x, y …, the first outer, not repeating their first corner. */
export type Footprint = Float64Array[];

/** How a height is known: said as a height, worked out from a number of storeys, or taken because nothing is said. */
export type HeightSource = "stated" | "levels" | "assumed";

export type Shape =
  /**
   * Walls straight up over footprints. Without baseM, which is in the file's heights, it stands on the ground, or begins
   * liftM above it (OSM's min_height). heightM is that of the walls. Metres whatever the plan's unit.
   */
  | {
      type: "extrusion";
      footprints: Footprint[];
      baseM?: number;
      liftM?: number;
      heightM: number;
      heightFrom: HeightSource;
    }
  | { type: "faces"; faces: Face[] }
  /** A ready mesh: x, y, z … in the file's system; u, v with origin above left as in glTF. */
  | {
      type: "triangles";
      positions: Float64Array;
      indices: Uint32Array;
      uvs?: Float32Array;
      image?: number;
      colour?: readonly [number, number, number];
    };

/** The same thing at one level of detail; lod as the file names it (1.2, 2.2 …). */
export interface ObjectShape {
  lod: number;
  shape: Shape;
}

export interface CityObject {
  /** As in the file, or made from its place in the file where it has none. */
  id: string;
  kind: ObjectKind;
  /** What the file calls it: BuildingPart, Road … */
  type?: string;
  attributes: Attributes;
  /** The one it is a part of. */
  parentId?: string;
  shapes: ObjectShape[];
}
