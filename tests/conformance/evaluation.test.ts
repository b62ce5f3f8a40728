import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readOpenDrive } from "../../src/data/formats/opendrive/read-opendrive.ts";
import { laneGeometry } from "../../src/model/roads/lane-geometry.ts";
import { referenceLine } from "../../src/model/roads/reference-line.ts";
import { ask, percentile, type Question } from "./evaluator.ts";
import { haveMaps, maps } from "./maps.ts";
import { pythonWithScipy } from "./outside-programs.ts";

const STATIONS = 9;

/** Stations strictly inside, so that a record that begins at an end is not asked for from the wrong side. */
const inside = (from: number, to: number) =>
  Array.from({ length: STATIONS }, (_, i) => from + ((to - from) * (i + 0.5)) / STATIONS);

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.hypot(
    (a[0] as number) - (b[0] as number),
    (a[1] as number) - (b[1] as number),
    (a[2] as number) - (b[2] as number),
  );

const load = async (path: string) => {
  const bytes = await readFile(path);
  return readOpenDrive([new Uint8Array(bytes)], { fileName: path, sha256: "" });
};

describe.skipIf(!haveMaps || !pythonWithScipy)(
  "against an evaluator written from the standard with scipy",
  () => {
    test.each(maps)("$name: reference lines, p99 ≤ 1 mm", async ({ path }) => {
      const { network } = await load(path);
      const questions: Question[] = [];
      const ours: number[][][] = [];
      for (const road of network.roads) {
        const line = referenceLine(road);
        const s = inside(0, road.lengthM);
        questions.push({ kind: "line", road: road.id, s });
        ours.push(s.map((at) => [...line.point(at, 0, 0)]));
      }
      const theirs = ask(path, questions) as number[][][];
      const flat = ours.flatMap((road, i) =>
        road.map((p, j) =>
          Math.hypot(
            (p[0] as number) - (theirs[i]?.[j]?.[0] as number),
            (p[1] as number) - (theirs[i]?.[j]?.[1] as number),
          ),
        ),
      );
      console.log(
        `reference lines: ${flat.length} points, p99 ${percentile(flat, 0.99).toExponential(2)} m, max ${Math.max(...flat).toExponential(2)} m`,
      );
      expect(flat.length).toBeGreaterThan(0);
      expect(percentile(flat, 0.99)).toBeLessThan(1e-3);
      expect(Math.max(...flat)).toBeLessThan(1e-2);
    });

    test.each(maps)("$name: both edges and the width of every lane, p99 ≤ 1 mm", async ({ path }) => {
      const { network } = await load(path);
      const questions: Question[] = [];
      const ours: { left: number[]; right: number[] }[][] = [];
      for (const road of network.roads) {
        const line = referenceLine(road);
        for (const [index, section] of road.sections.entries())
          for (const lane of section.lanes) {
            if (lane.id === 0 || section.endM - section.sM < 1e-6) continue;
            const geometry = laneGeometry(line, section, lane);
            const s = inside(section.sM, section.endM);
            questions.push({ kind: "lane", road: road.id, section: index, lane: lane.id, s });
            ours.push(
              s.map((at) => ({
                left: [...geometry.edge("left", at)],
                right: [...geometry.edge("right", at)],
              })),
            );
          }
      }
      const theirs = ask(path, questions) as number[][][];
      const edges: number[] = [];
      const worst: { where: string; m: number }[] = [];
      for (const [i, lane] of ours.entries())
        for (const [j, at] of lane.entries()) {
          const answer = theirs[i]?.[j] as number[];
          const off = Math.max(distance(at.left, answer.slice(0, 3)), distance(at.right, answer.slice(3, 6)));
          edges.push(off);
          if (off > 1e-3)
            worst.push({
              where: `${JSON.stringify({ ...questions[i], s: undefined })} station ${j}`,
              m: off,
            });
        }
      console.log(
        `lanes: ${edges.length} stations, p99 ${percentile(edges, 0.99).toExponential(2)} m, max ${Math.max(...edges).toExponential(2)} m`,
      );
      if (worst.length > 0) console.log(worst.sort((a, b) => b.m - a.m).slice(0, 10));
      expect(edges.length).toBeGreaterThan(0);
      expect(percentile(edges, 0.99)).toBeLessThan(1e-3);
    });
  },
);
