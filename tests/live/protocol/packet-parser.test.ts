import { describe, expect, test } from "vitest";
import { Decoder, Encoder } from "../../../src/live/protocol/packet-parser.ts";

const decoded = (chunk: string | Uint8Array) => {
  const packets: unknown[] = [];
  new Decoder().on("decoded", (packet) => packets.push(packet)).add(chunk);
  return packets[0] as { type: number; nsp: string; data: unknown[]; id?: number };
};

describe("the packet parser", () => {
  test("sends a frame as its bare bytes, in one message, and gives them back exactly", () => {
    const bytes = Uint8Array.of(1, 2, 3, 250);
    const messages = new Encoder().encode({ type: 2, nsp: "/", data: ["frame", bytes] });
    expect(messages).toEqual([bytes]);
    // A slice of a larger buffer, as Node's sockets give it.
    const packet = decoded(Buffer.concat([Buffer.of(9, 9), Buffer.from(bytes)]).subarray(2));
    expect(packet.data[0]).toBe("frame");
    expect(new Uint8Array(packet.data[1] as ArrayBuffer)).toEqual(bytes);
  });

  test("sends everything else as one text message, acknowledgements included", () => {
    const [text] = new Encoder().encode({ type: 2, nsp: "/", data: ["view", { n: 1 }], id: 7 });
    expect(decoded(text as string)).toEqual({ type: 2, nsp: "/", data: ["view", { n: 1 }], id: 7 });
  });

  test.each([
    "",
    "null",
    "{}",
    '{"type":9,"nsp":"/"}',
    '{"type":2,"nsp":"/","data":{}}',
    '{"type":2,"nsp":5}',
    "[1",
  ])("refuses %j", (text) => {
    expect(() => decoded(text)).toThrow();
  });
});
