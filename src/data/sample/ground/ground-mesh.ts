// Pieces of land as triangles. Every corner of one piece that lies on another's border becomes a corner there too, so that
// no crack opens between them whatever the heights are. District axes, metres.

import earcut from "earcut";
import { type Colour, shade } from "../shapes/body.ts";
import { areaOf, type Point, type Ring } from "../shapes/plane.ts";
import type { EdgePoint, Heights } from "./block-surface.ts";
import type { GroundPlan, Line, Piece } from "./ground-plan.ts";
import { SURFACES } from "./surfaces.ts";

const CELL_M = 16;
const LINE_UP_M = 0.03;
const LINE: Colour = [222, 222, 214];

export interface PieceMesh {
  piece: Piece;
  /** u, v, height … */
  positions: number[];
  indices: number[];
  colour: Colour;
}

const millimetre = (v: number) => Math.round(v * 1e3);

class Corners {
  private readonly ids = new Map<string, number>();
  private readonly cells = new Map<string, number[]>();
  readonly at: Point[] = [];
  readonly z: (number | undefined)[] = [];

  id([u, v]: Point): number {
    const key = `${millimetre(u)} ${millimetre(v)}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.at.push([u, v]) - 1;
      this.ids.set(key, id);
      const cell = `${Math.floor(u / CELL_M)} ${Math.floor(v / CELL_M)}`;
      const list = this.cells.get(cell);
      if (list) list.push(id);
      else this.cells.set(cell, [id]);
    }
    return id;
  }

  /** Corners between two others on their straight line, in order. */
  between(a: number, b: number): number[] {
    const [au, av] = this.at[a] as Point;
    const [bu, bv] = this.at[b] as Point;
    const length = Math.hypot(bu - au, bv - av);
    const found: { id: number; w: number }[] = [];
    for (
      let i = Math.floor((Math.min(au, bu) - 0.01) / CELL_M);
      i <= Math.floor((Math.max(au, bu) + 0.01) / CELL_M);
      i++
    )
      for (
        let k = Math.floor((Math.min(av, bv) - 0.01) / CELL_M);
        k <= Math.floor((Math.max(av, bv) + 0.01) / CELL_M);
        k++
      )
        for (const id of this.cells.get(`${i} ${k}`) ?? []) {
          if (id === a || id === b) continue;
          const [u, v] = this.at[id] as Point;
          const w = ((u - au) * (bu - au) + (v - av) * (bv - av)) / (length * length);
          if (w <= 0 || w >= 1) continue;
          if (Math.abs((u - au) * (bv - av) - (v - av) * (bu - au)) / length < 2e-3) found.push({ id, w });
        }
    return found.sort((x, y) => x.w - y.w).map(({ id }) => id);
  }
}

/** @param edge corners that the pavements have on the block's border, with their heights */
export function groundMeshes(plan: GroundPlan, heights: Heights, edge: readonly EdgePoint[]): PieceMesh[] {
  const corners = new Corners();
  for (const [u, v, z] of edge) corners.z[corners.id([u, v])] = z;
  const idsOf = plan.pieces.map((piece) =>
    piece.rings.map((ring) =>
      ring.map((point) => corners.id(point)).filter((id, i, all) => id !== all.at(i - 1)),
    ),
  );
  // What lies deeper says so first: the land around a pond ends at its own height.
  plan.pieces.forEach(({ heightAt }, p) => {
    if (!heightAt) return;
    for (const id of (idsOf[p] as number[][]).flat()) {
      const [u, v] = corners.at[id] as Point;
      corners.z[id] ??= heightAt(u, v);
    }
  });
  const zOf = (id: number): number => {
    let z = corners.z[id];
    if (z === undefined) {
      const [u, v] = corners.at[id] as Point;
      z = heights(u, v);
      corners.z[id] = z;
    }
    return z;
  };
  return plan.pieces.flatMap((piece, p): PieceMesh[] => {
    const rings = (idsOf[p] as number[][])
      .filter((ring) => ring.length > 2)
      .map((ring) =>
        ring.flatMap((id, i) => [id, ...corners.between(id, ring[(i + 1) % ring.length] as number)]),
      );
    if (rings.length === 0) return [];
    const ids = rings.flat();
    const flat = ids.flatMap((id) => [...(corners.at[id] as Point)]);
    const holes: number[] = [];
    let at = 0;
    for (const ring of rings.slice(0, -1)) {
      at += ring.length;
      holes.push(at);
    }
    const indices: number[] = [];
    const triangles = earcut(flat, holes);
    for (let i = 0; i < triangles.length; i += 3) {
      const [a, b, c] = [triangles[i], triangles[i + 1], triangles[i + 2]] as [number, number, number];
      const turn = areaOf([a, b, c].map((k) => corners.at[ids[k] as number] as Point));
      if (Math.abs(turn) < 1e-7) continue;
      indices.push(a, turn > 0 ? b : c, turn > 0 ? c : b);
    }
    return [
      {
        piece,
        positions: ids.flatMap((id) => [...(corners.at[id] as Point), zOf(id)]),
        indices,
        colour: shade(SURFACES[piece.surface], piece.tint),
      },
    ];
  });
}

export interface Footing {
  z: number;
  piece: Piece;
}

/** Heights of the triangles themselves, for what stands on them; undefined beside them. */
export function footings(meshes: readonly PieceMesh[]): (u: number, v: number) => Footing | undefined {
  const cells = new Map<number, { mesh: PieceMesh; at: number }[]>();
  const keyOf = (x: number, y: number) => (x + 4096) * 8192 + y + 4096;
  const corner = ({ positions: p, indices }: PieceMesh, at: number) => {
    const k = 3 * (indices[at] as number);
    return [p[k], p[k + 1], p[k + 2]] as [number, number, number];
  };
  for (const mesh of meshes)
    for (let i = 0; i < mesh.indices.length; i += 3) {
      const [[au, av], [bu, bv], [cu, cv]] = [corner(mesh, i), corner(mesh, i + 1), corner(mesh, i + 2)];
      for (
        let x = Math.floor(Math.min(au, bu, cu) / CELL_M);
        x <= Math.floor(Math.max(au, bu, cu) / CELL_M);
        x++
      )
        for (
          let y = Math.floor(Math.min(av, bv, cv) / CELL_M);
          y <= Math.floor(Math.max(av, bv, cv) / CELL_M);
          y++
        ) {
          const key = keyOf(x, y);
          const list = cells.get(key);
          if (list) list.push({ mesh, at: i });
          else cells.set(key, [{ mesh, at: i }]);
        }
    }
  return (u, v) => {
    for (const { mesh, at } of cells.get(keyOf(Math.floor(u / CELL_M), Math.floor(v / CELL_M))) ?? []) {
      const [[au, av, az], [bu, bv, bz], [cu, cv, cz]] = [
        corner(mesh, at),
        corner(mesh, at + 1),
        corner(mesh, at + 2),
      ];
      const area = (bu - au) * (cv - av) - (bv - av) * (cu - au);
      const wb = ((u - au) * (cv - av) - (v - av) * (cu - au)) / area;
      const wc = ((bu - au) * (v - av) - (bv - av) * (u - au)) / area;
      if (wb >= -1e-9 && wc >= -1e-9 && wb + wc <= 1 + 1e-9)
        return { z: az + wb * (bz - az) + wc * (cz - az), piece: mesh.piece };
    }
    return undefined;
  };
}

/** Painted lines as flat strips a little over the land. */
export function lineMesh(lines: readonly Line[], heightOf: (u: number, v: number) => number) {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const { a, b, widthM } of lines) {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length < 1e-6) continue;
    const [nx, ny] = [(-(b[1] - a[1]) / length) * (widthM / 2), ((b[0] - a[0]) / length) * (widthM / 2)];
    const n = positions.length / 3;
    for (const [p, s] of [
      [a, 1],
      [a, -1],
      [b, -1],
      [b, 1],
    ] as const)
      positions.push(p[0] + s * nx, p[1] + s * ny, heightOf(p[0], p[1]) + LINE_UP_M);
    indices.push(n, n + 1, n + 2, n, n + 2, n + 3);
  }
  return { positions, indices, colour: LINE };
}

export const ringArea = (rings: readonly Ring[]): number =>
  rings.reduce((sum, ring, i) => sum + (i === 0 ? 1 : -1) * Math.abs(areaOf(ring)), 0);
