// One load: a server process, processes of clients, and what both report. Also how busy the rest of the machine was, for
// these figures are only as good as the quiet round them.

import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { tilesInView } from "../../../src/live/sources/socket/tiles-in-view.ts";
import { places } from "./grid.ts";
import type {
  ClientsReport,
  FromClients,
  FromServer,
  ServerReport,
  ToClients,
  ToServer,
} from "./messages.ts";

export interface Load {
  objects: number;
  clients: number;
  /** Processes that the clients are spread over. */
  processes: number;
  seconds: number;
  tickMs: number;
  devices: number;
  stallEvery?: number;
}

export interface LoadReport {
  server: ServerReport;
  clients: ClientsReport[];
  p50Ms: number;
  p99Ms: number;
  frames: number;
  bytesPerClientSecond: number;
  textBytesPerClientSecond: number;
  loopDelayP99Ms: number;
  closed: number;
  /** Of the whole machine, used by others than server and clients; undefined where the system does not say. */
  othersPercent: number | undefined;
}

const child = (name: string) =>
  fork(new URL(name, import.meta.url), { execArgv: ["--import", "tsx", "--max-semi-space-size=16"] });

/** The next message of a kind. */
export const next = <T extends { kind: string }, K extends T["kind"]>(process: ChildProcess, kind: K) =>
  new Promise<Extract<T, { kind: K }>>((done) => {
    const listen = (message: T) => {
      if (message.kind !== kind) return;
      process.off("message", listen as never);
      done(message as Extract<T, { kind: K }>);
    };
    process.on("message", listen as never);
  });

export function viewsOf(clients: number) {
  return places(clients).map((place) => ({
    n: 1,
    tiles: tilesInView({ ...place, heightM: 300 }),
    cameraHeightM: 300,
    hidden: false,
  }));
}

export async function startServer(load: Load, port = 0) {
  const process = child("server-process.ts");
  const say = (message: ToServer) => process.send(message);
  const listening = next<FromServer, "listening">(process, "listening");
  const { objects, tickMs, devices } = load;
  say({ kind: "start", order: { objects, port, tickMs, devices } });
  return { process, say, port: (await listening).port };
}

export async function startClients(load: Load, port: number) {
  const views = viewsOf(load.clients);
  const processes = Array.from({ length: load.processes }, () => child("clients-process.ts"));
  const say = (message: ToClients) => {
    for (const process of processes) process.send(message);
  };
  const joined = processes.map((process) => next<FromClients, "joined">(process, "joined"));
  processes.forEach((process, i) => {
    const mine = views.filter((_, k) => k % load.processes === i);
    const { stallEvery } = load;
    process.send({
      kind: "connect",
      order: { port, views: mine, ...(stallEvery !== undefined && { stallEvery }) },
    } satisfies ToClients);
  });
  await Promise.all(joined);
  return { processes, say };
}

/** Clock ticks that all processors were busy, and that they had. */
function machine(): { busy: number; all: number } | undefined {
  try {
    const line = readFileSync("/proc/stat", "utf8").split("\n")[0] ?? "";
    const [, ...counts] = line.trim().split(/\s+/);
    const all = counts.slice(0, 8).reduce((sum, count) => sum + Number(count), 0);
    return { busy: all - Number(counts[3]) - Number(counts[4]), all };
  } catch {
    return undefined;
  }
}

export function percentile(latencies: ReadonlyMap<number, number>, p: number): number {
  const sorted = [...latencies].sort(([a], [b]) => a - b);
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  let below = 0;
  for (const [ms, count] of sorted) {
    below += count;
    if (below >= p * all) return ms;
  }
  return Number.NaN;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export async function runLoad(load: Load): Promise<LoadReport> {
  const server = await startServer(load);
  const clients = await startClients(load, server.port);
  await pause(3000);
  const before = machine();
  server.say({ kind: "begin" });
  const measured = clients.processes.map((process) => next<FromClients, "measured">(process, "measured"));
  clients.say({ kind: "measure", seconds: load.seconds });
  const reports = (await Promise.all(measured)).map(({ report }) => report);
  const told = next<FromServer, "report">(server.process, "report");
  server.say({ kind: "end" });
  const { report } = await told;
  const after = machine();
  await pause(process.env.LANETWIN_BENCH_PROFILE === undefined ? 0 : 2000);
  clients.say({ kind: "end" });
  server.process.kill("SIGKILL");
  const latencies = new Map<number, number>();
  for (const each of reports)
    for (const [ms, count] of each.latencies) latencies.set(ms, (latencies.get(ms) ?? 0) + count);
  const sum = (pick: (each: ClientsReport) => number) => reports.reduce((all, each) => all + pick(each), 0);
  const perClientSecond = load.clients * load.seconds;
  const ours = report.cpuPercentOfOneCore + sum((each) => each.cpuPercentOfOneCore);
  return {
    server: report,
    clients: reports,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    frames: sum((each) => each.frames),
    bytesPerClientSecond: sum((each) => each.frameBytes) / perClientSecond,
    textBytesPerClientSecond: sum((each) => each.textBytes) / perClientSecond,
    loopDelayP99Ms: Math.max(...reports.map((each) => each.loopDelayP99Ms)),
    closed: sum((each) => each.closed),
    othersPercent:
      before && after
        ? (100 * (after.busy - before.busy)) / (after.all - before.all) - ours / cpus().length
        : undefined,
  };
}
