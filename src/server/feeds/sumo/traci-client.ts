// A connection to a running SUMO: one request at a time, many commands in one message. An error ends the connection;
// whoever holds it opens another.

import { connect, type Socket } from "node:net";
import {
  ANSWER_OFFSET,
  bytes,
  CMD,
  command,
  message,
  readSubscribed,
  type Subscribed,
  TraciReader,
  type TraciValue,
} from "./traci-codec.ts";

export interface TraciClient {
  version: { api: number; software: string };
  /** Values of one variable of several objects, in their order; undefined where SUMO has none. */
  get(
    domain: number,
    asked: readonly { variable: number; id: string; extra?: Buffer }[],
  ): Promise<(TraciValue | undefined)[]>;
  subscribe(domain: number, ids: readonly string[], variables: readonly number[]): Promise<Subscribed[]>;
  /** One step; what the subscriptions say after it. */
  step(): Promise<Subscribed[]>;
  setOrder(order: number): Promise<void>;
  close(): void;
  closed: Promise<void>;
}

const MAX_MESSAGE = 256 << 20;
const FOREVER_S = 2 ** 30;

/** Status of a command: what SUMO thought of it. */
function status(reader: TraciReader, asked: number): { ok: boolean; text: string } {
  const { id } = reader.head();
  const result = reader.byte();
  const text = reader.text();
  if (id !== asked) throw new Error(`answer to ${id}, asked ${asked}`);
  return { ok: result === 0, text };
}

export async function connectTraci(host: string, port: number, signal: AbortSignal): Promise<TraciClient> {
  const socket: Socket = connect({ host, port, noDelay: true });
  let pending: { done(body: Buffer): void; fail(error: Error): void } | undefined;
  let parts: Buffer[] = [];
  let have = 0;
  let want = 4;
  let ended: () => void = () => {};
  const closed = new Promise<void>((done) => {
    ended = done;
  });
  const fail = (error: Error) => {
    socket.destroy();
    pending?.fail(error);
    pending = undefined;
    ended();
  };
  const abort = () => fail(new Error("stopped"));
  signal.addEventListener("abort", abort, { once: true });
  socket.on("error", fail);
  socket.on("close", () => {
    signal.removeEventListener("abort", abort);
    fail(new Error("SUMO closed the connection"));
  });
  socket.on("data", (chunk) => {
    parts.push(chunk);
    have += chunk.length;
    while (have >= want) {
      const all = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
      const length = all.readUInt32BE(0);
      if (length < 4 || length > MAX_MESSAGE) {
        fail(new Error(`message of ${length} bytes`));
        return;
      }
      parts = [all];
      want = length;
      if (have < length) return;
      parts = [all.subarray(length)];
      have -= length;
      want = 4;
      const waiting = pending;
      pending = undefined;
      waiting?.done(all.subarray(4, length));
    }
  });
  await new Promise<void>((done, refuse) => {
    if (signal.aborted) refuse(new Error("stopped"));
    socket.once("connect", done);
    socket.once("error", refuse);
    socket.once("close", () => refuse(new Error("closed")));
  });

  const request = async (commands: Buffer[]): Promise<TraciReader> => {
    if (pending) throw new Error("one request at a time");
    const body = await new Promise<Buffer>((done, refuse) => {
      pending = { done, fail: refuse };
      if (socket.destroyed) fail(new Error("SUMO closed the connection"));
      else socket.write(message(commands));
    });
    return new TraciReader(body);
  };

  const first = await request([command(CMD.version, Buffer.alloc(0))]);
  const greeting = status(first, CMD.version);
  if (!greeting.ok) throw new Error(greeting.text);
  first.head();
  const version = { api: first.int(), software: first.text() };

  return {
    version,
    closed,
    async get(domain, asked) {
      if (asked.length === 0) return [];
      const reader = await request(
        asked.map(({ variable, id, extra }) =>
          command(domain, Buffer.concat([bytes.byte(variable), bytes.text(id), ...(extra ? [extra] : [])])),
        ),
      );
      return asked.map(() => {
        if (!status(reader, domain).ok) return undefined;
        reader.head();
        reader.byte();
        reader.text();
        return reader.value();
      });
    },
    async subscribe(domain, ids, variables) {
      if (ids.length === 0) return [];
      const reader = await request(
        ids.map((id) =>
          command(
            domain,
            Buffer.concat([
              bytes.double(0),
              bytes.double(FOREVER_S),
              bytes.text(id),
              Buffer.from([variables.length, ...variables]),
            ]),
          ),
        ),
      );
      return ids.flatMap(() => (status(reader, domain).ok ? [readSubscribed(reader)] : []));
    },
    async step() {
      const reader = await request([command(CMD.step, bytes.double(0))]);
      const said = status(reader, CMD.step);
      if (!said.ok) throw new Error(said.text);
      return Array.from({ length: reader.count(4) }, () => readSubscribed(reader));
    },
    async setOrder(order) {
      const said = status(await request([command(CMD.order, bytes.int(order))]), CMD.order);
      if (!said.ok) throw new Error(said.text);
    },
    close() {
      // A client that just goes away would leave SUMO waiting; it is told, and not waited for.
      if (!socket.destroyed) socket.end(message([command(CMD.close, Buffer.alloc(0))]));
    },
  };
}

export const answerTo = (domain: number): number => domain + ANSWER_OFFSET;
