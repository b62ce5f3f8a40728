// The packed frame: what every client gets once a tick. Little endian, columns, 16 B a row, absolute rows, so that
// any frame may be dropped. A header of 24 B, then a block per z15 tile: 16 B and its columns. Positions are metres
// from the tile's south-west corner in its ENU frame; headings clockwise from true north.

export type FrameKind = "delta" | "snapshot" | "replay";
const KINDS: readonly FrameKind[] = ["delta", "snapshot", "replay"];

export const FRAME_VERSION = 1;
export const HEADER_BYTES = 24;
export const BLOCK_BYTES = 16;
export const ROW_BYTES = 16;
const STEP = 1 / 32;
const AGE_STEP_MS = 4;
const TURN = 2 * Math.PI;
const STEPS = 32;
const HEADING_STEPS = 65536 / TURN;
const HEADING_STEP = TURN / 65536;
const SPEED_STEP = 0.01;
const AGE_STEPS = 1 / AGE_STEP_MS;

export const ROW_STALE = 16;
export const ROW_TELEPORT = 32;
export const ROW_PREDICTED = 64;
export const ROW_TOMBSTONE = 128;

/** Rows of one tile on their way out, as measured columns. `flags` is the class (4 bits) and the ROW_ bits. */
export interface TileRows {
  tileKey: number;
  /** Rows of lower sequence were not sent in this block. */
  fromSeq: number;
  baseHeightM: number;
  count: number;
  slot: Uint32Array;
  eastM: Float32Array;
  northM: Float32Array;
  heightM: Float32Array;
  headingRad: Float32Array;
  speedMps: Float32Array;
  ageMs: Float32Array;
  flags: Uint8Array;
}

/** Rows of one tile as they came: views on the frame's bytes, nothing copied. Figures of a row: `figureOf`. */
export interface SentRows {
  tileKey: number;
  fromSeq: number;
  baseHeightM: number;
  count: number;
  slot: Uint32Array;
  x: Uint16Array;
  y: Uint16Array;
  z: Int16Array;
  heading: Uint16Array;
  speed: Uint16Array;
  age: Uint8Array;
  flags: Uint8Array;
}

/** Row i of a sent block in metres, radians, metres a second and milliseconds. */
export const figureOf = {
  eastM: (rows: SentRows, i: number): number => (rows.x[i] as number) * STEP,
  northM: (rows: SentRows, i: number): number => (rows.y[i] as number) * STEP,
  heightM: (rows: SentRows, i: number): number => rows.baseHeightM + (rows.z[i] as number) * STEP,
  headingRad: (rows: SentRows, i: number): number => (rows.heading[i] as number) * HEADING_STEP,
  speedMps: (rows: SentRows, i: number): number => (rows.speed[i] as number) * SPEED_STEP,
  ageMs: (rows: SentRows, i: number): number => (rows.age[i] as number) * AGE_STEP_MS,
};

export interface FrameHead {
  kind: FrameKind;
  epoch: number;
  seq: number;
  serverTimeMs: number;
}

export interface Frame extends FrameHead {
  blocks: SentRows[];
}

/** Columns for `capacity` rows, for encoders that reuse them. */
export function createTileRows(capacity: number): TileRows {
  // The measured columns lie in one buffer: eight allocations a block would cost more than the figures.
  const bytes = new ArrayBuffer(capacity * 24);
  const column = (index: number) => new Float32Array(bytes, index * capacity * 4, capacity);
  return {
    tileKey: 0,
    fromSeq: 0,
    baseHeightM: 0,
    count: 0,
    slot: new Uint32Array(capacity),
    eastM: column(0),
    northM: column(1),
    heightM: column(2),
    headingRad: column(3),
    speedMps: column(4),
    ageMs: column(5),
    flags: new Uint8Array(capacity),
  };
}

const padded = (count: number) => (count + 1) & ~1;
/** Rows are padded to an even number so that every column and block begins aligned. */
export const blockBytes = (count: number): number => BLOCK_BYTES + padded(count) * ROW_BYTES;

/** To the nearest of 0 … high; what is not a number becomes 0. */
const whole = (value: number, high: number) => (value > 0 ? (value < high ? (value + 0.5) | 0 : high) : 0);

/** Writes one block at a multiple of 8 bytes and gives the offset behind it. */
export function encodeBlock(out: ArrayBuffer, offset: number, rows: TileRows): number {
  const { count } = rows;
  const n = padded(count);
  const view = new DataView(out, offset, BLOCK_BYTES);
  view.setUint32(0, rows.tileKey, true);
  view.setUint32(4, count, true);
  view.setUint32(8, rows.fromSeq, true);
  view.setFloat32(12, rows.baseHeightM, true);
  let at = offset + BLOCK_BYTES;
  new Uint32Array(out, at, count).set(rows.slot.subarray(0, count));
  at += n * 4;
  const x = new Uint16Array(out, at, n);
  const y = new Uint16Array(out, at + n * 2, n);
  const z = new Int16Array(out, at + n * 4, n);
  const heading = new Uint16Array(out, at + n * 6, n);
  const speed = new Uint16Array(out, at + n * 8, n);
  const age = new Uint8Array(out, at + n * 10, n);
  const flags = new Uint8Array(out, at + n * 11, n);
  const base = Math.fround(rows.baseHeightM);
  // Column by column, and rounding by the half that the cut to an integer takes off: four times as fast as row by row.
  const { eastM, northM, heightM, headingRad, speedMps, ageMs } = rows;
  for (let i = 0; i < count; i++) x[i] = whole((eastM[i] as number) * STEPS, 65535);
  for (let i = 0; i < count; i++) y[i] = whole((northM[i] as number) * STEPS, 65535);
  for (let i = 0; i < count; i++)
    z[i] = whole(((heightM[i] as number) - base) * STEPS + 32768, 65535) - 32768;
  // 65,536 is a whole turn, and the column wraps it to 0 by itself.
  for (let i = 0; i < count; i++) heading[i] = (headingRad[i] as number) * HEADING_STEPS + 65536.5;
  for (let i = 0; i < count; i++) speed[i] = whole((speedMps[i] as number) * 100, 65535);
  for (let i = 0; i < count; i++) age[i] = whole((ageMs[i] as number) * AGE_STEPS, 255);
  flags.set(rows.flags.subarray(0, count));
  return offset + blockBytes(count);
}

export function encodeHead(out: ArrayBuffer, head: FrameHead, blocks: number): void {
  const view = new DataView(out, 0, HEADER_BYTES);
  view.setUint8(0, KINDS.indexOf(head.kind) + 1);
  view.setUint8(1, FRAME_VERSION);
  view.setUint16(2, 0, true);
  view.setUint32(4, head.epoch, true);
  view.setUint32(8, head.seq, true);
  view.setUint32(12, blocks, true);
  view.setFloat64(16, head.serverTimeMs, true);
}

/** A whole frame in a buffer of its own. */
export function encodeFrame(head: FrameHead, blocks: readonly TileRows[]): ArrayBuffer {
  const out = new ArrayBuffer(blocks.reduce((sum, { count }) => sum + blockBytes(count), HEADER_BYTES));
  encodeHead(out, head, blocks.length);
  let offset = HEADER_BYTES;
  for (const block of blocks) offset = encodeBlock(out, offset, block);
  return out;
}

export type Rejection =
  | "too-short"
  | "kind"
  | "version"
  | "time"
  | "blocks"
  | "block-cut"
  | "block-size"
  | "trailing";

/** A block whose length was checked. */
export function readBlock(bytes: ArrayBuffer, offset: number, count: number): SentRows {
  const view = new DataView(bytes);
  const n = padded(count);
  const at = offset + BLOCK_BYTES + n * 4;
  const base = view.getFloat32(offset + 12, true);
  return {
    tileKey: view.getUint32(offset, true),
    fromSeq: view.getUint32(offset + 8, true),
    baseHeightM: Number.isFinite(base) ? base : 0,
    count,
    slot: new Uint32Array(bytes, offset + BLOCK_BYTES, count),
    x: new Uint16Array(bytes, at, count),
    y: new Uint16Array(bytes, at + n * 2, count),
    z: new Int16Array(bytes, at + n * 4, count),
    heading: new Uint16Array(bytes, at + n * 6, count),
    speed: new Uint16Array(bytes, at + n * 8, count),
    age: new Uint8Array(bytes, at + n * 10, count),
    flags: new Uint8Array(bytes, at + n * 11, count),
  };
}

/** Decodes a frame or says why not. Never throws; all lengths are checked before a row is touched. Columns are views on `bytes`. */
export function decodeFrame(bytes: ArrayBuffer): { frame: Frame } | { rejected: Rejection } {
  if (bytes.byteLength < HEADER_BYTES) return { rejected: "too-short" };
  const view = new DataView(bytes);
  const kind = KINDS[view.getUint8(0) - 1];
  if (kind === undefined) return { rejected: "kind" };
  if (view.getUint8(1) !== FRAME_VERSION) return { rejected: "version" };
  const serverTimeMs = view.getFloat64(16, true);
  if (!(Math.abs(serverTimeMs) < 8.64e15)) return { rejected: "time" };
  const count = view.getUint32(12, true);
  if (count * BLOCK_BYTES > bytes.byteLength) return { rejected: "blocks" };
  const places: [number, number][] = [];
  let offset = HEADER_BYTES;
  for (let i = 0; i < count; i++) {
    if (offset + BLOCK_BYTES > bytes.byteLength) return { rejected: "block-cut" };
    const rows = view.getUint32(offset + 4, true);
    if (rows > (bytes.byteLength - offset) / ROW_BYTES) return { rejected: "block-size" };
    if (offset + blockBytes(rows) > bytes.byteLength) return { rejected: "block-size" };
    places.push([offset, rows]);
    offset += blockBytes(rows);
  }
  if (offset !== bytes.byteLength) return { rejected: "trailing" };
  return {
    frame: {
      kind,
      epoch: view.getUint32(4, true),
      seq: view.getUint32(8, true),
      serverTimeMs,
      blocks: places.map(([at, rows]) => readBlock(bytes, at, rows)),
    },
  };
}
