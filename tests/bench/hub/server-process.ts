// The server of the bench, in a process of its own: the hub, its sockets and the synthetic traffic. Its CPU time counts
// from "begin" to "end". With LANETWIN_BENCH_PROFILE=file it writes a CPU profile of that time.

import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { Session } from "node:inspector/promises";
import type { AddressInfo, Socket } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { EquipmentObservation } from "../../../src/model/twin/equipment.ts";
import { createHub } from "../../../src/server/hub/hub.ts";
import { serveSockets } from "../../../src/server/hub/socket-clients.ts";
import { createReplayDesk } from "../../../src/server/record/replay-desk.ts";
import { createAccess } from "../../../src/server/web/access.ts";
import { grid, ORIGIN } from "./grid.ts";
import type { FromServer, ServerOrder, ToServer } from "./messages.ts";

const HEARTBEAT_MS = 30_000;
const POLL_MS = 5000;
const tell = (message: FromServer) => process.send?.(message);

const equipmentOf = (count: number, timeMs: number): EquipmentObservation[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `rsu-${i}`,
    source: "grid",
    timeMs,
    kind: "rsu",
    state: "ok",
    name: `RSU ${i}`,
    lonDeg: ORIGIN.lonDeg + i * 1e-4,
    latDeg: ORIGIN.latDeg,
    heightM: 26,
    heartbeatMs: Math.floor(timeMs / HEARTBEAT_MS) * HEARTBEAT_MS,
    alarms: [],
  }));

async function start({ objects, port, tickMs, devices }: ServerOrder) {
  const server = createServer();
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", 4096, done));
  const at = (server.address() as AddressInfo).port;
  const hub = createHub({ cityId: "bench", epoch: Date.now() >>> 0, tickMs, now: Date.now });
  const desk = createReplayDesk({
    hub,
    recordings: undefined,
    vitals: () => [],
    epoch: 1,
    now: Date.now,
  });
  serveSockets(server, desk, createAccess({ host: "127.0.0.1", port: at }), Date.now);
  const traffic = grid(objects, Date.now());
  const sink = hub.sink({ id: "grid", kind: "simulation", title: "grid" });
  sink.describe(traffic.tracks);
  let feedMs = 0;
  let mostWaiting = 0;
  let polledMs = 0;
  setInterval(() => {
    const from = performance.now();
    const rows = traffic.rows(Date.now());
    feedMs += performance.now() - from;
    void sink.rows(rows);
    if (Date.now() - polledMs >= POLL_MS) {
      polledMs = Date.now();
      sink.observe({ equipment: equipmentOf(devices, polledMs) });
    }
    hub.tick();
    desk.tick();
    for (const socket of sockets) mostWaiting = Math.max(mostWaiting, socket.writableLength);
  }, tickMs);
  return {
    port: at,
    take: () => {
      const taken = { feedMs, mostWaiting, gated: hub.stats().gated, moving: traffic.movingShare() };
      feedMs = 0;
      mostWaiting = 0;
      return taken;
    },
  };
}

let running: Awaited<ReturnType<typeof start>> | undefined;
const profileFile = process.env.LANETWIN_BENCH_PROFILE;
const session = profileFile === undefined ? undefined : new Session();
const delay = monitorEventLoopDelay({ resolution: 5 });
let cpu = process.cpuUsage();
let from = 0;
let gatedBefore = 0;

process.on("message", async (message: ToServer) => {
  if (message.kind === "start") {
    running = await start(message.order);
    tell({ kind: "listening", port: running.port });
  }
  if (message.kind === "begin") {
    session?.connect();
    await session?.post("Profiler.enable");
    await session?.post("Profiler.start");
    gatedBefore = running?.take().gated ?? 0;
    delay.enable();
    cpu = process.cpuUsage();
    from = performance.now();
  }
  if (message.kind === "end" && running) {
    const { user, system } = process.cpuUsage(cpu);
    const passedMs = performance.now() - from;
    delay.disable();
    const { feedMs, mostWaiting, gated, moving } = running.take();
    tell({
      kind: "report",
      report: {
        cpuPercentOfOneCore: (user + system) / 10 / passedMs,
        feedPercentOfOneCore: (100 * feedMs) / passedMs,
        systemPercentOfOneCore: system / 10 / passedMs,
        loopDelayP99Ms: delay.percentile(99) / 1e6,
        residentMb: process.memoryUsage.rss() / 2 ** 20,
        moving,
        gated: gated - gatedBefore,
        mostWaiting,
      },
    });
    if (session && profileFile !== undefined) {
      const { profile } = await session.post("Profiler.stop");
      writeFileSync(profileFile, JSON.stringify(profile));
    }
  }
});
