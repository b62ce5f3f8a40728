// The MQTT broker in this process, for cities that have none. Loopback without users; any other address needs users,
// each with the topics it may publish to. Packets, rate and retained topics are limited; a client that breaks a limit
// loses its connection and nobody else notices.

import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { Aedes } from "aedes";
import { Fault } from "../../../model/records/fault.ts";
import { isLoopback } from "../../web/access.ts";
import type { Stop } from "../feed.ts";
import { topicMatches } from "./topic-filter.ts";

export interface BrokerUser {
  name: string;
  password: string;
  /** Topic filters that it may publish to. */
  publish: string[];
  subscribe: string[];
}

export interface BrokerOptions {
  host: string;
  port: number;
  users: BrokerUser[];
  now(): number;
  maxPacketBytes?: number;
  maxPerSecond?: number;
  maxRetained?: number;
}

export interface EmbeddedBroker {
  url: string;
  stop: Stop;
}

const digest = (text: Uint8Array | string) => createHash("sha256").update(text).digest();

/** Ends a connection as soon as a packet announces more bytes than it may have. */
function limitPackets(socket: Socket, mostBytes: number): void {
  let bodyLeft = 0;
  let length = 0;
  let shift = -1;
  socket.on("data", (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; ) {
      if (bodyLeft > 0) {
        const step = Math.min(bodyLeft, chunk.length - at);
        bodyLeft -= step;
        at += step;
        continue;
      }
      const byte = chunk[at] as number;
      at += 1;
      if (shift < 0) {
        shift = 0;
        length = 0;
        continue;
      }
      length += (byte & 127) * 2 ** shift;
      shift += 7;
      if (length > mostBytes || shift > 28) {
        socket.destroy();
        return;
      }
      if (byte < 128) {
        bodyLeft = length;
        shift = -1;
      }
    }
  });
}

/** @throws Fault fault.feed.broker-open, fault.feed.broker-port */
export async function startBroker(options: BrokerOptions): Promise<EmbeddedBroker> {
  const {
    host,
    port,
    users,
    now,
    maxPacketBytes = 1 << 20,
    maxPerSecond = 5000,
    maxRetained = 10_000,
  } = options;
  if (!isLoopback(host) && users.length === 0) throw new Fault("fault.feed.broker-open", { host });
  const rates = new WeakMap<object, { secondMs: number; count: number }>();
  const userOf = new WeakMap<object, BrokerUser>();
  const retained = new Set<string>();
  const may = (client: object | null, topic: string, right: "publish" | "subscribe") =>
    users.length === 0 ||
    (client !== null && (userOf.get(client)?.[right].some((filter) => topicMatches(filter, topic)) ?? false));
  const broker = await Aedes.createBroker({
    id: "lanetwin",
    connectTimeout: 10_000,
    authenticate(client, name, password, done) {
      if (users.length === 0) return done(null, true);
      const user = users.find((one) => one.name === name);
      const right = timingSafeEqual(digest(password ?? ""), digest(user?.password ?? "\u0000"));
      if (user && right) userOf.set(client, user);
      done(null, user !== undefined && right);
    },
    authorizePublish(client, packet, done) {
      if (packet.topic.startsWith("$SYS/") || !may(client, packet.topic, "publish"))
        return done(new Error("not authorised"));
      if (client) {
        const at = now();
        const rate = rates.get(client) ?? { secondMs: at, count: 0 };
        if (at - rate.secondMs >= 1000) Object.assign(rate, { secondMs: at, count: 0 });
        rate.count += 1;
        rates.set(client, rate);
        if (rate.count > maxPerSecond) return done(new Error("too many messages"));
      }
      if (packet.retain && packet.payload.length > 0) {
        if (retained.size >= maxRetained && !retained.has(packet.topic)) packet.retain = false;
        else retained.add(packet.topic);
      }
      done(null);
    },
    authorizeSubscribe(client, subscription, done) {
      // A user may ask for a part of what it may read, never for more.
      const allowed = users.length === 0 || may(client, subscription.topic, "subscribe");
      done(null, allowed ? subscription : null);
    },
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    limitPackets(socket, maxPacketBytes);
    broker.handle(socket);
  });
  await new Promise<void>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      fail(error.code === "EADDRINUSE" ? new Fault("fault.feed.broker-port", { host, port }) : error),
    );
    server.listen(port, host, done);
  });
  const address = server.address();
  const at = typeof address === "object" && address ? address.port : port;
  return {
    url: `mqtt://${host.includes(":") ? `[${host}]` : host}:${at}`,
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => broker.close(() => done()));
      await closed;
    },
  };
}
