// `npm run bench [name …]`: measures, prints, and writes bench-results/bench.json. Figures of one run on one machine:
// compare ratios, not times.

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { bundle } from "./bundle.ts";
import { cityInputs } from "./city-inputs.ts";
import { cityTiles } from "./city-tiles.ts";
import { codec } from "./codec.ts";
import { exports } from "./exports.ts";
import { firstView } from "./first-view.ts";
import { hub, load50k, load1000, stalled, storm } from "./hub/index.ts";
import { importing } from "./importing.ts";
import { replay } from "./replay.ts";
import { vehicles } from "./vehicles.ts";
import { walk } from "./walk.ts";

const BENCHES: Record<string, () => Promise<unknown> | unknown> = {
  importing,
  cityInputs,
  cityTiles: () => cityTiles(),
  exports,
  codec,
  hub,
  load1000,
  load50k,
  storm,
  stalled,
  replay,
  vehicles,
  walk,
  bundle,
  firstView,
};

const names = process.argv.slice(2);
const results: Record<string, unknown> = {};
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  const bench = BENCHES[name];
  if (!bench) throw new Error(`No bench "${name}"; there are ${Object.keys(BENCHES).join(", ")}.`);
  console.log(`\n== ${name}`);
  results[name] = await bench();
}
const report = {
  at: new Date().toISOString(),
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version },
  results,
};
mkdirSync("bench-results", { recursive: true });
writeFileSync("bench-results/bench.json", `${JSON.stringify(report, null, 2)}\n`);
console.log("\nWritten: bench-results/bench.json");
process.exit(0);
