import { gzipSync } from "node:zlib";
import { load } from "@loaders.gl/core";
import { describe, expect, test } from "vitest";
import { LaneTwinRoadsLoader } from "../../../../src/data/formats/lanetwin-roads/lanetwin-roads-loader.ts";
import { walledStreet } from "../../../model/roads/walled-street.ts";

const OPTIONS = { core: { worker: false } };
const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
const packed = (text: string) => {
  const { buffer, byteOffset, byteLength } = gzipSync(text);
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
};
const read = (buffer: ArrayBuffer) => load(buffer, LaneTwinRoadsLoader, OPTIONS);

describe("the loader of road networks", () => {
  test("reads a network packed or plain, as it was written", async () => {
    const { network } = await walledStreet();
    const text = JSON.stringify(network);
    expect(await read(packed(text))).toEqual(JSON.parse(text));
    expect(await read(bytes(text))).toEqual(JSON.parse(text));
  });

  test("says what is wrong with what is none", async () => {
    await expect(read(bytes("<html>404</html>"))).rejects.toMatchObject({ code: "fault.roads.unreadable" });
    await expect(read(packed("{").slice(0, 12))).rejects.toMatchObject({ code: "fault.roads.unreadable" });
    await expect(read(bytes('{"formatVersion":2}'))).rejects.toMatchObject({
      code: "fault.roads.version",
      params: { found: "2", expected: 1 },
    });
    await expect(read(bytes("null"))).rejects.toMatchObject({ code: "fault.roads.version" });
    await expect(read(bytes('{"formatVersion":1,"roads":[],"junctions":[]}'))).rejects.toMatchObject({
      code: "fault.roads.shape",
      params: { missing: "controllers" },
    });
  });
});
