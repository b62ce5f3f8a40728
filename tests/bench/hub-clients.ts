// The hub's load, in a process of its own: clients that connect, watch tiles, decode every frame and report how late
// it came. Run void if this process itself was late.

import { monitorEventLoopDelay } from "node:perf_hooks";
import { io } from "socket.io-client";
import { decodeFrame } from "../../src/live/protocol/frame.ts";
import { packetParser } from "../../src/live/protocol/packet-parser.ts";

interface Order {
  url: string;
  clients: number;
  tiles: number[][];
  seconds: number;
}

process.once("message", async ({ url, clients, tiles, seconds }: Order) => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const latencies: number[] = [];
  let frames = 0;
  let bytes = 0;
  let rows = 0;
  let measuring = false;
  const sockets = Array.from({ length: clients }, (_, i) => {
    const socket = io(url, { transports: ["websocket"], parser: packetParser, forceNew: true });
    socket.on("hello", () =>
      socket.emit("view", { n: 1, tiles: tiles[i % tiles.length], cameraHeightM: 300, hidden: false }),
    );
    socket.on("frame", (buffer: ArrayBuffer) => {
      if (!measuring) return;
      const decoded = decodeFrame(buffer);
      if (!("frame" in decoded)) throw new Error(decoded.rejected);
      latencies.push(Date.now() - decoded.frame.serverTimeMs);
      frames += 1;
      bytes += buffer.byteLength;
      for (const { count } of decoded.frame.blocks) rows += count;
    });
    return socket;
  });
  await new Promise((done) => setTimeout(done, 4000));
  measuring = true;
  delay.enable();
  process.send?.("begin");
  await new Promise((done) => setTimeout(done, seconds * 1000));
  measuring = false;
  delay.disable();
  latencies.sort((a, b) => a - b);
  const at = (p: number) => latencies[Math.floor(p * (latencies.length - 1))];
  process.send?.({
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    frames,
    bytes,
    rows,
    loopDelayP99Ms: delay.percentile(99) / 1e6,
  });
  for (const socket of sockets) socket.disconnect();
  setTimeout(() => process.exit(0), 200);
});
