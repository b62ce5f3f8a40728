// Meshes of one thing as it is put together: walls, roofs, boxes, tubes, in the district's axes (u, v, height), gathered
// by material and facade. Walls carry wall-metres; corners near the ground and in courts are darker, as they are by day.

import earcut from "earcut";
import { type CityMaterial, FACADE_STYLES, type FacadeCode } from "../../tiling/city/city-feature.ts";
import { areaOf, type Point, type Rect, type Ring, ringOf } from "./plane.ts";

export type Colour = readonly [number, number, number];
export type FacadeStyle = (typeof FACADE_STYLES)[number];

export interface BodyMesh {
  material: CityMaterial;
  facade?: FacadeCode;
  /** u, v, height … */
  positions: number[];
  indices: number[];
  colours: number[];
  uvs?: number[];
}

export const shade = ([r, g, b]: Colour, by: number): Colour => [
  Math.min(255, Math.round(r * by)),
  Math.min(255, Math.round(g * by)),
  Math.min(255, Math.round(b * by)),
];

export const facade = (style: FacadeStyle, floorM: number, bayM: number, seed: number): FacadeCode => ({
  style: FACADE_STYLES.indexOf(style),
  floorM,
  bayM,
  seed: seed & 255,
});

export class Body {
  private readonly byKey = new Map<string, BodyMesh>();
  readonly low = [Infinity, Infinity, Infinity];
  readonly high = [-Infinity, -Infinity, -Infinity];

  mesh(material: CityMaterial, code?: FacadeCode): BodyMesh {
    const key = code ? `${material} ${code.style} ${code.floorM} ${code.bayM} ${code.seed}` : material;
    let mesh = this.byKey.get(key);
    if (!mesh) {
      mesh = { material, positions: [], indices: [], colours: [] };
      if (code) {
        mesh.facade = code;
        mesh.uvs = [];
      }
      this.byKey.set(key, mesh);
    }
    return mesh;
  }

  meshes(): BodyMesh[] {
    return [...this.byKey.values()].filter(({ indices }) => indices.length > 0);
  }

  vertex(mesh: BodyMesh, u: number, v: number, z: number, colour: Colour, s = 0, t = 0): number {
    const index = mesh.positions.length / 3;
    mesh.positions.push(u, v, z);
    mesh.colours.push(colour[0], colour[1], colour[2]);
    mesh.uvs?.push(s, t);
    return index;
  }

  /** A face from its corners, counter-clockwise seen from outside. */
  face(
    material: CityMaterial,
    corners: readonly (readonly [number, number, number])[],
    colour: Colour,
  ): void {
    const mesh = this.mesh(material);
    const ids = corners.map(([u, v, z]) => this.vertex(mesh, u, v, z, colour));
    for (let i = 2; i < ids.length; i++)
      mesh.indices.push(ids[0] as number, ids[i - 1] as number, ids[i] as number);
  }

  /** Walls over a ring, seen from outside, or from inside of a court. */
  walls(
    ring: Ring,
    z0: number,
    z1: number,
    colour: Colour,
    options: {
      code?: FacadeCode;
      material?: CityMaterial;
      baseZ?: number;
      foot?: number;
      inward?: boolean;
    } = {},
  ): void {
    const { code, material, baseZ = z0, foot = 1, inward = false } = options;
    const mesh = this.mesh(code ? "facade" : (material ?? "plain"), code);
    const low = shade(colour, foot);
    for (let i = 0; i < ring.length; i++) {
      const p = ring[i] as Point;
      const q = ring[(i + 1) % ring.length] as Point;
      const [a, b] = inward ? [q, p] : [p, q];
      const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (lengthM < 0.01) continue;
      const n = this.vertex(mesh, a[0], a[1], z0, low, 0, z0 - baseZ);
      this.vertex(mesh, b[0], b[1], z0, low, lengthM, z0 - baseZ);
      this.vertex(mesh, b[0], b[1], z1, colour, lengthM, z1 - baseZ);
      this.vertex(mesh, a[0], a[1], z1, colour, 0, z1 - baseZ);
      mesh.indices.push(n, n + 1, n + 2, n, n + 2, n + 3);
    }
  }

  /** A level area with holes. */
  area(material: CityMaterial, rings: readonly Ring[], z: number, colour: Colour, down = false): void {
    const mesh = this.mesh(material);
    const corners = rings.flat();
    const holes: number[] = [];
    let at = 0;
    for (const ring of rings.slice(0, -1)) {
      at += ring.length;
      holes.push(at);
    }
    const triangles = earcut(corners.flat(), holes);
    const first = mesh.positions.length / 3;
    for (const [u, v] of corners) this.vertex(mesh, u, v, z, colour, u, v);
    for (let i = 0; i < triangles.length; i += 3) {
      const [a, b, c] = [triangles[i], triangles[i + 1], triangles[i + 2]] as [number, number, number];
      const turn = areaOf([corners[a], corners[b], corners[c]] as Point[]);
      if (turn > 0 !== down) mesh.indices.push(first + a, first + b, first + c);
      else mesh.indices.push(first + a, first + c, first + b);
    }
  }

  /** A plain solid over a ring. */
  solid(
    ring: Ring,
    z0: number,
    z1: number,
    colour: Colour,
    material: CityMaterial = "plain",
    below = false,
  ): void {
    this.walls(ring, z0, z1, shade(colour, 0.94), { material, foot: below ? 1 : 0.86 });
    this.area(material === "facade" ? "roof" : material, [ring], z1, colour);
    if (below) this.area(material, [ring], z0, shade(colour, 0.7), true);
  }

  box(
    of: Rect,
    z0: number,
    z1: number,
    colour: Colour,
    material: CityMaterial = "plain",
    below = false,
  ): void {
    this.solid(ringOf(of), z0, z1, colour, material, below);
  }

  /** A flat roof within a parapet. */
  roof(ring: Ring, z: number, parapetM: number, colour: Colour, wall: Colour): void {
    const inner = shrunk(ring, 0.3);
    this.area("roof", [inner], z, colour);
    this.walls(inner, z, z + parapetM, shade(wall, 0.82), { inward: true });
    this.area("roof", [ring, inner], z + parapetM, shade(wall, 1.03));
  }

  /** A bar with a square section between two points; for masts, cables and beams. */
  bar(
    a: readonly [number, number, number],
    b: readonly [number, number, number],
    thickM: number,
    colour: Colour,
  ): void {
    const d = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
    const length = Math.hypot(...d);
    if (length < 1e-6) return;
    const flat = Math.hypot(d[0], d[1]);
    const side = flat < 1e-6 ? ([1, 0, 0] as const) : ([-d[1] / flat, d[0] / flat, 0] as const);
    const up = [
      (d[1] * side[2] - d[2] * side[1]) / length,
      (d[2] * side[0] - d[0] * side[2]) / length,
      (d[0] * side[1] - d[1] * side[0]) / length,
    ] as const;
    const h = thickM / 2;
    const corner = (p: readonly [number, number, number], s: number, t: number) =>
      [0, 1, 2].map(
        (i) => (p[i] as number) + h * (s * (side[i] as number) + t * (up[i] as number)),
      ) as unknown as [number, number, number];
    const turns = [
      [1, 1],
      [-1, 1],
      [-1, -1],
      [1, -1],
    ] as const;
    turns.forEach(([s, t], i) => {
      const [s2, t2] = turns[(i + 1) % 4] as readonly [number, number];
      const tint = t > 0 && t2 > 0 ? 1 : t < 0 && t2 < 0 ? 0.75 : 0.9;
      this.face(
        "plain",
        [corner(a, s2, t2), corner(a, s, t), corner(b, s, t), corner(b, s2, t2)].reverse(),
        shade(colour, tint),
      );
    });
  }
}

/** A convex ring drawn in by so much. */
export function shrunk(ring: Ring, byM: number): Point[] {
  const n = ring.length;
  return ring.map((p, i): Point => {
    const before = ring[(i + n - 1) % n] as Point;
    const after = ring[(i + 1) % n] as Point;
    const normal = (a: Point, b: Point): Point => {
      const l = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      return [-(b[1] - a[1]) / l, (b[0] - a[0]) / l];
    };
    const [ax, ay] = normal(before, p);
    const [bx, by] = normal(p, after);
    const k = byM / Math.max(0.2, 1 + ax * bx + ay * by);
    return [p[0] + k * (ax + bx), p[1] + k * (ay + by)];
  });
}
