// What the city tiler takes: one thing to be drawn and picked, at one or more levels of detail, in float64 in the ENU
// frame at the city's anchor. That frame is rigid, so nothing is flattened: far from the anchor z falls with the Earth.

import type { Attributes, ObjectKind } from "../../../model/buildings/city-object.ts";

/** How a surface is lit and drawn; "facade" has windows by its code, "picture" has an image. */
export type CityMaterial = "plain" | "facade" | "roof" | "ground" | "water" | "glass" | "picture";

/**
 * How windows lie on a facade; both engines draw them in the fragment shader from uvs in wall-metres (u along the wall,
 * v above the base). One byte each in the tile: style, floor height in decimetres, bay width in decimetres, seed. Surfaces
 * without a facade have style 255 there, and the place of their material in the list of materials.
 */
export interface FacadeCode {
  /** Index in FACADE_STYLES. */
  style: number;
  floorM: number;
  bayM: number;
  /** 0–255; lights and curtains differ by it. */
  seed: number;
}

/** Order is the code in the tiles: add at the end only. */
export const FACADE_STYLES = [
  "residential-balcony",
  "residential-slab",
  "office-curtain",
  "office-band",
  "campus-brick",
  "mall-panel",
  "shopfront",
  "hospital",
  "school",
  "industrial",
] as const;

/** Triangles of one material, counter-clockwise seen from outside. Flat normals come from the triangles. */
export interface CityMesh {
  material: CityMaterial;
  /** x, y, z …: east, north, up at the anchor, metres. */
  positions: ArrayLike<number>;
  indices: ArrayLike<number>;
  /** sRGB 0–255, three per vertex, or one for all. */
  colour: readonly [number, number, number] | ArrayLike<number>;
  /** Two per vertex: wall-metres for facades, image coordinates (origin above left) for pictures. */
  uvs?: ArrayLike<number>;
  facade?: FacadeCode;
  /** Key of an image in the tiler's image source. */
  image?: string;
}

/** One level of detail; errorM is the largest dimension that it leaves out or displaces, 0 for the full one. */
export interface CityLevel {
  errorM: number;
  meshes: readonly CityMesh[];
}

export interface CityFeature {
  /** Unique in the city, the same string in every level and every piece. */
  id: string;
  kind: ObjectKind;
  attributes: Attributes;
  /** From coarse to full. */
  levels: readonly CityLevel[];
  /** Cut at tile borders with the same id in each piece (ground, water, rails), instead of held whole by its centroid. */
  cut?: boolean;
}

/** A model drawn many times: trees, lamps, poles. Its own frame is x east, y north, z up at its foot. */
export interface InstanceModel {
  id: string;
  kind: ObjectKind;
  /** From coarse to full. */
  levels: readonly CityLevel[];
}

export interface Instance {
  id: string;
  model: string;
  /** Of its foot, in the anchor's ENU frame. */
  position: readonly [number, number, number];
  /** Clockwise from north. */
  headingRad: number;
  scale: number;
  attributes: Attributes;
}
