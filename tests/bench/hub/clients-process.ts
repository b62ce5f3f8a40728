// A process of clients: they join, look at their tiles, and it reports how late each frame came by the server's clock.
// Who loses the connection comes back as the desk does: after 0.5 s to 5 s, doubled at each attempt, half of it by chance.

import { monitorEventLoopDelay } from "node:perf_hooks";
import type { ClientsOrder, FromClients, ToClients } from "./messages.ts";
import { connectWire, type WireClient } from "./wire-client.ts";

const RECONNECT_MS = 500;
const RECONNECT_MAX_MS = 5000;
const MOST_MS = 20_000;
/** Before the server's ping cuts it off, a client that stalls does so anew on a new connection. */
const STALL_MS = 9000;

const tell = (message: FromClients) => process.send?.(message);
const delay = monitorEventLoopDelay({ resolution: 5 });
const latencies = new Uint32Array(MOST_MS + 1);
const seen = { frames: 0, frameBytes: 0, textBytes: 0, closed: 0 };
let measuring = false;
let ending = false;
const clients: { wire?: WireClient; hasSnapshot: boolean; returnedMs: number }[] = [];
let attempts = 0;
let lostMs: number | undefined;
let joined = 0;

function join(order: ClientsOrder, i: number, attempt: number): void {
  const client = clients[i] as (typeof clients)[number];
  const stalls = order.stallEvery !== undefined && i % order.stallEvery === 0;
  attempts += 1;
  client.wire = connectWire(order.port, order.views[i] as object, {
    frame(serverTimeMs, bytes, snapshot) {
      if (!client.hasSnapshot) {
        if (!snapshot) return;
        client.hasSnapshot = true;
        client.returnedMs = performance.now();
        attempt = 0;
        joined += 1;
        if (joined === clients.length) allHere();
        if (stalls) {
          client.wire?.stall();
          setTimeout(() => client.wire?.close(), STALL_MS);
        }
        return;
      }
      if (!measuring || stalls) return;
      const ms = Math.min(MOST_MS, Math.max(0, Math.round(Date.now() - serverTimeMs)));
      latencies[ms] = (latencies[ms] as number) + 1;
      seen.frames += 1;
      seen.frameBytes += bytes;
    },
    text(bytes) {
      if (measuring) seen.textBytes += bytes;
    },
    closed() {
      if (ending) return;
      if (measuring && !stalls) seen.closed += 1;
      if (client.hasSnapshot) joined -= 1;
      client.hasSnapshot = false;
      const wait = Math.min(RECONNECT_MAX_MS, RECONNECT_MS * 2 ** attempt) * (0.5 + Math.random());
      setTimeout(() => join(order, i, attempt + 1), wait);
    },
  });
}

function allHere(): void {
  if (lostMs === undefined) tell({ kind: "joined" });
  else {
    const from = lostMs;
    tell({ kind: "returned", afterMs: clients.map(({ returnedMs }) => returnedMs - from), attempts });
  }
}

function measure(seconds: number): void {
  measuring = true;
  delay.enable();
  const cpu = process.cpuUsage();
  const from = performance.now();
  setTimeout(() => {
    measuring = false;
    delay.disable();
    const { user, system } = process.cpuUsage(cpu);
    tell({
      kind: "measured",
      report: {
        latencies: [...latencies].flatMap((count, ms) =>
          count > 0 ? [[ms, count] as [number, number]] : [],
        ),
        ...seen,
        loopDelayP99Ms: delay.percentile(99) / 1e6,
        cpuPercentOfOneCore: (user + system) / 10 / (performance.now() - from),
      },
    });
  }, seconds * 1000);
}

process.on("message", (message: ToClients) => {
  if (message.kind === "connect") {
    const { order } = message;
    for (let i = 0; i < order.views.length; i++) clients.push({ hasSnapshot: false, returnedMs: 0 });
    for (let i = 0; i < order.views.length; i++) join(order, i, 0);
  }
  if (message.kind === "measure") measure(message.seconds);
  if (message.kind === "lose") {
    lostMs = performance.now();
    attempts = 0;
  }
  if (message.kind === "end") {
    ending = true;
    for (const { wire } of clients) wire?.close();
    setTimeout(() => process.exit(0), 100);
  }
});
