// lanetwin start: builds what is missing, serves, prints one URL, stops cleanly.

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Fault } from "../model/records/fault.ts";
import { startServer } from "../server/start-server.ts";
import { buildIfStale } from "./build-missing.ts";
import { thirdPartyNotices } from "./notices.ts";
import { precompress } from "./precompress.ts";
import { say, tell } from "./say.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SAMPLE = "public/tiles/optics-valley";
export const DEFAULT_PORT = 5177;

async function buildSample(): Promise<void> {
  const { writeSampleCity } = await import("./sample.ts");
  await writeSampleCity(resolve(ROOT, SAMPLE));
}

async function buildApp(): Promise<void> {
  try {
    const { build } = await import("vite");
    await build({ root: ROOT, logLevel: "warn" });
    await writeFile(resolve(ROOT, "dist/third-party-notices.txt"), await thirdPartyNotices(ROOT));
    await precompress(resolve(ROOT, "dist"));
  } catch (error) {
    throw new Fault("fault.server.build-failed", {
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

export async function buildMissing({ sample }: { sample: boolean }): Promise<void> {
  if (sample)
    await buildIfStale(ROOT, SAMPLE, ["src/model", "src/data"], () => {
      say("server.building-sample");
      return buildSample();
    });
  const app = ["src", "index.html", "vite.config.ts", "package-lock.json"];
  await buildIfStale(ROOT, "dist", app, () => {
    say("server.building-app");
    return buildApp();
  });
}

function positiveInteger(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Fault("fault.cli.number", { name, text });
  return value;
}

export async function start(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: String(DEFAULT_PORT) },
      host: { type: "string", default: "127.0.0.1" },
      city: { type: "string", multiple: true },
      vehicles: { type: "string", default: "300" },
      seed: { type: "string", default: "1" },
      token: { type: "string" },
      "allow-host": { type: "string", multiple: true },
      "no-build": { type: "boolean", default: false },
    },
  });
  const own = values.city?.map((folder) => resolve(folder));
  if (!values["no-build"]) await buildMissing({ sample: own === undefined });
  const token = values.token ?? process.env.LANETWIN_TOKEN;
  const server = await startServer({
    appFolder: resolve(ROOT, "dist"),
    cityFolders: own ?? (existsSync(resolve(ROOT, SAMPLE)) ? [resolve(ROOT, SAMPLE)] : []),
    host: values.host,
    port: positiveInteger(values.port, "--port"),
    ...(token !== undefined && { token }),
    ...(values["allow-host"] && { allowedHosts: values["allow-host"] }),
    vehicles: positiveInteger(values.vehicles, "--vehicles"),
    seed: positiveInteger(values.seed, "--seed"),
    clock: Date.now,
    onSimulation: ({ requested, placed, capacity }) => {
      if (capacity === 0) say("server.no-traffic");
      else if (placed < requested) say("server.vehicles-capped", { requested, placed, capacity });
    },
  });
  tell("server.ready", { url: server.url });
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(130);
    stopping = true;
    say("server.stopping");
    void server.stop().then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
