// Asks the independent evaluator (evaluate_opendrive.py) about a map.

import { spawnSync } from "node:child_process";
import { pythonWithScipy } from "./outside-programs.ts";

export type Question =
  | { kind: "line"; road: string; s: number[] }
  | { kind: "lane"; road: string; section: number; lane: number; s: number[] }
  | { kind: "marks"; road: string };

export interface StatedStripe {
  section: number;
  lane: number;
  s0: number;
  s1: number;
  tOffset: number;
  ends: [number, number, number][];
}

export function ask(mapPath: string, questions: Question[]): unknown[] {
  const script = new URL("evaluate_opendrive.py", import.meta.url).pathname;
  const done = spawnSync(pythonWithScipy as string, [script, mapPath], {
    input: JSON.stringify(questions),
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(`The evaluator failed on ${mapPath}:\n${done.stderr}`);
  return JSON.parse(done.stdout) as unknown[];
}

/** The value below which the share p of the numbers lies. */
export function percentile(numbers: number[], p: number): number {
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
