// Closed bodies for what is drawn many times: boxes with slanted sides and cylinders along an axis, flat shaded, outside
// faces only. +x forward, +y left, +z up; the unit is the caller's, and so are the numbers of the parts. No engine.

import type { InstanceMesh } from "./instance-mesh.ts";

type Point = readonly [number, number, number];
export type Range = readonly [number, number];
export type Axis = "x" | "y" | "z";

export interface BoxTop {
  /** The top's own extent, where the sides slant. */
  x?: Range;
  y?: Range;
  part?: number;
}

export interface MeshBuilder {
  box(x: Range, y: Range, z: Range, part: number, top?: BoxTop): void;
  /**
   * Along an axis, round a centre in the other two in the order y z, z x or x y.
   * @param radius or the two half axes, in the same order
   * @param phase by how many sides the first corner is turned
   */
  cylinder(
    axis: Axis,
    along: Range,
    centre: Range,
    radius: number | Range,
    part: number,
    sides?: number,
    phase?: number,
  ): void;
  finish(): InstanceMesh;
}

export function createMeshBuilder(): MeshBuilder {
  const positions: number[] = [];
  const shapes: number[] = [];
  const indices: number[] = [];

  /** A convex face, corners counter-clockwise seen from outside. */
  function face(corners: readonly Point[], part: number): void {
    const [a, b, c] = corners as [Point, Point, Point];
    const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
    const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]] as const;
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const;
    const length = Math.hypot(...n) || 1;
    const first = positions.length / 3;
    for (const p of corners) {
      positions.push(...p);
      shapes.push(n[0] / length, n[1] / length, n[2] / length, part);
    }
    for (let i = 2; i < corners.length; i++) indices.push(first, first + i - 1, first + i);
  }

  return {
    box([x0, x1], [y0, y1], [z0, z1], part, top = {}) {
      const [u0, u1] = top.x ?? [x0, x1];
      const [v0, v1] = top.y ?? [y0, y1];
      const low = (x: number, y: number): Point => [x, y, z0];
      const high = (x: number, y: number): Point => [x, y, z1];
      face([high(u0, v0), high(u1, v0), high(u1, v1), high(u0, v1)], top.part ?? part);
      face([low(x0, y1), low(x1, y1), low(x1, y0), low(x0, y0)], part);
      face([low(x1, y0), low(x1, y1), high(u1, v1), high(u1, v0)], part);
      face([low(x0, y1), low(x0, y0), high(u0, v0), high(u0, v1)], part);
      face([low(x1, y1), low(x0, y1), high(u0, v1), high(u1, v1)], part);
      face([low(x0, y0), low(x1, y0), high(u1, v0), high(u0, v0)], part);
    },
    cylinder(axis, [a, b], [c, d], radius, part, sides = 12, phase = 0) {
      const [rc, rd] = typeof radius === "number" ? [radius, radius] : radius;
      const ring = Array.from({ length: sides }, (_, i): Range => {
        const angle = ((i + phase) * 2 * Math.PI) / sides;
        return [c + rc * Math.cos(angle), d + rd * Math.sin(angle)];
      });
      // The ring turns counter-clockwise seen from the far end.
      const at = (along: number, [p, q]: Range): Point =>
        axis === "x" ? [along, p, q] : axis === "y" ? [q, along, p] : [p, q, along];
      face(
        ring.map((p) => at(b, p)),
        part,
      );
      face(ring.map((p) => at(a, p)).reverse(), part);
      ring.forEach((p, i) => {
        const q = ring[(i + 1) % sides] as Range;
        face([at(a, p), at(a, q), at(b, q), at(b, p)], part);
      });
    },
    finish: () => ({
      positions: Float32Array.from(positions),
      shapes: Float32Array.from(shapes),
      indices: Uint16Array.from(indices),
    }),
  };
}
