// A packet that goes to many sockets, made once: its text and its whole websocket frame, head and payload in one buffer,
// so that a socket costs one write. By the objects in it: who tells the same thing to many hands over the same objects.

import { eventText } from "../../live/protocol/packet-parser.ts";

/** What engine.io's write takes: the payload, and the websocket frame that it need not make then. */
export interface WirePacket {
  data: string | Uint8Array;
  options: { compress: false; wsPreEncodedFrame: [Buffer] };
}

export interface WirePackets {
  frame(bytes: Uint8Array): WirePacket;
  /** @param body the first of the event's arguments, by which the packet is found again */
  event(name: string, body: object, ...more: unknown[]): WirePacket;
}

const FIN = 0x80;
const TEXT = 1;
const BINARY = 2;
/** engine.io's mark of a message that is text. */
const MESSAGE = "4";

/** RFC 6455, 5.2: unmasked, in one piece. */
export function websocketFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65536 ? 4 : 10;
  const out = Buffer.allocUnsafe(head + length);
  out[0] = FIN | opcode;
  out[1] = head === 2 ? length : head === 4 ? 126 : 127;
  if (head === 4) out.writeUInt16BE(length, 2);
  if (head === 10) out.writeBigUInt64BE(BigInt(length), 2);
  out.set(payload, head);
  return out;
}

const packet = (data: string | Uint8Array, opcode: number, payload: Uint8Array): WirePacket => ({
  data,
  options: { compress: false, wsPreEncodedFrame: [websocketFrame(opcode, payload)] },
});

export function createWirePackets(): WirePackets {
  const frames = new WeakMap<Uint8Array, WirePacket>();
  const events = new WeakMap<object, { name: string; more: unknown[]; made: WirePacket }>();
  return {
    frame(bytes) {
      let made = frames.get(bytes);
      if (!made) {
        made = packet(bytes, BINARY, bytes);
        frames.set(bytes, made);
      }
      return made;
    },
    event(name, body, ...more) {
      const known = events.get(body);
      if (known?.name === name && known.more.every((one, i) => one === more[i])) return known.made;
      const text = eventText(name, [body, ...more]);
      const made = packet(text, TEXT, Buffer.from(MESSAGE + text));
      events.set(body, { name, more, made });
      return made;
    },
  };
}
