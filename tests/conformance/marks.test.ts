import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readOpenDrive } from "../../src/data/formats/opendrive/read-opendrive.ts";
import { PAINT_LIFT_M, roadMarks } from "../../src/data/tiling/paint/road-marks.ts";
import { referenceLine } from "../../src/model/roads/reference-line.ts";
import { ask, percentile, type Question, type StatedStripe } from "./evaluator.ts";
import { haveMaps, maps } from "./maps.ts";
import { pythonWithScipy } from "./outside-programs.ts";

type Point = [number, number, number];

/** Centre lines of what is drawn: one chain per painted piece. */
function chains({ positions, indices }: { positions: number[]; indices: number[] }): Point[][] {
  const out: Point[][] = [];
  const joined = new Set<number>();
  for (let i = 0; i < indices.length; i += 6) joined.add((indices[i + 2] as number) / 2);
  for (let k = 0; k < positions.length / 6; k++) {
    const centre = [0, 1, 2].map(
      (n) => ((positions[k * 6 + n] as number) + (positions[k * 6 + n + 3] as number)) / 2,
    ) as Point;
    if (joined.has(k)) out.at(-1)?.push(centre);
    else out.push([centre]);
  }
  return out;
}

const toSegment = (p: Point, a: Point, b: Point) => {
  const d = [0, 1, 2].map((n) => (b[n] as number) - (a[n] as number)) as Point;
  const own = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
  const dot = [0, 1, 2].reduce((sum, n) => sum + ((p[n] as number) - (a[n] as number)) * (d[n] as number), 0);
  const w = own > 0 ? Math.min(1, Math.max(0, dot / own)) : 0;
  return Math.hypot(...[0, 1, 2].map((n) => (p[n] as number) - (a[n] as number) - w * (d[n] as number)));
};
const toChain = (p: Point, chain: Point[]) =>
  chain.length < 2
    ? Number.POSITIVE_INFINITY
    : Math.min(...chain.slice(1).map((b, i) => toSegment(p, chain[i] as Point, b)));

describe.skipIf(!haveMaps || !pythonWithScipy)(
  "against an evaluator written from the standard with scipy",
  () => {
    test.each(maps)(
      "$name: every stated stripe is painted where it is stated, p99 ≤ 1 mm",
      async ({ path }) => {
        const bytes = await readFile(path);
        const { network } = await readOpenDrive([new Uint8Array(bytes)], { fileName: path, sha256: "" });
        const questions: Question[] = network.roads.map(({ id }) => ({ kind: "marks", road: id }));
        const theirs = ask(path, questions) as StatedStripe[][];
        const off: number[] = [];
        let stated = 0;
        for (const [i, road] of network.roads.entries()) {
          const line = referenceLine(road);
          const byLane = new Map<string, Point[][]>();
          for (const mesh of roadMarks(line)) {
            if (mesh.properties.derivation !== "stated") continue;
            const { section, lane } = mesh.properties;
            const key = `${section} ${lane}`;
            byLane.set(key, [...(byLane.get(key) ?? []), ...chains(mesh)]);
          }
          for (const { section, lane, ends, s0, s1 } of theirs[i] ?? []) {
            if (s1 - s0 < 1e-6) continue;
            stated += 1;
            const near = byLane.get(`${section} ${lane}`) ?? [];
            for (const [n, end] of ends.entries()) {
              // The paint lies over the stated place by its lift along the road's own up.
              const { up } = line.crossSection(s0 + ((s1 - s0) * n) / 2);
              const over = end.map((v, axis) => v + PAINT_LIFT_M * (up[axis] as number)) as Point;
              const nearest = Math.min(
                Number.POSITIVE_INFINITY,
                ...near.map((chain) => toChain(over, chain)),
              );
              off.push(nearest);
            }
          }
        }
        console.log(
          `stated stripes: ${stated}, p99 ${percentile(off, 0.99).toExponential(2)} m, max ${Math.max(0, ...off).toExponential(2)} m`,
        );
        if (stated === 0) return;
        expect(percentile(off, 0.99)).toBeLessThan(1e-3);
        expect(Math.max(...off)).toBeLessThan(5e-3);
      },
    );
  },
);
