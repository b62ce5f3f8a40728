import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InstanceMesh } from "../../../src/desk/scenes/instance-mesh.ts";
import { createMeshBuilder, type Range } from "../../../src/desk/scenes/mesh-builder.ts";

type Point = [number, number, number];

const corners = ({ positions, indices }: InstanceMesh): [Point, Point, Point][] =>
  Array.from({ length: indices.length / 3 }, (_, k) => {
    const corner = (i: number) => [...positions.slice(i * 3, i * 3 + 3)] as Point;
    return [0, 1, 2].map((n) => corner(indices[k * 3 + n] as number)) as [Point, Point, Point];
  });
const cross = (a: Point, b: Point): Point => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Point, b: Point) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** By the divergence theorem: right only where every face is there and looks outwards. */
const volume = (mesh: InstanceMesh) =>
  corners(mesh).reduce((sum, [a, b, c]) => sum + dot(a, cross(b, c)) / 6, 0);

function expectOutward(mesh: InstanceMesh): void {
  const edges = new Map<string, number>();
  corners(mesh).forEach((triangle, k) => {
    const [a, b, c] = triangle;
    const first = mesh.indices[k * 3] as number;
    const normal = [...mesh.shapes.slice(first * 4, first * 4 + 3)] as Point;
    expect(dot(cross(minus(b, a), minus(c, a)), normal)).toBeGreaterThanOrEqual(0);
    triangle.forEach((from, i) => {
      const to = triangle[(i + 1) % 3] as Point;
      edges.set(`${from}>${to}`, (edges.get(`${from}>${to}`) ?? 0) + 1);
    });
  });
  for (const edge of edges.keys()) {
    const [from, to] = edge.split(">");
    expect(edges.get(`${to}>${from}`), edge).toBe(edges.get(edge));
  }
}

const size = fc.integer({ min: 1, max: 40 }).map((n) => n / 16);
const extent = fc
  .tuple(fc.integer({ min: -32, max: 32 }), size)
  .map(([at, s]): Range => [at / 16, at / 16 + s]);

describe("bodies for what is drawn many times", () => {
  test("a box is closed, looks outwards and holds its volume", () => {
    fc.assert(
      fc.property(extent, extent, extent, (x, y, z) => {
        const builder = createMeshBuilder();
        builder.box(x, y, z, 3);
        const mesh = builder.finish();
        expectOutward(mesh);
        expect(volume(mesh)).toBeCloseTo((x[1] - x[0]) * (y[1] - y[0]) * (z[1] - z[0]), 4);
        expect(new Set(mesh.shapes.filter((_, i) => i % 4 === 3))).toEqual(new Set([3]));
      }),
    );
  });

  test("a cylinder along any axis is closed, looks outwards and holds its volume, an oval one too", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("x", "y", "z"),
        extent,
        size,
        size,
        fc.integer({ min: 3, max: 16 }),
        fc.constantFrom(0, 0.5),
        (axis, along, ra, rb, sides, phase) => {
          const builder = createMeshBuilder();
          builder.cylinder(axis as "x" | "y" | "z", along, [0.25, -0.5], [ra, rb], 1, sides, phase);
          const mesh = builder.finish();
          expectOutward(mesh);
          const area = (sides / 2) * ra * rb * Math.sin((2 * Math.PI) / sides);
          expect(volume(mesh)).toBeCloseTo(area * (along[1] - along[0]), 3);
        },
      ),
    );
  });

  test("a slanted top is a part of its own where one is named", () => {
    const builder = createMeshBuilder();
    builder.box([0, 2], [0, 2], [0, 1], 1, { x: [0.5, 1.5], y: [0.5, 1.5], part: 2 });
    const mesh = builder.finish();
    expectOutward(mesh);
    const parts = [...mesh.shapes.filter((_, i) => i % 4 === 3)];
    expect(parts.filter((part) => part === 2).length).toBe(4);
    // A frustum: (A + √(A a) + a) h / 3.
    expect(volume(mesh)).toBeCloseTo((4 + 2 + 1) / 3, 5);
  });
});
