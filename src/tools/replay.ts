// lanetwin replay DIR|FILE.mcap: the app with a recording in place of the live city; every viewer has a clock of his own.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Fault } from "../model/records/fault.ts";
import { MAX_RATE, MIN_RATE } from "../model/twin/recording.ts";
import { startServer } from "../server/start-server.ts";
import { say, tell } from "./say.ts";
import { buildMissing, sampleCity } from "./serve.ts";
import { software } from "./software.ts";
import { untilStopped } from "./until-stopped.ts";
import { USAGE } from "./usage.ts";

const APP = fileURLToPath(new URL("../../dist", import.meta.url));

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rate: { type: "string", default: "1" },
        city: { type: "string" },
        port: { type: "string", default: "5177" },
      },
    });
  } catch (error) {
    throw new Fault("fault.cli.arguments", {
      reason: error instanceof Error ? error.message : "",
      usage: USAGE.replay,
    });
  }
}

export async function replay(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args);
  const [path] = positionals;
  const rate = Number(values.rate);
  const port = Number(values.port);
  if (path === undefined || positionals.length > 1 || !(rate >= MIN_RATE && rate <= MAX_RATE))
    throw new Fault("fault.cli.arguments", { reason: "DIR|FILE.mcap, --rate", usage: USAGE.replay });
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Fault("fault.cli.number", { name: "--port", text: values.port });
  await buildMissing();
  const server = await startServer({
    appFolder: APP,
    cityFolders: [values.city === undefined ? await sampleCity() : resolve(values.city)],
    host: "127.0.0.1",
    port,
    clock: Date.now,
    software: await software(),
    replay: { path: resolve(path), rate },
    env: process.env,
  });
  const ranges = server.recordings?.recorded().ranges ?? [];
  const text = (timeMs: number | undefined) => (timeMs === undefined ? "—" : new Date(timeMs).toISOString());
  say("replay.of", { path, from: text(ranges[0]?.fromMs), to: text(ranges.at(-1)?.toMs) });
  tell("server.ready", { url: server.url });
  await untilStopped();
  say("server.stopping");
  await server.stop();
}
