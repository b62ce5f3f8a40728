// Boxes with slanted sides, flat shaded: enough to tell a car from a bus at street level. The unit of a mesh is the
// thing itself: x −0.5 … 0.5 forward, y −0.5 … 0.5 left, z 0 … 1 up; instances stretch it to their size.

import type { InstanceMesh } from "../../scenes/instance-mesh.ts";

/** What a part is made of; the shader colours by it. */
export const PART = { paint: 0, glass: 1, tyre: 2, head: 3, tail: 4, trim: 5 } as const;
export type Part = (typeof PART)[keyof typeof PART];

type Point = readonly [number, number, number];

export interface BoxShape {
  x: readonly [number, number];
  y: readonly [number, number];
  z: readonly [number, number];
  part: Part;
  /** The top's own extent, where the sides slant. */
  topX?: readonly [number, number];
  topY?: readonly [number, number];
  topPart?: Part;
}

export interface MeshBuilder {
  box(shape: BoxShape): void;
  /** A wheel across y, as a prism of eight sides. */
  wheel(x: number, radiusX: number, radiusZ: number, y: readonly [number, number]): void;
  finish(): InstanceMesh;
}

export function createMeshBuilder(): MeshBuilder {
  const positions: number[] = [];
  const shapes: number[] = [];
  const indices: number[] = [];

  /** A convex face, corners counter-clockwise seen from outside. */
  function face(corners: readonly Point[], part: Part): void {
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
    box({ x, y, z, part, topX = x, topY = y, topPart = part }) {
      const low = (cx: number, cy: number): Point => [cx, cy, z[0]];
      const high = (cx: number, cy: number): Point => [cx, cy, z[1]];
      const [x0, x1, y0, y1] = [x[0], x[1], y[0], y[1]];
      const [u0, u1, v0, v1] = [topX[0], topX[1], topY[0], topY[1]];
      face([high(u0, v0), high(u1, v0), high(u1, v1), high(u0, v1)], topPart);
      face([low(x0, y1), low(x1, y1), low(x1, y0), low(x0, y0)], part);
      face([low(x1, y0), low(x1, y1), high(u1, v1), high(u1, v0)], part);
      face([low(x0, y1), low(x0, y0), high(u0, v0), high(u0, v1)], part);
      face([low(x1, y1), low(x0, y1), high(u0, v1), high(u1, v1)], part);
      face([low(x0, y0), low(x1, y0), high(u1, v0), high(u0, v0)], part);
    },
    wheel(x, radiusX, radiusZ, [y0, y1]) {
      const ring = Array.from({ length: 8 }, (_, i) => {
        const angle = ((i + 0.5) * Math.PI) / 4;
        return [x + radiusX * Math.cos(angle), radiusZ + radiusZ * Math.sin(angle)] as const;
      });
      face(
        ring.map(([rx, rz]): Point => [rx, y0, rz]),
        PART.tyre,
      );
      face(ring.map(([rx, rz]): Point => [rx, y1, rz]).reverse(), PART.tyre);
      ring.forEach(([ax, az], i) => {
        const [bx, bz] = ring[(i + 1) % 8] as readonly [number, number];
        face(
          [
            [ax, y0, az],
            [ax, y1, az],
            [bx, y1, bz],
            [bx, y0, bz],
          ],
          PART.tyre,
        );
      });
    },
    finish: () => ({
      positions: Float32Array.from(positions),
      shapes: Float32Array.from(shapes),
      indices: Uint16Array.from(indices),
    }),
  };
}
