// A grid of heights to features of ground: squares of it, each with its coarser levels and a skirt that hides the step
// to a neighbour of another level. Where the grid has no height there is a hole. The anchor's ENU frame, metres.

import type { HeightGrid } from "../../formats/format.ts";
import type { CityFeature, CityLevel } from "../../tiling/city/city-feature.ts";
import type { Placer } from "./place.ts";

/** Cells of the grid along a square's side, a power of two. */
const SIDE = 32;
const STEPS = [8, 4, 2, 1];
const LEAST_SKIRT_M = 1;
const LOW_COLOUR = [112, 128, 92] as const;
const HIGH_COLOUR = [164, 156, 136] as const;
const COLOUR_RANGE_M = 300;

const heightAt = ({ heights, columns, rows }: HeightGrid, column: number, row: number): number =>
  column < columns && row < rows ? (heights[row * columns + column] as number) : Number.NaN;

/** The farthest that the full grid departs from the one of every `step`-th height. */
function departure(grid: HeightGrid, column: number, row: number, step: number): number {
  let most = 0;
  for (let r = 0; r <= SIDE; r++)
    for (let c = 0; c <= SIDE; c++) {
      const here = heightAt(grid, column + c, row + r);
      const [c0, r0] = [c - (c % step), r - (r % step)];
      const [fx, fy] = [(c - c0) / step, (r - r0) / step];
      const at = (i: number, j: number) =>
        heightAt(grid, column + Math.min(SIDE, i), row + Math.min(SIDE, j));
      const coarse =
        (at(c0, r0) * (1 - fx) + at(c0 + step, r0) * fx) * (1 - fy) +
        (at(c0, r0 + step) * (1 - fx) + at(c0 + step, r0 + step) * fx) * fy;
      const off = Math.abs(here - coarse);
      // NaN: a hole decides nothing.
      if (off > most) most = off;
    }
  return most;
}

function levelOf(
  grid: HeightGrid,
  placer: Placer,
  column: number,
  row: number,
  step: number,
  errorM: number,
): CityLevel {
  const n = SIDE / step + 1;
  const skirtM = Math.max(LEAST_SKIRT_M, errorM * 2);
  const positions: number[] = [];
  const colour: number[] = [];
  const indices: number[] = [];
  const place = new Float64Array(3);
  const corner = (i: number, j: number, downM: number): number => {
    const [c, r] = [column + i * step, row + j * step];
    const height = heightAt(grid, c, r);
    placer.place(grid.west + c * grid.stepX, grid.north - r * Math.abs(grid.stepY), height - downM, place, 0);
    positions.push(place[0] as number, place[1] as number, place[2] as number);
    const share = Math.max(0, Math.min(1, height / COLOUR_RANGE_M));
    for (const k of [0, 1, 2] as const)
      colour.push(Math.round(LOW_COLOUR[k] + (HIGH_COLOUR[k] - LOW_COLOUR[k]) * share));
    return positions.length / 3 - 1;
  };
  const known = new Map<number, number>();
  const top = (i: number, j: number): number => {
    let index = known.get(j * n + i);
    if (index === undefined) {
      index = corner(i, j, 0);
      known.set(j * n + i, index);
    }
    return index;
  };
  const has = (i: number, j: number) =>
    i >= 0 && j >= 0 && i < n && j < n && Number.isFinite(heightAt(grid, column + i * step, row + j * step));
  const cell = (i: number, j: number) => has(i, j) && has(i + 1, j) && has(i, j + 1) && has(i + 1, j + 1);
  for (let j = 0; j + 1 < n; j++)
    for (let i = 0; i + 1 < n; i++) {
      if (!cell(i, j)) continue;
      const [a, b, c, d] = [top(i, j), top(i + 1, j), top(i + 1, j + 1), top(i, j + 1)];
      // Rows run south: (d, c) is the southern side.
      indices.push(d, c, b, d, b, a);
      const sides: [number, number, number, number, number, number][] = [
        [i, j, i + 1, j, i, j - 1],
        [i + 1, j, i + 1, j + 1, i + 1, j],
        [i + 1, j + 1, i, j + 1, i, j + 1],
        [i, j + 1, i, j, i - 1, j],
      ];
      for (const [i0, j0, i1, j1, ni, nj] of sides) {
        if (cell(ni, nj)) continue;
        const [p, q] = [top(i0, j0), top(i1, j1)];
        const [pd, qd] = [corner(i0, j0, skirtM), corner(i1, j1, skirtM)];
        indices.push(q, p, pd, q, pd, qd);
      }
    }
  return { errorM, meshes: [{ material: "ground", positions, indices, colour }] };
}

/** Squares of the grid, from the north-west on. Nothing where a square has no height at all. */
export function* terrainFeatures(grid: HeightGrid, placer: Placer): Generator<CityFeature> {
  for (let row = 0; row + 1 < grid.rows; row += SIDE)
    for (let column = 0; column + 1 < grid.columns; column += SIDE) {
      const levels = STEPS.map((step) =>
        levelOf(grid, placer, column, row, step, step === 1 ? 0 : departure(grid, column, row, step)),
      ).filter(
        ({ meshes, errorM }, i) => i === STEPS.length - 1 || (errorM > 0 && meshes[0]?.indices.length),
      );
      if (!levels.at(-1)?.meshes[0]?.indices.length) continue;
      yield {
        id: `terrain:${column / SIDE}/${row / SIDE}`,
        kind: "relief",
        attributes: {},
        levels,
      };
    }
}

/** The ground's height at a place, ellipsoidal, between the four heights round it; undefined off the grid. */
export function groundOf(
  grid: HeightGrid,
  placer: Placer,
  geoidHeightM: number,
): (lonDeg: number, latDeg: number) => number | undefined {
  return (lonDeg, latDeg) => {
    const [x, y] = placer.crs.fromGeodetic(lonDeg, latDeg, 0);
    const c = (x - grid.west) / grid.stepX;
    const r = (grid.north - y) / Math.abs(grid.stepY);
    const [c0, r0] = [Math.floor(c), Math.floor(r)];
    if (!(c0 >= 0 && r0 >= 0 && c0 + 1 < grid.columns && r0 + 1 < grid.rows)) return undefined;
    const at = (i: number, j: number) => heightAt(grid, c0 + i, r0 + j);
    const [fx, fy] = [c - c0, r - r0];
    const height =
      (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy;
    return Number.isFinite(height) ? height + geoidHeightM : undefined;
  };
}
