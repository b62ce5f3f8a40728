import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createTileRows,
  decodeFrame,
  encodeFrame,
  figureOf,
  HEADER_BYTES,
  ROW_BYTES,
  type SentRows,
  type TileRows,
} from "../../../src/live/protocol/frame.ts";

/** A small seeded generator, so that 1e5 rows and 1e6 mutations cost no time. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function randomRows(count: number, random: () => number): TileRows {
  const rows = createTileRows(count);
  rows.tileKey = Math.floor(random() * 2 ** 30);
  rows.baseHeightM = Math.fround(random() * 500);
  rows.count = count;
  for (let i = 0; i < count; i++) {
    rows.slot[i] = Math.floor(random() * 2 ** 32);
    rows.eastM[i] = random() * 2047;
    rows.northM[i] = random() * 2047;
    rows.heightM[i] = rows.baseHeightM + (random() - 0.5) * 2000;
    rows.headingRad[i] = random() * 2 * Math.PI;
    rows.speedMps[i] = random() * 80;
    rows.ageMs[i] = random() * 1000;
    rows.flags[i] = Math.floor(random() * 256);
  }
  return rows;
}

const head = { kind: "delta", epoch: 7, seq: 9, serverTimeMs: 1_790_000_000_123.5 } as const;

describe("the frame codec", () => {
  test("keeps 100,000 rows within 1/64 m, 0.003° and 0.5 cm/s, and slots and flags exactly", () => {
    const rows = randomRows(100_000, seeded(1));
    const decoded = decodeFrame(encodeFrame(head, [rows]));
    if (!("frame" in decoded)) throw new Error(decoded.rejected);
    expect(decoded.frame).toMatchObject(head);
    const [back] = decoded.frame.blocks as [SentRows];
    const worst = { east: 0, north: 0, height: 0, heading: 0, speed: 0, age: 0 };
    for (let i = 0; i < rows.count; i++) {
      const off = (key: "eastM" | "northM" | "heightM" | "speedMps" | "ageMs") =>
        Math.abs(figureOf[key](back, i) - (rows[key][i] as number));
      worst.east = Math.max(worst.east, off("eastM"));
      worst.north = Math.max(worst.north, off("northM"));
      worst.height = Math.max(worst.height, off("heightM"));
      worst.speed = Math.max(worst.speed, off("speedMps"));
      worst.age = Math.max(worst.age, off("ageMs"));
      const turn = Math.abs(figureOf.headingRad(back, i) - (rows.headingRad[i] as number)) % (2 * Math.PI);
      worst.heading = Math.max(worst.heading, Math.min(turn, 2 * Math.PI - turn));
    }
    const slack = 1e-4;
    expect(worst.east).toBeLessThanOrEqual(1 / 64 + slack);
    expect(worst.north).toBeLessThanOrEqual(1 / 64 + slack);
    expect(worst.height).toBeLessThanOrEqual(1 / 64 + slack);
    expect((worst.heading * 180) / Math.PI).toBeLessThanOrEqual(0.003);
    expect(worst.speed).toBeLessThanOrEqual(0.005 + 1e-5);
    expect(worst.age).toBeLessThanOrEqual(2.001);
    expect(back.slot).toEqual(rows.slot);
    expect(back.flags).toEqual(rows.flags);
  });

  test("costs 16 bytes a row", () => {
    const random = seeded(2);
    const bytes = encodeFrame(head, [randomRows(1000, random), randomRows(3000, random)]).byteLength;
    expect(bytes).toBe(HEADER_BYTES + 2 * 16 + 4000 * ROW_BYTES);
  });

  test("carries any number of blocks of any size, empty ones too", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 12 }), fc.nat(), (counts, seed) => {
        const random = seeded(seed);
        const blocks = counts.map((count) => randomRows(count, random));
        const decoded = decodeFrame(encodeFrame(head, blocks));
        if (!("frame" in decoded)) throw new Error(decoded.rejected);
        expect(decoded.frame.blocks.map(({ tileKey, slot }) => [tileKey, [...slot]])).toEqual(
          blocks.map(({ tileKey, slot }) => [tileKey, [...slot]]),
        );
      }),
    );
  });

  test("what lies outside a tile is held at its border, and a negative speed at 0", () => {
    const rows = randomRows(1, seeded(3));
    rows.eastM[0] = -5;
    rows.northM[0] = 9999;
    rows.speedMps[0] = -3;
    const decoded = decodeFrame(encodeFrame(head, [rows]));
    if (!("frame" in decoded)) throw new Error(decoded.rejected);
    const [back] = decoded.frame.blocks as [SentRows];
    expect(figureOf.eastM(back, 0)).toBe(0);
    expect(figureOf.northM(back, 0)).toBe(65535 / 32);
    expect(figureOf.speedMps(back, 0)).toBe(0);
  });

  test("a million mutated frames are decoded or rejected with a reason, none throws", {
    timeout: 120_000,
  }, () => {
    const random = seeded(4);
    const good = new Uint8Array(encodeFrame(head, [randomRows(3, random), randomRows(2, random)]));
    const reasons = new Map<string, number>();
    const scratch = new Uint8Array(good.length);
    for (let i = 0; i < 1_000_000; i++) {
      scratch.set(good);
      const flips = 1 + Math.floor(random() * 3);
      for (let f = 0; f < flips; f++) {
        // Headers decide; half of the flips go there.
        const at = Math.floor(random() * (random() < 0.5 ? HEADER_BYTES + 16 : scratch.length));
        scratch[at] = Math.floor(random() * 256);
      }
      const cut = random() < 0.2 ? Math.floor(random() * scratch.length) : scratch.length;
      const decoded = decodeFrame(cut === scratch.length ? scratch.buffer : scratch.buffer.slice(0, cut));
      const outcome = "frame" in decoded ? "decoded" : decoded.rejected;
      reasons.set(outcome, (reasons.get(outcome) ?? 0) + 1);
      if ("frame" in decoded) {
        const rows = decoded.frame.blocks.reduce((sum, block) => sum + block.count, 0);
        if (rows * ROW_BYTES > cut) throw new Error("more rows than bytes");
      }
    }
    expect([...reasons.keys()]).toEqual(
      expect.arrayContaining(["decoded", "kind", "version", "too-short", "block-size", "blocks"]),
    );
  });
});
