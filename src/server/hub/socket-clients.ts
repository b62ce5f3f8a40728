// The hub's clients over socket.io: websocket only, our own parser, no deflate, no recovery. Host, Origin and session
// are judged at the handshake by the same rules as pages.

import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import type { z } from "zod";
import type { ClientEvents, ServerEvents } from "../../live/protocol/events.ts";
import { packetParser } from "../../live/protocol/packet-parser.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { ReplayDesk } from "../record/replay-desk.ts";
import type { Access } from "../web/access.ts";
import { may } from "../web/roles.ts";
import { createMeter, noRefusals, resyncMessage, timeMessage, viewMessage } from "./client-messages.ts";
import type { Shared } from "./shared.ts";
import { createWirePackets, type WirePacket } from "./wire-packets.ts";

const PING_MS = 5000;
const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_BUFFERED_BYTES = 64 * 1024;
/** A connection that does not say who it is for by then is closed. */
const CONNECT_MS = 10_000;

export interface SocketClients {
  /** Messages and handshakes that were refused, by reason. */
  refused(): Record<string, number>;
  stop(): Promise<void>;
}

/** engine.io's connection, as its own adapter for socket.io uses it. */
interface Line {
  writeBuffer: unknown[];
  write(data: WirePacket["data"], options: WirePacket["options"]): void;
}

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
  shared?: Shared,
): SocketClients {
  const refused = noRefusals();
  const packets = createWirePackets();
  const io = new Server<ClientEvents, ServerEvents>(server, {
    parser: packetParser,
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    pingInterval: PING_MS,
    pingTimeout: PING_MS,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    connectTimeout: CONNECT_MS,
    allowRequest: (request, answer) => {
      void access.prepare(request).then(() => {
        const verdict = access.judge(request);
        if (!verdict.ok) answer(verdict.code, false);
        else if (!may(access.principalOf(request), "view")) answer("fault.server.role", false);
        else answer(null, true);
      });
    },
  });
  /** Who looks at the live city: neither hidden nor in a replay. */
  const looking = new Set<{ tellVitals(signs: VitalSign[]): void }>();
  const unfollow = shared?.followVitals((signs) => {
    for (const client of looking) client.tellVitals(signs);
  });
  io.engine.on("connection_error", () => {
    refused.handshake += 1;
  });
  /** What fits its schema goes on; the rest is counted. */
  const checked =
    <T>(schema: z.ZodType<T>, take: (value: T) => void) =>
    (value: unknown) => {
      const read = schema.safeParse(value);
      if (read.success) take(read.data);
      else refused.shape += 1;
    };
  io.on("connection", (socket) => {
    const { conn } = socket;
    const line = conn as unknown as Line;
    const put = ({ data, options }: WirePacket) => line.write(data, options);
    const meter = createMeter(now);
    let within = true;
    // Before a packet is parsed: its size counts whatever is in it.
    conn.on("packet", ({ data }: { data?: unknown }) => {
      const size = typeof data === "string" || data instanceof Uint8Array ? data.length : 0;
      const verdict = meter.take(size);
      within = verdict === "ok";
      if (!within) refused[verdict as "rate" | "flood"] += 1;
      if (verdict === "flood") socket.disconnect(true);
    });
    socket.use((_, next) => {
      if (within) next();
    });
    const client = desk.join({
      ready() {
        const wire = conn.transport as unknown as Wire;
        return (
          wire.writable === true &&
          line.writeBuffer.length === 0 &&
          (wire.socket?.bufferedAmount ?? 0) < MAX_BUFFERED_BYTES
        );
      },
      hello: (hello) => socket.emit("hello", hello),
      frame: (bytes) => put(packets.frame(bytes)),
      hashes: (hashes) => put(packets.event("hashes", hashes)),
      counts: (cells, timeMs) => put(packets.event("counts", cells, timeMs)),
      dict: (entries) => put(packets.event("dict", entries)),
      signals: (states) => put(packets.event("signals", states)),
      sources: (sources) => put(packets.event("sources", sources)),
      observations: (batch, gone) => put(packets.event("observations", batch, gone)),
      vitals: (signs) => put(packets.event("vitals", signs)),
      replay: (state) => socket.emit("replay", state ?? null),
      recorded: (recorded) => put(packets.event("recorded", recorded)),
      policy: (code, params) => socket.emit("policy", { code, params }),
      close: () => socket.disconnect(true),
    });
    const tellVitals = (signs: VitalSign[]) => {
      if (signs.length > 0 && client.isLive()) put(packets.event("vitals", signs));
    };
    const tellLatest = () => tellVitals(shared?.vitals() ?? []);
    const looker = { tellVitals };
    looking.add(looker);
    socket.on(
      "view",
      checked(viewMessage, ({ follow, counts, ...view }) => {
        if (view.hidden) looking.delete(looker);
        else if (!looking.has(looker)) {
          looking.add(looker);
          tellLatest();
        }
        client.view({ ...view, ...(follow !== undefined && { follow }), ...(counts && { counts }) });
      }),
    );
    socket.on(
      "resync",
      checked(resyncMessage, (tiles) => client.resync(tiles)),
    );
    socket.on("replay", (wish) => client.replay(wish ?? undefined));
    socket.on("time", (clientTimeMs, answer) => {
      if (typeof answer !== "function" || !timeMessage.safeParse(clientTimeMs).success) refused.shape += 1;
      else answer(clientTimeMs, now());
    });
    socket.on("error", () => {
      refused.unreadable += 1;
    });
    tellLatest();
    socket.on("act", (act, answer) => {
      if (typeof answer !== "function") {
        refused.shape += 1;
        return;
      }
      // Asked anew at each act: a session may have ended since the handshake.
      const who = access.principalOf(socket.request);
      if (who && may(who, "act")) void shared?.act(act, who.name).then(answer);
      else answer({ ok: false, code: "fault.server.role", params: { deed: "act" } });
    });
    socket.on("disconnect", () => {
      looking.delete(looker);
      client.leave();
    });
  });
  return {
    refused: () => ({ ...refused }),
    stop() {
      unfollow?.();
      return new Promise((done) => void io.close(() => done()));
    },
  };
}
