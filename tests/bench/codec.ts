// The frame codec against JSON and msgpackr on the same 1,000 rows, a busy frame: bytes a row, and how many times faster,
// decoded figures read.

import { pack, unpack } from "msgpackr";
import { createTileRows, decodeFrame, encodeFrame, figureOf } from "../../src/live/protocol/frame.ts";
import { seeded } from "../../src/model/records/random.ts";
import { median, round } from "./median.ts";

const ROWS = 1000;
const TIMES = 20;
const RUNS = 51;
/** A client decodes for hours: all are measured once the engine has compiled them. */
const WARM_MS = 400;

export function codec() {
  const random = seeded(1);
  const block = createTileRows(ROWS);
  block.count = ROWS;
  block.tileKey = 1;
  const objects = Array.from({ length: ROWS }, (_, i) => {
    block.slot[i] = i;
    block.eastM[i] = random.between(0, 1000);
    block.northM[i] = random.between(0, 1000);
    block.heightM[i] = random.between(0, 30);
    block.headingRad[i] = random.between(0, 6.28);
    block.speedMps[i] = random.between(0, 25);
    block.ageMs[i] = random.between(0, 200);
    block.flags[i] = 1;
    return {
      id: `vehicle-${i}`,
      type: "car",
      lon: 114.4 + random.next() / 100,
      lat: 30.4 + random.next() / 100,
      alt: block.heightM[i],
      heading: block.headingRad[i],
      speed: block.speedMps[i],
      ts: 1_790_000_000_000 + i,
      status: 0,
    };
  });
  const head = { kind: "delta", epoch: 1, seq: 1, serverTimeMs: 0 } as const;
  const time = (run: () => unknown) => {
    for (const until = performance.now() + WARM_MS; performance.now() < until; ) run();
    const times = Array.from({ length: RUNS }, () => {
      const from = performance.now();
      for (let i = 0; i < TIMES; i++) run();
      return (performance.now() - from) / TIMES;
    });
    return median(times);
  };
  const frame = encodeFrame(head, [block]);
  const json = JSON.stringify(objects);
  const packed = pack(objects);
  // A decoder that defers its work must not look fast: every figure of every row is read.
  const readFrame = () => {
    const decoded = decodeFrame(frame);
    if (!("frame" in decoded)) throw new Error(decoded.rejected);
    let sum = 0;
    for (const rows of decoded.frame.blocks)
      for (let i = 0; i < rows.count; i++)
        sum +=
          (rows.slot[i] as number) +
          figureOf.eastM(rows, i) +
          figureOf.northM(rows, i) +
          figureOf.heightM(rows, i) +
          figureOf.headingRad(rows, i) +
          figureOf.speedMps(rows, i) +
          figureOf.ageMs(rows, i) +
          (rows.flags[i] as number);
    return sum;
  };
  const readObjects = (list: typeof objects) => {
    let sum = 0;
    for (const each of list)
      sum +=
        each.id.length +
        each.lon +
        each.lat +
        (each.alt as number) +
        (each.heading as number) +
        (each.speed as number) +
        each.ts +
        each.status;
    return sum;
  };
  const ours = {
    bytes: frame.byteLength / ROWS,
    encodeMs: time(() => encodeFrame(head, [block])),
    decodeMs: time(readFrame),
  };
  const peers = {
    json: {
      bytes: Buffer.byteLength(json) / ROWS,
      encodeMs: time(() => JSON.stringify(objects)),
      decodeMs: time(() => readObjects(JSON.parse(json))),
    },
    msgpackr: {
      bytes: packed.length / ROWS,
      encodeMs: time(() => pack(objects)),
      decodeMs: time(() => readObjects(unpack(packed))),
    },
  };
  const against = Object.fromEntries(
    Object.entries(peers).map(([name, peer]) => [
      name,
      {
        bytes: round(peer.bytes / ours.bytes, 1),
        encode: round(peer.encodeMs / ours.encodeMs, 1),
        decode: round(peer.decodeMs / ours.decodeMs, 1),
      },
    ]),
  );
  console.log(
    `ours: ${round(ours.bytes)} B a row, encode ${round(ours.encodeMs * 1000, 1)} µs, decode ${round(ours.decodeMs * 1000, 1)} µs`,
  );
  console.table(against);
  return { rows: ROWS, ours, peers, timesOurs: against };
}
