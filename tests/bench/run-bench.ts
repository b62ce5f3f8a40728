// `npm run bench`: every measurement in one run, ratios wherever a peer exists, printed and written as JSON.

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const BENCHES: Record<string, () => Promise<{ run(): Promise<object> }>> = {
  import: () => import("./import.bench.ts"),
  codec: () => import("./codec.bench.ts"),
  hub: () => import("./hub.bench.ts"),
  vehicles: () => import("./vehicles.bench.ts"),
  bundle: () => import("./bundle.bench.ts"),
};

const wanted = process.argv.slice(2);
const results: Record<string, object> = {
  machine: {
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  },
};
for (const [name, load] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    results[name] = await (await load()).run();
  } catch (error) {
    results[name] = { failed: error instanceof Error ? error.message : String(error) };
    process.exitCode = 1;
  }
  console.log(JSON.stringify({ [name]: results[name] }, null, 2));
}
mkdirSync("bench-results", { recursive: true });
writeFileSync("bench-results/bench.json", `${JSON.stringify(results, null, 2)}\n`);
console.log("Written to bench-results/bench.json");
process.exit();
