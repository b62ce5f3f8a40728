// lanetwin export-parquet DIR|FILE.mcap --out FILE.parquet: what moved in a recording, as a table for analysis.

import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { Fault } from "../model/records/fault.ts";
import { createOnDisk } from "../server/record/recorder.ts";
import { openRecordings } from "../server/record/recordings.ts";
import { writeParquet } from "../server/record/write-parquet.ts";
import { tell } from "./say.ts";
import { software } from "./software.ts";
import { USAGE } from "./usage.ts";

function parsed(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { out: { type: "string" } } });
  } catch (error) {
    throw new Fault("fault.cli.arguments", {
      reason: error instanceof Error ? error.message : "",
      usage: USAGE["export-parquet"],
    });
  }
}

export async function exportParquet(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args);
  const [path] = positionals;
  const { out } = values;
  if (path === undefined || positionals.length > 1 || out === undefined)
    throw new Fault("fault.cli.arguments", {
      reason: "DIR|FILE.mcap, --out",
      usage: USAGE["export-parquet"],
    });
  const recordings = await openRecordings(path);
  const file = await createOnDisk(out).catch((error: Error) => {
    throw new Fault("fault.record.out", { out, reason: error.message });
  });
  try {
    const { rows, objects, bytes } = await writeParquet(recordings, file, await software());
    await file.close();
    tell("parquet.done", { out, rows, objects, kB: Math.round(bytes / 1000) });
  } catch (error) {
    await file.close().catch(() => {});
    await rm(out, { force: true });
    throw error;
  } finally {
    await recordings.stop();
  }
}
