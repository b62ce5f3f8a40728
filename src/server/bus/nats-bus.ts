// The bus over a NATS server (core NATS: at most once, nothing is stored). It reconnects for ever; while the line is down
// or the server takes less than is published, what is published is dropped and counted, never piled up.
// Credentials are in the URL or in LANETWIN_NATS_USER and LANETWIN_NATS_PASSWORD, or LANETWIN_NATS_TOKEN;
// LANETWIN_NATS_CA names the file of the authority for tls://. None of them is ever written anywhere.

import {
  AuthorizationError,
  connect,
  type NatsConnection,
  type NodeConnectionOptions,
  NoRespondersError,
  RequestError,
  TimeoutError,
} from "@nats-io/transport-node";
import { Fault } from "../../model/records/fault.ts";
import { type Bus, BusSilence, type BusState, noStats } from "./bus.ts";

export interface NatsOptions {
  /** nats://host:port or tls://host:port, several with commas between. */
  url: string;
  /** How this process is called in the server's own lists. */
  clientName: string;
  env: Readonly<Record<string, string | undefined>>;
  now(): number;
}

const CONNECT_MS = 5000;
const RECONNECT_MS = 500;
/** A server that does not answer twice in a row is gone. */
const PING_MS = 5000;
const PINGS = 2;
const MAX_BYTES = 256 * 1024;
/** Bytes that the server has not confirmed: from here on what is published is dropped. */
const MAX_UNCONFIRMED = 16 * 2 ** 20;
const CONFIRM_EVERY = 2 ** 20;
const CLOSE_MS = 1000;

/** @throws Fault fault.bus.url, which never repeats what it was given: it may hold a password */
export function natsServers(given: string): {
  servers: string[];
  name: string;
  user?: string;
  pass?: string;
} {
  const urls = given.split(",").map((text) => {
    try {
      const url = new URL(text.trim());
      decodeURIComponent(url.username + url.password);
      if ((url.protocol === "nats:" || url.protocol === "tls:") && url.hostname !== "") return url;
    } catch {}
    throw new Fault("fault.bus.url");
  });
  const plain = urls.map((url) => `${url.protocol}//${url.hostname}:${url.port || 4222}`);
  const user = decodeURIComponent(urls[0]?.username ?? "");
  const pass = decodeURIComponent(urls[0]?.password ?? "");
  return { servers: plain, name: plain.join(","), ...(user && { user }), ...(pass && { pass }) };
}

function optionsOf({ url, clientName, env }: NatsOptions): { options: NodeConnectionOptions; name: string } {
  const { servers, name, user = env.LANETWIN_NATS_USER, pass } = natsServers(url);
  const password = pass ?? env.LANETWIN_NATS_PASSWORD;
  // A user without a password is a token, as NATS itself has it.
  const token = env.LANETWIN_NATS_TOKEN ?? (password === undefined ? user : undefined);
  const caFile = env.LANETWIN_NATS_CA;
  return {
    name,
    options: {
      servers,
      name: clientName,
      timeout: CONNECT_MS,
      reconnectTimeWait: RECONNECT_MS,
      maxReconnectAttempts: -1,
      pingInterval: PING_MS,
      maxPingOut: PINGS,
      ignoreAuthErrorAbort: true,
      noAsyncTraces: true,
      ...(token !== undefined ? { token } : user !== undefined && { user, pass: password ?? "" }),
      ...(servers.some((server) => server.startsWith("tls:")) && { tls: caFile ? { caFile } : {} }),
    },
  };
}

/** Plain bytes of their own: NATS hands over Buffers, whose slices share memory with what comes next. */
const copyOf = (data: Uint8Array): Uint8Array => new Uint8Array(data);

/** @throws Fault fault.bus.url, fault.bus.refused, fault.bus.unreachable */
export async function connectNats(given: NatsOptions): Promise<Bus> {
  const { now } = given;
  const { options, name } = optionsOf(given);
  let nats: NatsConnection;
  try {
    nats = await connect(options);
  } catch (error) {
    const refused = error instanceof AuthorizationError;
    throw new Fault(refused ? "fault.bus.refused" : "fault.bus.unreachable", {
      url: name,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  const stats = noStats();
  const listeners = new Set<(state: BusState) => void>();
  let state: BusState = { connected: true, sinceMs: now() };
  let unconfirmed = 0;
  let sinceConfirm = 0;

  const become = (connected: boolean) => {
    if (state.connected === connected) return;
    state = { connected, sinceMs: now() };
    unconfirmed = 0;
    sinceConfirm = 0;
    for (const listener of listeners) listener(state);
  };
  const watch = async () => {
    for await (const { type } of nats.status()) {
      if (type === "disconnect" || type === "staleConnection" || type === "close") become(false);
      else if (type === "reconnect") {
        stats.reconnects += 1;
        become(true);
      }
    }
  };
  void watch();

  function gave(bytes: Uint8Array): void {
    stats.messagesOut += 1;
    stats.bytesOut += bytes.length;
    unconfirmed += bytes.length;
    sinceConfirm += bytes.length;
    if (sinceConfirm < CONFIRM_EVERY) return;
    const upTo = sinceConfirm;
    sinceConfirm = 0;
    const { sinceMs } = state;
    nats.flush().then(
      () => {
        if (state.sinceMs === sinceMs) unconfirmed = Math.max(0, unconfirmed - upTo);
      },
      () => {},
    );
  }
  const took = (bytes: Uint8Array) => {
    stats.messagesIn += 1;
    stats.bytesIn += bytes.length;
  };
  const silenceOf = (error: unknown, subject: string) => {
    const nobody =
      error instanceof NoRespondersError || (error instanceof RequestError && error.isNoResponders());
    const late = error instanceof TimeoutError || !state.connected;
    return new BusSilence(nobody ? "nobody" : late ? "late" : "lost", subject);
  };

  return {
    name,
    maxBytes: Math.min(MAX_BYTES, nats.info?.max_payload ?? MAX_BYTES),
    publish(subject, bytes) {
      if (!state.connected || unconfirmed > MAX_UNCONFIRMED) {
        stats.dropped += 1;
        return;
      }
      gave(bytes);
      nats.publish(subject, bytes);
    },
    subscribe(subject, listener) {
      const subscription = nats.subscribe(subject, {
        callback(error, message) {
          if (error) return;
          took(message.data);
          listener(copyOf(message.data), message.subject);
        },
      });
      return () => subscription.unsubscribe();
    },
    answer(subject, answer) {
      const subscription = nats.subscribe(subject, {
        callback(error, message) {
          if (error) return;
          took(message.data);
          const reply = async () => {
            const bytes = await answer(copyOf(message.data));
            gave(bytes);
            message.respond(bytes);
          };
          reply().catch(() => {});
        },
      });
      return () => subscription.unsubscribe();
    },
    async request(subject, bytes, timeoutMs) {
      if (!state.connected) throw new BusSilence("lost", subject);
      try {
        gave(bytes);
        const { data } = await nats.request(subject, bytes, { timeout: Math.max(1, timeoutMs) });
        took(data);
        return copyOf(data);
      } catch (error) {
        throw silenceOf(error, subject);
      }
    },
    state: () => state,
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stats: () => ({ ...stats }),
    async close() {
      listeners.clear();
      const late = new Promise((done) => setTimeout(done, CLOSE_MS).unref());
      if (state.connected) await Promise.race([nats.flush().catch(() => {}), late]);
      await nats.close();
    },
  };
}
