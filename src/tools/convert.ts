// lanetwin convert FILE --format … --out DIR: anybody's GeoJSON or FlatGeobuf through our writers, as it is.

import { parseArgs } from "node:util";
import { Fault } from "../model/records/fault.ts";
import { convertOnDisk } from "./convert-on-disk.ts";
import { tell } from "./say.ts";
import { USAGE } from "./usage.ts";

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: "string" },
        format: { type: "string" },
        "scan-all": { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Fault("fault.cli.arguments", {
      reason: error instanceof Error ? error.message : "",
      usage: USAGE.convert,
    });
  }
}

export async function convert(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args);
  const [file] = positionals;
  if (!file || positionals.length > 1 || !values.out || !values.format)
    throw new Fault("fault.cli.arguments", { reason: "FILE, --format, --out", usage: USAGE.convert });
  const stop = new AbortController();
  const cancel = () => stop.abort();
  process.once("SIGINT", cancel);
  process.once("SIGTERM", cancel);
  const startedMs = performance.now();
  let features = 0;
  try {
    const paths = await convertOnDisk(file, values.format, values.out, {
      scanAll: values["scan-all"],
      onRows: (written) => {
        features = written;
      },
      signal: stop.signal,
    });
    tell("converting.done", {
      out: values.out,
      features,
      paths: paths.join(", "),
      seconds: ((performance.now() - startedMs) / 1000).toFixed(2),
    });
  } finally {
    process.removeListener("SIGINT", cancel);
    process.removeListener("SIGTERM", cancel);
  }
}
