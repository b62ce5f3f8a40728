// A piece of paint before it is laid on the ground: polygons in its own plane (u forward, v left, metres) and where its
// figures come from.

import type { Polygon } from "./drape.ts";

export interface Painted {
  type: string;
  /** In the thing's own plane. */
  polygons: Polygon[];
  turnRad: number;
  colour: string;
  derivation: "stated" | "standard-default" | "inferred";
  standard: string;
}

export const rectangle = (u0: number, u1: number, v0: number, v1: number): Polygon => [
  [u0, v0],
  [u1, v0],
  [u1, v1],
  [u0, v1],
];
