import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decoder } from "../../../src/live/protocol/packet-parser.ts";
import { createWirePackets, websocketFrame } from "../../../src/server/hub/wire-packets.ts";

/** Reads an unmasked websocket frame as RFC 6455, 5.2 lays it out. */
function read(frame: Buffer) {
  const short = (frame[1] as number) & 127;
  const [at, length] =
    short === 126
      ? [4, frame.readUInt16BE(2)]
      : short === 127
        ? [10, Number(frame.readBigUInt64BE(2))]
        : [2, short];
  return { first: frame[0], masked: ((frame[1] as number) & 128) !== 0, length, payload: frame.subarray(at) };
}

describe("a packet that goes to many", () => {
  test("is one websocket frame, final and unmasked, whatever its length", () => {
    const lengths = fc.oneof(
      fc.integer({ min: 0, max: 300 }),
      fc.constantFrom(125, 126, 127, 65535, 65536, 70_000),
    );
    fc.assert(
      fc.property(lengths, fc.constantFrom(1, 2), (length, opcode) => {
        const payload = new Uint8Array(length).map((_, i) => i * 31);
        const got = read(websocketFrame(opcode, payload));
        expect(got.first).toBe(0x80 | opcode);
        expect(got.masked).toBe(false);
        expect(got.length).toBe(length);
        expect(got.payload.equals(payload)).toBe(true);
      }),
    );
  });

  test("is made once for the same objects, and anew for others", () => {
    const packets = createWirePackets();
    const [batch, gone] = [{ docks: [] }, [] as unknown[]];
    const first = packets.event("observations", batch, gone);
    expect(packets.event("observations", batch, gone)).toBe(first);
    expect(packets.event("observations", batch, [{ kind: "docks", id: "d" }])).not.toBe(first);
    expect(packets.event("observations", { docks: [] }, gone)).not.toBe(first);
    const bytes = new Uint8Array([2, 1]);
    expect(packets.frame(bytes)).toBe(packets.frame(bytes));
    expect(packets.frame(bytes.slice())).not.toBe(packets.frame(bytes));
  });

  test("is read by the client's parser as the same event", () => {
    const { options } = createWirePackets().event("counts", [{ 城: 1 }], 5);
    const text = read(options.wsPreEncodedFrame[0]).payload.toString();
    // The engine takes its mark of a message off.
    expect(text[0]).toBe("4");
    const decoder = new Decoder();
    const packets: unknown[] = [];
    decoder.on("decoded", (packet) => void packets.push(packet));
    decoder.add(text.slice(1));
    expect(packets).toEqual([{ type: 2, nsp: "/", data: ["counts", [{ 城: 1 }], 5] }]);
  });
});
