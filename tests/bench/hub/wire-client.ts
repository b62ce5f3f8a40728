// The leanest client there can be: a TCP socket that reads websocket frames by their heads and skips what is in them, so
// that a thousand of them in one process leave it time. It speaks just enough of engine.io and of our packets to join,
// look at tiles, and answer pings.

import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { HEADER_BYTES } from "../../../src/live/protocol/frame.ts";

/** What of a message is kept: a frame's head, or enough of a text to tell what it is. */
const KEPT_BYTES = 48;
const HELLO = '4{"type":2,"nsp":"/","data":["hello"';
const OPEN = "0";
const PING = "2";
const PONG = "3";
const BINARY = 2;
const TEXT = 1;
const CLOSE = 8;
const SNAPSHOT = 2;

export interface WireEvents {
  /** A packed frame has come whole. */
  frame(serverTimeMs: number, bytes: number, snapshot: boolean): void;
  /** Text, in bytes. */
  text(bytes: number): void;
  closed(): void;
}

export interface WireClient {
  /** Reads nothing any more, as a machine does that was suspended. */
  stall(): void;
  close(): void;
}

/** A client's text message: one masked frame. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] as number) ^ (mask[i & 3] as number);
  const long = payload.length > 125;
  const head = Buffer.alloc(long ? 4 : 2);
  head[0] = 0x80 | TEXT;
  head[1] = 0x80 | (long ? 126 : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, mask, payload]);
}

export function connectWire(port: number, view: object, events: WireEvents): WireClient {
  const socket: Socket = connect({ host: "127.0.0.1", port, noDelay: true });
  const say = (text: string) => void socket.write(textFrame(text));
  socket.write(
    [
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
      `Host: 127.0.0.1:${port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
      "\r\n",
    ].join("\r\n"),
  );
  let upgraded = false;
  let answer = "";
  // The frame that is being read: its head, then what is kept of it, then what is left to skip.
  const head = Buffer.alloc(10);
  let headGot = 0;
  let headWants = 2;
  const kept = Buffer.alloc(KEPT_BYTES);
  let keptGot = 0;
  let size = 0;
  let left = -1;

  function done(): void {
    const opcode = (head[0] as number) & 15;
    if (opcode === BINARY && keptGot >= HEADER_BYTES)
      events.frame(kept.readDoubleLE(16), size, kept[0] === SNAPSHOT);
    else if (opcode === TEXT) {
      events.text(size);
      const text = kept.toString("latin1", 0, keptGot);
      if (text === PING) say(PONG);
      else if (text[0] === OPEN) say('4{"type":0,"nsp":"/"}');
      else if (text.startsWith(HELLO)) say(`4${JSON.stringify({ type: 2, nsp: "/", data: ["view", view] })}`);
    } else if (opcode === CLOSE) socket.destroy();
    headGot = 0;
    headWants = 2;
    keptGot = 0;
    left = -1;
  }

  socket.on("data", (chunk: Buffer) => {
    let at = 0;
    if (!upgraded) {
      answer += chunk.toString("latin1");
      const end = answer.indexOf("\r\n\r\n");
      if (end < 0) return;
      upgraded = true;
      at = chunk.length - (answer.length - end - 4);
      answer = "";
    }
    while (at < chunk.length) {
      if (left < 0) {
        head[headGot++] = chunk[at++] as number;
        if (headGot === 2) {
          const length = (head[1] as number) & 127;
          headWants = length === 126 ? 4 : length === 127 ? 10 : 2;
          if (headWants === 2) size = length;
        }
        if (headGot < headWants) continue;
        if (headWants === 4) size = head.readUInt16BE(2);
        if (headWants === 10) size = head.readUInt32BE(6);
        left = size;
      }
      const here = Math.min(left, chunk.length - at);
      if (keptGot < KEPT_BYTES)
        keptGot += chunk.copy(kept, keptGot, at, at + Math.min(here, KEPT_BYTES - keptGot));
      at += here;
      left -= here;
      if (left === 0) done();
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => events.closed());
  return { stall: () => void socket.pause(), close: () => void socket.destroy() };
}
