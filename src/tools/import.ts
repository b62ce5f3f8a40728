// lanetwin import FILE --out DIR: a road map or a city model becomes a city folder.

import { basename, dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { holdsObjects } from "../data/build/city/node.ts";
import { slug } from "../data/build/import-roads.ts";
import { importFile } from "../data/build/node.ts";
import { Fault } from "../model/records/fault.ts";
import { buildAndTell } from "./build.ts";
import { say, tell } from "./say.ts";
import { USAGE } from "./usage.ts";

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: "string" },
        origin: { type: "string" },
        crs: { type: "string" },
        geoid: { type: "string" },
        country: { type: "string" },
        title: { type: "string" },
        id: { type: "string" },
        ground: { type: "string" },
        lod: { type: "string" },
        "swap-axes": { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Fault("fault.cli.arguments", {
      reason: error instanceof Error ? error.message : "",
      usage: USAGE.import,
    });
  }
}

function originOf(text: string): { lonDeg: number; latDeg: number; headingDeg: number } {
  const [lonDeg = Number.NaN, latDeg = Number.NaN, headingDeg = 90, ...more] = text.split(",").map(Number);
  const sound =
    Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90 && Number.isFinite(headingDeg) && more.length === 0;
  if (!sound) throw new Fault("fault.cli.origin", { text });
  return { lonDeg, latDeg, headingDeg };
}

export async function importMap(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args);
  const [file] = positionals;
  if (!file || positionals.length > 1 || !values.out)
    throw new Fault("fault.cli.arguments", { reason: "FILE, --out", usage: USAGE.import });
  const number = (name: "geoid" | "ground" | "lod") => {
    const text = values[name];
    const value = text === undefined ? undefined : Number(text);
    if (value !== undefined && !Number.isFinite(value))
      throw new Fault("fault.cli.arguments", { reason: `--${name} ${text}`, usage: USAGE.import });
    return value;
  };
  const geoidHeightM = number("geoid");
  if (await holdsObjects(file)) {
    const [groundHeightM, lod] = [number("ground"), number("lod")];
    const name = basename(file).replace(/\.[^.]*$/, "");
    return await buildAndTell(
      {
        id: slug(values.id ?? name),
        title: values.title ?? name,
        ...(values.country !== undefined && { country: values.country.toUpperCase() }),
        ...(groundHeightM !== undefined && { groundHeightM }),
        inputs: [
          {
            file: basename(file),
            ...(values.crs !== undefined && { crs: values.crs }),
            ...(geoidHeightM !== undefined && { geoidHeightM }),
            ...(lod !== undefined && { lod }),
            ...(values["swap-axes"] !== undefined && { swapAxes: values["swap-axes"] }),
            ...(values.origin !== undefined && { placement: originOf(values.origin) }),
          },
        ],
        tilesets: [],
      },
      dirname(resolve(file)),
      values.out,
    );
  }
  const stop = new AbortController();
  const cancel = () => stop.abort();
  process.once("SIGINT", cancel);
  const startedMs = performance.now();
  let shown = -1;
  const { city, findings, files, triangles } = await importFile(file, values.out, {
    ...(values.id !== undefined && { id: values.id }),
    ...(values.title !== undefined && { title: values.title }),
    ...(values.country !== undefined && { country: values.country.toUpperCase() }),
    ...(values.crs !== undefined && { crs: values.crs }),
    ...(values.origin !== undefined && { origin: originOf(values.origin) }),
    ...(geoidHeightM !== undefined && { geoidHeightM }),
    signal: stop.signal,
    onProgress: (step) => {
      if (step.key !== "reading") return say(`import.${step.key}`);
      const percent = Math.floor(step.share * 4) * 25;
      if (percent === shown) return;
      shown = percent;
      say("import.reading", { percent });
    },
  }).finally(() => process.removeListener("SIGINT", cancel));
  const byText = new Map<string, number>();
  for (const { code, severity } of findings)
    byText.set(`${severity} ${code}`, (byText.get(`${severity} ${code}`) ?? 0) + 1);
  for (const [text, count] of byText) say("import.findings", { count, text });
  tell("import.done", {
    out: values.out,
    roads: city.roads?.counts.road,
    lanes: city.roads?.counts.lane,
    laneKm: city.roads?.laneKm.toFixed(2),
    markings: city.roads?.counts.marking,
    triangles,
    kB: Math.round(files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1000),
    seconds: ((performance.now() - startedMs) / 1000).toFixed(1),
  });
  say("import.next", { out: values.out });
}
