// lanetwin record --out DIR: runs a city with its feeds and keeps all of it, until Ctrl-C or for some seconds.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Fault } from "../model/records/fault.ts";
import { startServer } from "../server/start-server.ts";
import { say, tell } from "./say.ts";
import { sampleCity } from "./serve.ts";
import { software } from "./software.ts";
import { untilStopped } from "./until-stopped.ts";
import { USAGE } from "./usage.ts";

const APP = fileURLToPath(new URL("../../dist", import.meta.url));

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        out: { type: "string" },
        seconds: { type: "string" },
        city: { type: "string" },
        port: { type: "string", default: "0" },
        vehicles: { type: "string" },
        feeds: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new Fault("fault.cli.arguments", {
      reason: error instanceof Error ? error.message : "",
      usage: USAGE.record,
    });
  }
}

const whole = (name: string, text: string | undefined) => {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Fault("fault.cli.number", { name, text });
  return Number(text);
};

export async function record(args: string[]): Promise<void> {
  const values = parsed(args);
  if (values.out === undefined)
    throw new Fault("fault.cli.arguments", { reason: "--out", usage: USAGE.record });
  const seconds = whole("--seconds", values.seconds);
  const vehicles = whole("--vehicles", values.vehicles);
  const folder = resolve(values.out);
  const server = await startServer({
    appFolder: APP,
    cityFolders: [values.city === undefined ? await sampleCity() : resolve(values.city)],
    host: "127.0.0.1",
    port: whole("--port", values.port) ?? 0,
    clock: Date.now,
    software: await software(),
    ...(vehicles !== undefined && { vehicles }),
    ...(values.feeds !== undefined && { feedsFile: resolve(values.feeds) }),
    record: { folder },
    env: process.env,
  });
  try {
    if (server.recordFault) throw server.recordFault;
    say("record.to", { folder });
    for (const { fault } of server.feeds?.status() ?? []) if (fault) say(fault.code, fault.params);
    await untilStopped(seconds);
  } finally {
    await server.stop();
  }
  const recorded = server.recordings?.recorded();
  if (recorded?.fault) throw new Fault(recorded.fault.code, recorded.fault.params);
  const segments = server.recordings?.segments() ?? [];
  tell("record.done", {
    folder,
    segments: segments.length,
    seconds: Math.round(
      (recorded?.ranges ?? []).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / 1000,
    ),
    kB: Math.round(segments.reduce((sum, { bytes }) => sum + bytes, 0) / 1000),
  });
}
