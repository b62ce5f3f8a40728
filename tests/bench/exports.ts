// 200,000 lines of 12 vertices with heights and 12 attributes: our writers against ogr2ogr, same GeoJSON in, same format out,
// each a process of its own as a user starts it. Beside the whole process (with Node's start) our own conversion alone is
// told, and processor time, which says more than wall time on a busy machine. Memory: the most a process held, at 200 k and
// at 2 M.

import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ogrinfo } from "../conformance/outside-programs.ts";
import { round } from "./median.ts";

const FEATURES = 200_000;
const MANY = 2_000_000;
const VERTICES = 12;
const TOOL = new URL("../../src/tools/lanetwin.mjs", import.meta.url).pathname;
const TIME = "/usr/bin/time";

const FORMATS: { format: string; ogr?: string[] }[] = [
  { format: "geopackage", ogr: ["GPKG", "o.gpkg"] },
  { format: "flatgeobuf", ogr: ["FlatGeobuf", "o.fgb"] },
  { format: "csv", ogr: ["CSV", "o.csv", "-lco", "GEOMETRY=AS_WKT"] },
  { format: "geojson", ogr: ["GeoJSON", "o.geojson"] },
  // GDAL's GeoParquet driver is not in every build; ours stands alone.
  { format: "geoparquet" },
];

/** Seeded: the same file every time. */
export function writeLines(file: string, count: number): void {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const fixed = (v: number, decimals: number) => Number(v.toFixed(decimals));
  const fd = openSync(file, "w");
  let text = '{"type":"FeatureCollection","name":"lines","features":[\n';
  for (let i = 0; i < count; i++) {
    let [x, y, z, heading] = [114 + random(), 30 + random(), 20 + 10 * random(), 6.283 * random()];
    const coordinates = Array.from({ length: VERTICES }, () => {
      heading += (random() - 0.5) * 0.2;
      x += 1e-4 * Math.cos(heading);
      y += 1e-4 * Math.sin(heading);
      z += (random() - 0.5) * 0.1;
      return [fixed(x, 9), fixed(y, 9), fixed(z, 4)];
    });
    const properties = {
      id: `lane:${i}/0/${i % 7}`,
      road: String(i % 5000),
      section: i % 4,
      lane: -(i % 5) - 1,
      type: ["driving", "shoulder", "biking", "sidewalk"][i % 4],
      widthM: fixed(2.5 + 1.5 * random(), 4),
      lengthM: fixed(100 + 20 * random(), 4),
      speedKmh: 30.5 + 10 * (i % 6),
      surface: ["asphalt", "concrete"][i % 2],
      colour: ["white", "yellow"][i % 2],
      name: i % 10 === 0 ? `道路 ${i % 900}` : `Road ${i % 900}`,
      derivation: "surveyed",
    };
    const geometry = { type: "LineString", coordinates };
    text += `${i === 0 ? "" : ",\n"}${JSON.stringify({ type: "Feature", properties, geometry })}`;
    if (text.length < 1 << 20) continue;
    writeSync(fd, text);
    text = "";
  }
  writeSync(fd, `${text}\n]}\n`);
  closeSync(fd);
}

interface Run {
  wallS: number;
  cpuS: number;
  peakMb: number;
  /** Of the conversion alone, as the tool tells it. */
  ownS: number | undefined;
}

function measured(command: string, args: string[]): Run {
  const done = spawnSync(TIME, ["-f", "T %e %U %S %M", command, ...args], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
    maxBuffer: 1 << 26,
  });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}\n${done.stderr}`);
  const told = /T ([\d.]+) ([\d.]+) ([\d.]+) (\d+)/.exec(done.stderr)?.slice(1).map(Number) ?? [];
  const [wallS = 0, user = 0, system = 0, peakKb = 0] = told;
  const own = /in ([\d.]+) s\./.exec(done.stdout)?.[1];
  return {
    wallS,
    cpuS: round(user + system),
    peakMb: round(peakKb / 1024, 0),
    ownS: own === undefined ? undefined : Number(own),
  };
}

/** @param env LANETWIN_BENCH_MANY=0 leaves the 2 M runs out */
export function exports() {
  if (!existsSync(TIME)) throw new Error(`${TIME} is needed (apt-get install time).`);
  const folder = mkdtempSync(join(tmpdir(), "lanetwin-bench-exports-"));
  const input = join(folder, "lines.geojson");
  let made = 0;
  const ours = (file: string, format: string) => {
    made += 1;
    const out = join(folder, `ours-${made}`);
    const run = measured(process.execPath, [TOOL, "convert", file, "--format", format, "--out", out]);
    return { run, out };
  };
  const theirs = (file: string, [driver, name, ...more]: string[]) => {
    made += 1;
    const out = join(folder, `${made}-${name}`);
    const run = measured("ogr2ogr", ["-f", driver as string, ...more, out, file]);
    rmSync(out, { force: true });
    return run;
  };
  try {
    writeLines(input, FEATURES);
    // The first start after a change compiles the commands; users pay that once.
    const help = () => measured(process.execPath, [TOOL, "convert", "--help"]);
    const [firstStart, start] = [help(), help()];
    const rows = [];
    let fgb = "";
    for (const { format, ogr } of FORMATS) {
      const peer = ogr && ogrinfo ? theirs(input, ogr) : undefined;
      const { run, out } = ours(input, format);
      rows.push(row(`GeoJSON → ${format}`, run, peer, start));
      if (format === "flatgeobuf") fgb = join(out, "lines.fgb");
      else rmSync(out, { recursive: true });
    }
    const peer = ogrinfo ? theirs(fgb, ["GPKG", "o.gpkg"]) : undefined;
    rows.push(row("FlatGeobuf → geopackage", ours(fgb, "geopackage").run, peer, start));
    console.table(rows);
    if (process.env.LANETWIN_BENCH_MANY === "0")
      return { features: FEATURES, firstStartWallS: firstStart.wallS, startCpuS: start.cpuS, rows };
    const memory = [];
    const many = join(folder, "many.geojson");
    writeLines(many, MANY);
    for (const { format } of FORMATS) {
      const few = ours(input, format);
      const lots = ours(many, format);
      memory.push({
        format,
        peakMb200k: few.run.peakMb,
        peakMb2M: lots.run.peakMb,
        ratio: round(lots.run.peakMb / few.run.peakMb),
      });
      for (const { out } of [few, lots]) rmSync(out, { recursive: true });
    }
    console.table(memory);
    return { features: FEATURES, firstStartWallS: firstStart.wallS, startCpuS: start.cpuS, rows, memory };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, own: Run, peer: Run | undefined, start: Run) {
  return {
    what,
    wallS: own.wallS,
    cpuS: own.cpuS,
    cpuWithoutStartS: round(own.cpuS - start.cpuS),
    conversionS: own.ownS,
    featuresPerS: own.ownS === undefined ? undefined : Math.round(FEATURES / own.ownS),
    peakMb: own.peakMb,
    ...(peer && {
      ogrWallS: peer.wallS,
      ogrCpuS: peer.cpuS,
      ogrPeakMb: peer.peakMb,
      ratioWall: round(peer.wallS / own.wallS),
      ratioCpu: round(peer.cpuS / own.cpuS),
      ratioCpuWithoutStart: round(peer.cpuS / (own.cpuS - start.cpuS)),
    }),
  };
}
