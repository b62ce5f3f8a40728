// Footprints to a verified city: 100,000 and a million synthetic buildings as GeoJSONSeq, imported and verified by the
// command line in processes of their own, whose time and memory are measured.

import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seeded } from "../../src/model/records/random.ts";
import { round } from "./median.ts";

const CLI = fileURLToPath(new URL("../../src/tools/lanetwin.mjs", import.meta.url));
const MEASURE = fileURLToPath(new URL("./city-tiles-memory.mjs", import.meta.url));
const LON = 114.476;
const LAT = 30.4895;
const M_PER_DEG = 111_320;
const USES = ["住宅", "办公", "商业", "工业", "学校", "医院"];
/** Buildings on a square kilometre. */
const DENSITY = 1000;

/** Rectangles and L shapes on a city of even density, in no spatial order. */
export function writeFootprints(file: string, count: number, seed = 1): void {
  const random = seeded(seed);
  const sideM = Math.sqrt(count / DENSITY) * 1000;
  const perLon = M_PER_DEG * Math.cos((LAT * Math.PI) / 180);
  const fd = openSync(file, "w");
  let lines: string[] = [];
  const flush = () => {
    writeSync(fd, lines.join(""));
    lines = [];
  };
  for (let i = 0; i < count; i++) {
    const x = (random.next() - 0.5) * sideM;
    const y = (random.next() - 0.5) * sideM;
    const angle = (random.next() - 0.5) * 0.6;
    const [w, d] = [random.between(8, 40), random.between(8, 22)];
    const ring: [number, number][] =
      random.next() < 0.4
        ? [
            [0, 0],
            [w, 0],
            [w, d],
            [w / 2, d],
            [w / 2, d * 1.8],
            [0, d * 1.8],
          ]
        : [
            [0, 0],
            [w, 0],
            [w, d],
            [0, d],
          ];
    const corners = [...ring, ring[0] as [number, number]].map(([u, v]) => {
      const e = x + u * Math.cos(angle) - v * Math.sin(angle);
      const n = y + u * Math.sin(angle) + v * Math.cos(angle);
      return [round(LON + e / perLon, 7), round(LAT + n / M_PER_DEG, 7)];
    });
    const levels = 1 + random.index(random.next() < 0.1 ? 33 : 8);
    const properties = { height: round(levels * 3.1, 1), levels, use: USES[random.index(USES.length)] };
    const geometry = { type: "Polygon", coordinates: [corners] };
    lines.push(`${JSON.stringify({ type: "Feature", id: `b${i}`, properties, geometry })}\n`);
    if (lines.length === 4096) flush();
  }
  flush();
  closeSync(fd);
}

interface Run {
  seconds: number;
  rssMB: number;
}

/** A command of ours in a process of its own. */
function run(args: string[]): Run {
  const { stdout, stderr, status } = spawnSync(process.execPath, [MEASURE, CLI, ...args], {
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  if (status !== 0) throw new Error(`${args.join(" ")}\n${stdout}\n${stderr}`);
  return JSON.parse(stderr.trim().split("\n").at(-1) as string) as Run;
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

function measure(count: number) {
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-bench-"));
  try {
    const file = join(folder, "footprints.geojsonl");
    writeFootprints(file, count);
    const out = join(folder, "city");
    const made = run(["import", file, "--out", out, "--ground", "20"]);
    const checked = run([
      "verify",
      join(out, "buildings/tileset.json"),
      "--features",
      String(count),
      "--ground",
      "20",
    ]);
    const bytes = sizeOf(join(out, "buildings"));
    return {
      buildings: count,
      inputMB: round(statSync(file).size / 1e6, 1),
      importS: round(made.seconds),
      verifyS: round(checked.seconds),
      totalS: round(made.seconds + checked.seconds),
      importRssMB: round(made.rssMB, 0),
      verifyRssMB: round(checked.rssMB, 0),
      tilesMB: round(bytes / 1e6, 1),
      bytesPerBuilding: round(bytes / count, 0),
      searchMB: round(statSync(join(out, "search.bin")).size / 1e6, 1),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param counts default 100,000 and a million */
export function cityTiles(counts: readonly number[] = [100_000, 1_000_000]) {
  const rows = counts.map(measure);
  console.table(rows);
  const [small, large] = rows;
  const ratio =
    small && large ? { rssOfMillionOverHundredThousand: round(large.importRssMB / small.importRssMB) } : {};
  return { rows, ...ratio };
}
