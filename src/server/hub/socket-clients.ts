// The hub's clients over socket.io: websocket only, our own parser, no deflate, no recovery. Host, Origin and session
// are judged at the handshake by the same rules as pages.

import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import type { ClientEvents, ServerEvents } from "../../live/protocol/events.ts";
import { packetParser } from "../../live/protocol/packet-parser.ts";
import type { Access } from "../web/access.ts";
import type { Hub } from "./hub.ts";
import type { Shared } from "./shared.ts";

const PING_MS = 5000;
const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_BUFFERED_BYTES = 64 * 1024;
/** Messages a client may send in a second; more are dropped. */
const MAX_PER_SECOND = 50;

/** Who acts, as long as all that is known is that the session may. */
const OPERATOR = "operator";

interface Wire {
  writable?: boolean;
  socket?: { bufferedAmount?: number };
}

/** Serves clients until stopped. */
export function serveSockets(
  server: HttpServer,
  hub: Hub,
  access: Access,
  now: () => number,
  shared?: Shared,
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
  const unfollow = shared?.followVitals((signs) => io.emit("vitals", signs));
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
    const client = hub.join({
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
      dict: (entries) => socket.emit("dict", entries),
      signals: (states) => socket.emit("signals", states),
      sources: (sources) => socket.emit("sources", sources),
      observations: (batch, gone) => socket.emit("observations", batch, gone),
      policy: (code, params) => socket.emit("policy", { code, params }),
      close: () => socket.disconnect(true),
    });
    socket.on("view", (view) => client.view(view));
    socket.on("time", (clientTimeMs, answer) => {
      if (typeof answer === "function") answer(clientTimeMs, now());
    });
    const signs = shared?.vitals() ?? [];
    if (signs.length > 0) socket.emit("vitals", signs);
    socket.on("act", (act, answer) => {
      if (typeof answer === "function") void shared?.act(act, OPERATOR).then(answer);
    });
    socket.on("disconnect", () => client.leave());
  });
  return {
    stop() {
      unfollow?.();
      return new Promise((done) => void io.close(() => done()));
    },
  };
}
