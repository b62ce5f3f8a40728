import { describe, expect, test } from "vitest";
import { deviceMesh, type MeshId } from "../../../../src/desk/layers/plan/device-meshes.ts";
import type { InstanceMesh } from "../../../../src/desk/scenes/instance-mesh.ts";
import { viewSector } from "../../../../src/desk/scenes/view-sector.ts";

const BODIES: MeshId[] = ["rsu", "camera", "radar", "edge-box", "other", "pole"];

/** Directed edges by place; in a closed body each has its opposite. */
function openEdges({ positions, indices }: InstanceMesh): number {
  const at = (i: number) =>
    [0, 1, 2].map((k) => Math.round((positions[i * 3 + k] as number) * 1e5)).join(" ");
  const edges = new Map<string, number>();
  for (let i = 0; i < indices.length; i += 3)
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      const [p, q] = [at(indices[i + a] as number), at(indices[i + b] as number)];
      edges.set(`${p}|${q}`, (edges.get(`${p}|${q}`) ?? 0) + 1);
      edges.set(`${q}|${p}`, (edges.get(`${q}|${p}`) ?? 0) - 1);
    }
  return [...edges.values()].filter((n) => n !== 0).length;
}

/** Six times the volume: positive when faces look outwards. */
function volume({ positions, indices }: InstanceMesh): number {
  let sum = 0;
  const p = (i: number) => [0, 1, 2].map((k) => positions[i * 3 + k] as number) as [number, number, number];
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => p(indices[i + k] as number)) as [
      [number, number, number],
      [number, number, number],
      [number, number, number],
    ];
    sum +=
      a[0] * (b[1] * c[2] - b[2] * c[1]) -
      a[1] * (b[0] * c[2] - b[2] * c[0]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return sum;
}

describe("the shapes of devices", () => {
  test.each(BODIES)("%s is closed, looks outwards and has a few hundred triangles at most", (id) => {
    const mesh = deviceMesh(id);
    expect(openEdges(mesh)).toBe(0);
    expect(volume(mesh)).toBeGreaterThan(0);
    const triangles = mesh.indices.length / 3;
    expect(triangles).toBeGreaterThan(20);
    expect(triangles).toBeLessThan(600);
  });

  test("each device stands out before its pole, and carries the colour of its state", () => {
    for (const id of BODIES.filter((each) => each !== "pole" && each !== "edge-box")) {
      const { positions, shapes } = deviceMesh(id);
      const xs = [...positions].filter((_, i) => i % 3 === 0);
      expect(Math.max(...xs)).toBeGreaterThan(0.25);
      expect([...shapes].filter((_, i) => i % 4 === 3)).toContain(0);
    }
  });

  test("a sector covers its angle and range: its area is that of the circle's part", () => {
    for (const [fov, range] of [
      [55.5, 106],
      [180, 40],
      [360, 700],
    ] as const) {
      const { positions, shapes, indices } = viewSector(fov, range, 0.5);
      let area = 0;
      for (let i = 0; i < indices.length; i += 3) {
        const [a, b, c] = [0, 1, 2].map((k) => indices[i + k] as number) as [number, number, number];
        if (shapes[a * 4 + 3] !== 0) continue;
        const cross =
          ((positions[b * 3] as number) - (positions[a * 3] as number)) *
            ((positions[c * 3 + 1] as number) - (positions[a * 3 + 1] as number)) -
          ((positions[c * 3] as number) - (positions[a * 3] as number)) *
            ((positions[b * 3 + 1] as number) - (positions[a * 3 + 1] as number));
        expect(cross).toBeGreaterThan(0);
        area += cross / 2;
      }
      const exact = (fov / 360) * Math.PI * range * range;
      expect(Math.abs(area / exact - 1)).toBeLessThan(0.001);
    }
  });
});
