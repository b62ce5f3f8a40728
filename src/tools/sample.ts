// lanetwin sample: grows the sample city into a folder, the same bytes at every run. `npm start` runs it in a process of its
// own, so that the server does not keep the memory that growing takes.

import { parseArgs } from "node:util";
import { buildSample, type SampleExtent } from "../data/sample/node.ts";
import { Fault } from "../model/records/fault.ts";
import { say } from "./say.ts";
import { USAGE } from "./usage.ts";

const SEED = 1;

function parsed(args: string[]): { out: string; extent: SampleExtent } {
  const fault = (reason: string) => new Fault("fault.cli.arguments", { reason, usage: USAGE.sample });
  let values: { out?: string; extent?: string };
  try {
    values = parseArgs({ args, options: { out: { type: "string" }, extent: { type: "string" } } }).values;
  } catch (error) {
    throw fault(error instanceof Error ? error.message : "");
  }
  const { out, extent = "district" } = values;
  if (out === undefined) throw fault("--out");
  if (extent !== "district" && extent !== "avenue") throw fault(`--extent ${extent}`);
  return { out, extent };
}

export async function sample(args: string[]): Promise<void> {
  const { out, extent } = parsed(args);
  say("server.building-sample");
  await buildSample(out, SEED, extent);
}
