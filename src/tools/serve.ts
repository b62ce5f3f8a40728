// lanetwin serve: builds the app when it is missing or older than its sources, serves it with the cities given,
// prints one URL, stops cleanly.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Fault } from "../model/records/fault.ts";
import type { Part } from "../server/bus/city-part.ts";
import { checkToken, startServer } from "../server/start-server.ts";
import { certificate } from "../server/web/certificate.ts";
import { buildIfStale } from "./build-missing.ts";
import { thirdPartyNotices } from "./notices.ts";
import { precompress } from "./precompress.ts";
import { say, tell } from "./say.ts";
import { openPart } from "./serve-part.ts";
import { software } from "./software.ts";
import { USAGE } from "./usage.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LANETWIN = fileURLToPath(new URL("./lanetwin.mjs", import.meta.url));
const SAMPLE = "public/tiles/optics-valley";
const SAMPLE_AVENUE = ".cache/avenue/optics-valley";
const RECORDINGS = ".cache/recordings";
/** The last hour, unless it is larger than this. */
const KEEP_MS = 3_600_000;
const KEEP_BYTES = 2 * 2 ** 30;
const CERTIFICATE = ".cache/https";
const STATE = ".cache/state";
const DEFAULT_PORT = 5177;

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

export async function buildMissing(): Promise<void> {
  const sources = ["src", "index.html", "vite.config.ts", "package-lock.json"];
  await buildIfStale(ROOT, "dist", sources, () => {
    say("server.building-app");
    return buildApp();
  });
}

/** A command of ours to its end; it ends with us, and says itself what went wrong. */
async function ownProcess(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [LANETWIN, ...args], { stdio: ["ignore", "inherit", "inherit"] });
  const stop = () => void child.kill();
  process.once("exit", stop);
  const [code, signal] = (await once(child, "exit").finally(() => process.off("exit", stop))) as [
    number | null,
    string | null,
  ];
  if (code !== 0)
    throw new Fault("fault.server.command-failed", { command: args[0], code: code ?? signal ?? "" });
}

/**
 * The sample city, made anew when what grows it has changed: the district, or where LANETWIN_SAMPLE says "avenue" the
 * avenue's roads alone, which slow screens and short tests want.
 */
export async function sampleCity(): Promise<string> {
  const extent = process.env.LANETWIN_SAMPLE === "avenue" ? "avenue" : "district";
  const folder = extent === "avenue" ? SAMPLE_AVENUE : SAMPLE;
  await buildIfStale(ROOT, folder, ["src/data", "src/model"], () =>
    ownProcess("sample", "--out", resolve(ROOT, folder), "--extent", extent),
  );
  return resolve(ROOT, folder);
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string", default: String(DEFAULT_PORT) },
        host: { type: "string" },
        https: { type: "boolean", default: false },
        city: { type: "string", multiple: true },
        vehicles: { type: "string" },
        token: { type: "string" },
        tokens: { type: "string" },
        "allow-host": { type: "string", multiple: true },
        feeds: { type: "string" },
        record: { type: "string" },
        state: { type: "string" },
        role: { type: "string" },
        nats: { type: "string" },
        name: { type: "string" },
        desk: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new Fault("fault.cli.arguments", {
      reason: error instanceof Error ? error.message : "",
      usage: USAGE.serve,
    });
  }
}

export async function serve(args: string[]): Promise<void> {
  const values = parsed(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Fault("fault.cli.number", { name: "--port", text: values.port });
  const vehicles = values.vehicles === undefined ? undefined : Number(values.vehicles);
  if (vehicles !== undefined && !(Number.isInteger(vehicles) && vehicles >= 0))
    throw new Fault("fault.cli.number", { name: "--vehicles", text: values.vehicles });
  // HTTPS is for a headset on the network, so every address is meant unless one is named.
  const host = values.host ?? (values.https ? "0.0.0.0" : "127.0.0.1");
  const token = values.token ?? process.env.LANETWIN_TOKEN;
  checkToken(host, token, values.tokens);
  const given = (["feeds", "vehicles", "state", "desk"] as const).filter(
    (flag) => values[flag] !== undefined,
  );
  const { role, nats, name, desk } = values;
  const part = await openPart({ role, nats, name, desk, port, given: given.map((flag) => `--${flag}`) });
  try {
    await serveWith(values, { port, host, ...(token !== undefined && { token }), ...(part && { part }) });
  } finally {
    await part?.bus.close();
  }
}

async function serveWith(
  values: ReturnType<typeof parsed>,
  { port, host, token, part }: { port: number; host: string; token?: string; part?: Part },
): Promise<void> {
  const vehicles = values.vehicles === undefined ? undefined : Number(values.vehicles);
  // An ingest has no pages.
  if (part?.role !== "ingest") await buildMissing();
  const https = values.https ? await certificate(resolve(ROOT, CERTIFICATE), Date.now()) : undefined;
  const folders = values.city ?? [await sampleCity()];
  const server = await startServer({
    appFolder: resolve(ROOT, "dist"),
    cityFolders: folders.map((folder) => resolve(folder)),
    host,
    port,
    ...(token !== undefined && { token }),
    ...(values.tokens !== undefined && { tokensFile: resolve(values.tokens) }),
    ...(https && { https }),
    ...(values["allow-host"] && { allowedHosts: values["allow-host"] }),
    clock: Date.now,
    software: await software(),
    ...(vehicles !== undefined && { vehicles }),
    ...(values.feeds !== undefined && { feedsFile: resolve(values.feeds) }),
    ...(values.record !== "off" && {
      record: {
        // Of its own for each part, so that several on one machine do not want the same.
        folder: resolve(
          values.record ?? join(ROOT, RECORDINGS, basename(folders[0] ?? ""), ...(part ? [part.name] : [])),
        ),
        keepMs: KEEP_MS,
        keepBytes: KEEP_BYTES,
      },
    }),
    state: values.state ?? process.env.LANETWIN_STATE ?? resolve(ROOT, STATE),
    ...(part && { part }),
    env: process.env,
  });
  const { traffic } = server;
  if (traffic && traffic.requested > traffic.vehicles)
    say("server.vehicles-capped", {
      requested: traffic.requested,
      capacity: traffic.capacity,
      placed: traffic.vehicles,
    });
  tell(part?.role === "ingest" ? "server.ingest-ready" : "server.ready", { url: server.url });
  if (server.recordFault) say(server.recordFault.code, server.recordFault.params);
  const broker = server.feeds?.brokerUrl();
  if (broker !== undefined) say("server.broker", { url: broker });
  for (const { fault } of server.feeds?.status() ?? []) if (fault) say(fault.code, fault.params);
  for (const url of server.lanUrls) say("server.lan", { url });
  if (https) say("server.certificate", { fingerprint: https.fingerprint });
  else if (server.lanUrls.length > 0) say("server.no-https");
  await new Promise<void>((done) => {
    const stop = () => {
      say("server.stopping");
      void server.stop().then(done);
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });
}
