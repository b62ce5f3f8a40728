// The server under load: 10,000 objects × 5 Hz × 200 clients, clients in another process. CPU of this process over the
// time measured (feed, suppression, encoding, sockets), latency from the server's clock to the client's callback.

import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tilesInView } from "../../src/live/sources/socket/tiles-in-view.ts";
import { createHub } from "../../src/server/hub/hub.ts";
import { serveSockets } from "../../src/server/hub/socket-clients.ts";
import { createReplayDesk } from "../../src/server/record/replay-desk.ts";
import { createAccess } from "../../src/server/web/access.ts";
import { grid, places } from "./hub-grid.ts";
import { median, round } from "./median.ts";

const OBJECTS = 10_000;
const CLIENTS = Number(process.env.LANETWIN_BENCH_CLIENTS ?? 200);
const TICK_MS = 200;
const SECONDS = 10;
const RUNS = Number(process.env.LANETWIN_BENCH_RUNS ?? 3);
const MOST_LOOP_DELAY_MS = 20;

interface Report {
  p50Ms: number;
  p99Ms: number;
  frames: number;
  bytes: number;
  rows: number;
  loopDelayP99Ms: number;
}

async function once() {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const live = createHub({ cityId: "bench", epoch: 1, tickMs: TICK_MS, now: Date.now });
  const sockets = serveSockets(
    server,
    createReplayDesk({ hub: live, recordings: undefined, vitals: () => [], epoch: 1, now: Date.now }),
    createAccess({ host: "127.0.0.1", port }),
    Date.now,
  );
  const traffic = grid(OBJECTS, Date.now());
  const sink = live.sink({ id: "grid", kind: "simulation", title: "grid" });
  sink.describe(traffic.tracks);
  const timer = setInterval(() => {
    void sink.rows(traffic.rows(Date.now()));
    live.tick();
  }, TICK_MS);
  const child = fork(new URL("hub-clients.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
  child.send({
    url: `http://127.0.0.1:${port}`,
    clients: CLIENTS,
    tiles: places(40).map((place) => tilesInView({ ...place, heightM: 300 })),
    seconds: SECONDS,
  });
  let cpu: NodeJS.CpuUsage | undefined;
  let from = 0;
  const report = await new Promise<Report>((done) =>
    child.on("message", (message) => {
      if (message === "begin") {
        cpu = process.cpuUsage();
        from = performance.now();
      } else done(message as Report);
    }),
  );
  const used = process.cpuUsage(cpu);
  const passedMs = performance.now() - from;
  clearInterval(timer);
  await sockets.stop();
  return {
    ...report,
    cpuPercentOfOneCore: ((used.user + used.system) / 1000 / passedMs) * 100,
    moving: traffic.movingShare(),
    gated: live.stats().gated,
  };
}

export async function hub() {
  const runs: Awaited<ReturnType<typeof once>>[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await once());
  const sound = runs.filter(({ loopDelayP99Ms }) => loopDelayP99Ms <= MOST_LOOP_DELAY_MS);
  const of = (pick: (run: (typeof runs)[number]) => number) =>
    round(median((sound.length > 0 ? sound : runs).map(pick)), 1);
  const result = {
    objects: OBJECTS,
    hertz: 1000 / TICK_MS,
    clients: CLIENTS,
    cpuPercentOfOneCore: of((run) => run.cpuPercentOfOneCore),
    p50Ms: of((run) => run.p50Ms),
    p99Ms: of((run) => run.p99Ms),
    kilobytesPerClientSecond: of((run) => run.bytes / CLIENTS / SECONDS / 1000),
    rowsPerFrame: of((run) => run.rows / run.frames),
    moving: of((run) => 100 * run.moving),
    gatedFrames: of((run) => run.gated),
    voidRuns: runs.length - sound.length,
    loopDelayP99Ms: runs.map(({ loopDelayP99Ms }) => round(loopDelayP99Ms, 1)),
  };
  console.log(result);
  if (sound.length === 0) console.log("void: the clients' own process was late in every run");
  return result;
}
