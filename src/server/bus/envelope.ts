// A message of an ingest on its way: 24 B of head (u8 version, u8 kind, u16 flags, u32 0, f64 life, f64 sequence, little
// endian), then the payload: a packed frame, or JSON, or in a keyframe both. What is too long for the bus goes as several
// with numbers of their own, so that a lost piece is a gap like any other.

export const KINDS = [
  "frame",
  "dict",
  "signals",
  "observations",
  "sources",
  "vitals",
  "keyframe",
  "bye",
] as const;
export type MessageKind = (typeof KINDS)[number];

export interface Envelope {
  kind: MessageKind;
  /** When the ingest started, Unix milliseconds: another number is another life. */
  lifeMs: number;
  seq: number;
  first: boolean;
  last: boolean;
  payload: Uint8Array;
}

const VERSION = 1;
const HEAD = 24;
const FIRST = 1;
const LAST = 2;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The pieces of a message, numbered from `seq` on, none longer than `maxBytes`. */
export function enveloped(
  kind: MessageKind,
  lifeMs: number,
  seq: number,
  payload: Uint8Array,
  maxBytes: number,
): Uint8Array[] {
  const room = maxBytes - HEAD;
  const pieces = Math.max(1, Math.ceil(payload.length / room));
  return Array.from({ length: pieces }, (_, i) => {
    const part = payload.subarray(i * room, (i + 1) * room);
    const bytes = new Uint8Array(HEAD + part.length);
    const view = new DataView(bytes.buffer);
    view.setUint8(0, VERSION);
    view.setUint8(1, KINDS.indexOf(kind));
    view.setUint16(2, (i === 0 ? FIRST : 0) | (i === pieces - 1 ? LAST : 0), true);
    view.setFloat64(8, lifeMs, true);
    view.setFloat64(16, seq + i, true);
    bytes.set(part, HEAD);
    return bytes;
  });
}

/** Undefined where it is none of ours. The payload is a view on the bytes. */
export function openEnvelope(bytes: Uint8Array): Envelope | undefined {
  if (bytes.length < HEAD) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEAD);
  const kind = KINDS[view.getUint8(1)];
  const flags = view.getUint16(2, true);
  const lifeMs = view.getFloat64(8, true);
  const seq = view.getFloat64(16, true);
  if (view.getUint8(0) !== VERSION || !kind) return undefined;
  if (!Number.isSafeInteger(lifeMs) || !Number.isSafeInteger(seq)) return undefined;
  return {
    kind,
    lifeMs,
    seq,
    first: (flags & FIRST) !== 0,
    last: (flags & LAST) !== 0,
    payload: bytes.subarray(HEAD),
  };
}

export const packJson = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));
/** @throws SyntaxError, TypeError */
export const unpackJson = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes));

/** JSON and a frame behind it. */
export function packBoth(value: unknown, frame: Uint8Array): Uint8Array {
  const json = packJson(value);
  const bytes = new Uint8Array(4 + json.length + frame.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  bytes.set(frame, 4 + json.length);
  return bytes;
}

/** @throws RangeError, SyntaxError, TypeError */
export function unpackBoth(bytes: Uint8Array): { value: unknown; frame: Uint8Array } {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);
  if (4 + length > bytes.length) throw new RangeError("cut");
  return { value: unpackJson(bytes.subarray(4, 4 + length)), frame: bytes.subarray(4 + length) };
}
