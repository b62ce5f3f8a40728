// The hub's clients over socket.io: websocket only, our own parser, no deflate, no recovery. Host, Origin and session
// are judged at the handshake by the same rules as pages.

import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import type { ClientEvents, ServerEvents } from "../../live/protocol/events.ts";
import { packetParser } from "../../live/protocol/packet-parser.ts";
import type { ReplayDesk } from "../record/replay-desk.ts";
import type { Access } from "../web/access.ts";

const PING_MS = 5000;
const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_BUFFERED_BYTES = 64 * 1024;
/** Messages a client may send in a second; more are dropped. */
const MAX_PER_SECOND = 50;

interface Wire {
  writable?: boolean;
  socket?: { bufferedAmount?: number };
}

/** Serves clients until stopped. */
export function serveSockets(
  server: HttpServer,
  desk: ReplayDesk,
  access: Access,
  now: () => number,
): { stop(): Promise<void> } {
  const io = new Server<ClientEvents, ServerEvents>(server, {
    parser: packetParser,
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    pingInterval: PING_MS,
    pingTimeout: PING_MS,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    allowRequest: (request, answer) => {
      const verdict = access.judge(request);
      answer(verdict.ok ? null : verdict.code, verdict.ok);
    },
  });
  io.on("connection", (socket) => {
    const { conn } = socket;
    let allowance = MAX_PER_SECOND;
    let refilledMs = now();
    socket.use((_, next) => {
      const at = now();
      if (at - refilledMs > 1000) {
        allowance = MAX_PER_SECOND;
        refilledMs = at;
      }
      allowance -= 1;
      if (allowance >= 0) next();
    });
    const client = desk.join({
      ready() {
        const wire = conn.transport as unknown as Wire;
        return (
          wire.writable === true &&
          (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length === 0 &&
          (wire.socket?.bufferedAmount ?? 0) < MAX_BUFFERED_BYTES
        );
      },
      hello: (hello) => socket.emit("hello", hello),
      frame: (bytes) => socket.emit("frame", bytes as unknown as ArrayBuffer),
      hashes: (hashes) => socket.emit("hashes", hashes),
      counts: (cells, timeMs) => socket.emit("counts", cells, timeMs),
      dict: (entries) => socket.emit("dict", entries),
      signals: (states) => socket.emit("signals", states),
      sources: (sources) => socket.emit("sources", sources),
      observations: (batch, gone) => socket.emit("observations", batch, gone),
      replay: (state) => socket.emit("replay", state ?? null),
      recorded: (recorded) => socket.emit("recorded", recorded),
      policy: (code, params) => socket.emit("policy", { code, params }),
      close: () => socket.disconnect(true),
    });
    socket.on("view", (view) => client.view(view));
    socket.on("resync", (tiles) => client.resync(tiles));
    socket.on("replay", (wish) => client.replay(wish ?? undefined));
    socket.on("time", (clientTimeMs, answer) => {
      if (typeof answer === "function") answer(clientTimeMs, now());
    });
    socket.on("disconnect", () => client.leave());
  });
  return { stop: () => new Promise((done) => void io.close(() => done())) };
}
