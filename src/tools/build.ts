// lanetwin build city.config.json: the files it names become a city folder.

import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { BuildStep } from "../data/build/city/build-options.ts";
import type { CityConfig } from "../data/build/city/city-config.ts";
import { buildCity, readConfig } from "../data/build/city/node.ts";
import { Fault } from "../model/records/fault.ts";
import { say, tell } from "./say.ts";
import { USAGE } from "./usage.ts";

function parsed(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { out: { type: "string" } } });
  } catch (error) {
    throw new Fault("fault.cli.arguments", {
      reason: error instanceof Error ? error.message : "",
      usage: USAGE.build,
    });
  }
}

/** Says a step, where there is something new to say. */
function reporter(): (step: BuildStep) => void {
  let told = "";
  const once = (key: string, params: Record<string, string | number>) => {
    const text = `${key} ${JSON.stringify(params)}`;
    if (text === told) return;
    told = text;
    say(`city-build.${key}`, params);
  };
  return (step) => {
    if (step.key === "reading") once(step.key, { input: step.input, percent: step.percent });
    else if (step.key === "objects") once(step.key, { done: Math.floor(step.done / 100_000) * 100_000 });
    else if (step.key === "tiling")
      once(step.key, { percent: Math.floor((step.done / Math.max(1, step.total)) * 4) * 25 });
    else once(step.key, {});
  };
}

/** Builds, and tells what came of it; Ctrl-C leaves nothing behind. */
export async function buildAndTell(config: CityConfig, folder: string, out: string): Promise<void> {
  const stop = new AbortController();
  const cancel = () => stop.abort();
  process.once("SIGINT", cancel);
  const startedMs = performance.now();
  const built = await buildCity(config, folder, out, {
    signal: stop.signal,
    onProgress: reporter(),
  }).finally(() => process.removeListener("SIGINT", cancel));
  const byText = new Map<string, number>();
  for (const { code, severity } of built.findings)
    byText.set(`${severity} ${code}`, (byText.get(`${severity} ${code}`) ?? 0) + 1);
  for (const [text, count] of byText) say("import.findings", { count, text });
  for (const { input, crs, read, out: taken, skipped } of built.counts)
    tell("city-build.counts", { input, crs, read, out: taken, skipped });
  const reports = Object.values(built.reports);
  const sum = (of: (report: (typeof reports)[number]) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  tell("city-build.done", {
    out,
    features: sum(({ features, instances }) => features + instances),
    triangles: sum(({ triangles }) => triangles),
    tiles: sum(({ tiles }) => tiles),
    kB: Math.round(sum(({ bytes }) => bytes) / 1000),
    seconds: ((performance.now() - startedMs) / 1000).toFixed(1),
  });
  say("import.next", { out });
}

export async function build(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args);
  const [file] = positionals;
  if (!file || positionals.length > 1)
    throw new Fault("fault.cli.arguments", { reason: "city.config.json", usage: USAGE.build });
  const { config, folder } = await readConfig(file);
  await buildAndTell(config, folder, values.out ?? join(dirname(resolve(file)), config.id));
}
