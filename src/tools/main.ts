// The command table of `lanetwin`; a command's code is loaded only when it is asked for.

import { sayError, tell } from "./say.ts";
import { USAGE } from "./usage.ts";

const COMMANDS: Record<keyof typeof USAGE, (args: string[]) => Promise<void>> = {
  import: async (args) => (await import("./import.ts")).importMap(args),
  build: async (args) => (await import("./build.ts")).build(args),
  sample: async (args) => (await import("./sample.ts")).sample(args),
  verify: async (args) => (await import("./verify.ts")).verify(args),
  export: async (args) => (await import("./export.ts")).exportCity(args),
  convert: async (args) => (await import("./convert.ts")).convert(args),
  record: async (args) => (await import("./record.ts")).record(args),
  replay: async (args) => (await import("./replay.ts")).replay(args),
  "export-parquet": async (args) => (await import("./export-parquet.ts")).exportParquet(args),
  serve: async (args) => (await import("./serve.ts")).serve(args),
};

/** Runs one command; the answer is the exit code (1 = it failed and said why, 2 = not a command). */
export async function main(args: string[]): Promise<number> {
  const [name = "help", ...rest] = args;
  const id = Object.hasOwn(COMMANDS, name) ? (name as keyof typeof USAGE) : undefined;
  if (id) {
    if (rest.includes("--help") || rest.includes("-h")) {
      process.stdout.write(`${USAGE[id]}\n`);
      if (id === "serve") tell("serve.roles");
      return 0;
    }
    try {
      await COMMANDS[id](rest);
      return 0;
    } catch (error) {
      sayError(error);
      return 1;
    }
  }
  const known = ["help", "--help", "-h"].includes(name);
  const usage = `${Object.values(USAGE).join("\n")}\n`;
  if (known) process.stdout.write(usage);
  else process.stderr.write(`lanetwin: ${name}?\n${usage}`);
  return known ? 0 : 2;
}
