// The server under load: N objects × 5 Hz × M clients, each in processes of their own. CPU of the server's process over
// the time measured (feed, suppression, encoding, sockets), latency from the server's clock to the client's socket.

import { median, round } from "../median.ts";
import { type Load, runLoad } from "./run-load.ts";
import { runStorm } from "./run-storm.ts";

const TICK_MS = 200;
const SECONDS = Number(process.env.LANETWIN_BENCH_SECONDS ?? 10);
const RUNS = Number(process.env.LANETWIN_BENCH_RUNS ?? 3);
const MOST_LOOP_DELAY_MS = 20;

const LOAD: Load = {
  objects: 10_000,
  clients: 1000,
  processes: 1,
  seconds: SECONDS,
  tickMs: TICK_MS,
  devices: 375,
};

async function load(name: string, wanted: Partial<Load>) {
  const order: Load = { ...LOAD, ...wanted };
  const runs: Awaited<ReturnType<typeof runLoad>>[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await runLoad(order));
  const sound = runs.filter(({ loopDelayP99Ms }) => loopDelayP99Ms <= MOST_LOOP_DELAY_MS);
  const of = (pick: (run: (typeof runs)[number]) => number) =>
    round(median((sound.length > 0 ? sound : runs).map(pick)), 1);
  const result = {
    objects: order.objects,
    hertz: 1000 / order.tickMs,
    clients: order.clients,
    cpuPercentOfOneCore: of(({ server }) => server.cpuPercentOfOneCore),
    ofItSystem: of(({ server }) => server.systemPercentOfOneCore),
    ofItTheFeed: of(({ server }) => server.feedPercentOfOneCore),
    p50Ms: of((run) => run.p50Ms),
    p99Ms: of((run) => run.p99Ms),
    framesPerClientSecond: of((run) => run.frames / order.clients / order.seconds),
    kilobytesPerClientSecond: of((run) => run.bytesPerClientSecond / 1000),
    textKilobytesPerClientSecond: of((run) => run.textBytesPerClientSecond / 1000),
    moving: of(({ server }) => 100 * server.moving),
    gatedFrames: of(({ server }) => server.gated),
    residentMb: of(({ server }) => server.residentMb),
    serverLoopDelayP99Ms: of(({ server }) => server.loopDelayP99Ms),
    mostWaitingKb: of(({ server }) => server.mostWaiting / 1000),
    closed: of((run) => run.closed),
    /** Runs in which the clients' own process was late, so that their latencies are not the server's. */
    voidRuns: runs.length - sound.length,
    clientsLoopDelayP99Ms: runs.map((run) => round(run.loopDelayP99Ms, 1)),
    clientsCpuPercent: runs.map((run) =>
      round(
        run.clients.reduce((sum, each) => sum + each.cpuPercentOfOneCore, 0),
        1,
      ),
    ),
    othersPercentOfMachine: runs.map(({ othersPercent }) =>
      othersPercent === undefined ? undefined : round(othersPercent, 1),
    ),
  };
  console.log(name, result);
  if (sound.length === 0) console.log("void: the clients' own processes were late in every run");
  return result;
}

export const hub = () => load("200 clients", { clients: 200 });
export const load1000 = () => load("1,000 clients", {});
export const load50k = () => load("50,000 objects × 500 clients", { objects: 50_000, clients: 500 });
export const storm = () => runStorm({ ...LOAD, clients: 2000, processes: 4 });

/** Every twentieth client reads nothing after its snapshot. What that does to the others shows beside a load without. */
export async function stalled() {
  const without = await load("500 clients, none stalled", { clients: 500 });
  const beside = await load("500 clients, 5 % stalled", { clients: 500, stallEvery: 20 });
  const laterMs = round(beside.p99Ms - without.p99Ms, 1);
  return { without, beside, laterMs, within: laterMs <= Math.max(5, without.p99Ms / 10) };
}
