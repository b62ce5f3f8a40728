import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createOdidReader } from "../../../src/server/feeds/open-drone-id/index.ts";
import {
  type OdidLocation,
  odidBytes,
  readOdid,
} from "../../../src/server/feeds/open-drone-id/read-messages.ts";
import { DEG, json, listen, NOW_MS } from "./listening.ts";

function basicId(id: string): Buffer {
  const out = Buffer.alloc(25);
  out[1] = (1 << 4) | 2;
  out.write(id, 2, 20, "latin1");
  return out;
}

interface Raw {
  status: number;
  flags: number;
  direction: number;
  speed: number;
  vertical: number;
  lat: number;
  lon: number;
  baro: number;
  geo: number;
  height: number;
  accuracy: number;
  tenths: number;
}
const USUAL: Raw = {
  status: 2,
  flags: 0,
  direction: 90,
  speed: 40,
  vertical: -3,
  lat: 304750000,
  lon: 1144130000,
  baro: 2240,
  geo: 2277,
  height: 2200,
  accuracy: 10,
  // 02:05:23.4
  tenths: 3234,
};

function location(change: Partial<Raw> = {}): Buffer {
  const raw = { ...USUAL, ...change };
  const out = Buffer.alloc(25);
  out[0] = 1 << 4;
  out[1] = (raw.status << 4) | raw.flags;
  out[2] = raw.direction;
  out[3] = raw.speed;
  out.writeInt8(raw.vertical, 4);
  out.writeInt32LE(raw.lat, 5);
  out.writeInt32LE(raw.lon, 9);
  out.writeUInt16LE(raw.baro, 13);
  out.writeUInt16LE(raw.geo, 15);
  out.writeUInt16LE(raw.height, 17);
  out[19] = raw.accuracy;
  out.writeUInt16LE(raw.tenths, 21);
  return out;
}

const pack = (...messages: Buffer[]) =>
  Buffer.concat([Buffer.from([0xf0, 25, messages.length]), ...messages]);
const only = (bytes: Buffer) => readOdid(bytes)[0] as OdidLocation;

describe("a location message", () => {
  test("every scaled field becomes its unit", () => {
    const at = only(location());
    expect(at).toMatchObject({
      status: "airborne",
      courseDeg: 90,
      speedMps: 10,
      verticalMps: -1.5,
      pressureHeightM: 120,
      heightM: 138.5,
      aboveM: 100,
      aboveGround: false,
      accuracyM: 10,
      hourTenths: 3234,
    });
    expect(at.lonDeg).toBeCloseTo(114.413, 9);
    expect(at.latDeg).toBeCloseTo(30.475, 9);
  });

  test.each([
    [{ flags: 2, direction: 90 }, { courseDeg: 270 }],
    [{ flags: 1, speed: 100 }, { speedMps: 138.75 }],
    [{ flags: 4 }, { aboveGround: true }],
    [{ flags: 2, direction: 181 }, { courseDeg: undefined }],
    [{ flags: 1, speed: 255 }, { speedMps: undefined }],
    [{ vertical: 126 }, { verticalMps: undefined }],
    [{ geo: 0 }, { heightM: undefined }],
    [{ height: 0 }, { aboveM: undefined }],
    [{ tenths: 65535 }, { hourTenths: undefined }],
    [{ accuracy: 0 }, { accuracyM: undefined }],
    [{ accuracy: 12 }, { accuracyM: 1 }],
    [{ accuracy: 11 }, { accuracyM: 3 }],
    [{ status: 1 }, { status: "ground" }],
    [{ status: 3 }, { status: "emergency" }],
    [{ status: 9 }, { status: "unknown" }],
  ])("%o gives %o", (raw, expected) => expect(only(location(raw))).toMatchObject(expected));
});

describe("a receiver's posts", () => {
  test("a pack joins identity and place, and says that nobody vouches for it", () => {
    const to = listen({ heights: "ellipsoid" });
    const reader = createOdidReader(to.intake);
    const bytes = pack(basicId("1581F5BKD2396"), location());
    const data = bytes.toString("base64");
    to.intake.message(bytes, () => reader.read(json([{ sender: "aa:bb", data }]), "posted"));
    expect(to.rows).toMatchObject([
      { id: "s/1581F5BKD2396", heightM: 138.5, speedMps: 10, timeMs: Date.UTC(2026, 2, 4, 2, 5, 23, 400) },
    ]);
    expect(to.rows[0]?.headingRad).toBeCloseTo(90 * DEG, 12);
    expect(to.described.get("s/1581F5BKD2396")).toMatchObject({ class: "drone" });
    expect(to.seen.drones).toMatchObject([
      { state: "flying", unauthenticated: true, verticalMps: -1.5, aboveTakeOffM: 100 },
    ]);
  });

  test("messages that come apart are joined by the transmitter's address", () => {
    const to = listen();
    const reader = createOdidReader(to.intake);
    const post = (sender: string, bytes: Buffer) =>
      to.intake.message(bytes, () => reader.read(json({ sender, data: bytes.toString("hex") }), "posted"));
    post("aa", location());
    post("aa", basicId("SN1"));
    to.clock.ms += 1000;
    post("aa", location({ tenths: 3244 }));
    post("bb", location({ tenths: 3244 }));
    expect(to.rows.map(({ id }) => id)).toEqual(["s/aa", "s/SN1", "s/bb"]);
    expect(to.ended).toEqual(["s/aa"]);
  });

  test("a place of (0, 0) and a message cut short are refused by name", () => {
    const to = listen();
    const reader = createOdidReader(to.intake);
    to.intake.message("x", () => {
      reader.read(location({ lat: 0, lon: 0 }), "a");
      reader.read(location().subarray(0, 20), "a");
    });
    expect(to.rows).toEqual([]);
    expect(to.reasons()).toMatchObject({ "null-island": 1, "message-truncated": 1 });
  });

  test("without a time it is now; without a height it is the ground's", () => {
    const to = listen({ heights: "ellipsoid" });
    const reader = createOdidReader(to.intake);
    to.intake.message("x", () => reader.read(location({ tenths: 65535, geo: 0 }), "a"));
    expect(to.rows).toMatchObject([{ timeMs: NOW_MS, heightM: 20 }]);
    expect(to.reasons()).toMatchObject({ "time-missing": 1, "no-height": 1 });
  });
});

test("hexadecimal and base64 are told apart, anything else is refused", () => {
  const bytes = location();
  expect(Buffer.from(odidBytes(bytes.toString("hex")))).toEqual(bytes);
  expect(Buffer.from(odidBytes(bytes.toString("base64")))).toEqual(bytes);
  expect(() => odidBytes("!!")).toThrow(RangeError);
});

test("bytes of any kind never throw out, nor give a place that is no number", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 260 }), fc.boolean(), (noise, asPack) => {
      const to = listen();
      const bytes = asPack
        ? Buffer.concat([Buffer.from([0xf0, 25, (noise[0] ?? 1) % 12]), noise])
        : Buffer.from(noise);
      const reader = createOdidReader(to.intake);
      to.intake.message(bytes, () => reader.read(bytes, "a"));
      for (const row of to.rows) expect(Number.isFinite(row.lonDeg + row.latDeg + row.heightM)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
