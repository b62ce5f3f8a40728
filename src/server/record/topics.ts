// What a recording holds, by topic. Frames are as on the wire; the rest is JSON, each with its schema, so that any MCAP
// tool lists them. Log times are the twin's.

import type { ChannelPlan } from "./mcap-file.ts";

const FRAME_LAYOUT = `LaneTwin packed frame, version 1. Little endian.
Header 24 B: u8 kind (1 delta, 2 snapshot, 3 replay), u8 version, u16 0, u32 epoch, u32 seq, u32 blocks, f64 serverTimeMs.
Then a block per quadkey tile of zoom 15. Head 16 B: u32 tileKey (x * 32768 + y), u32 rows n, u32 fromSeq, f32 baseHeightM.
Columns, each padded to an even number of rows: u32 slot[n], u16 x[n], u16 y[n], i16 z[n], u16 heading[n], u16 speed[n], u8 age[n], u8 flags[n].
x east and y north in 1/32 m from the tile's south-west corner in its ENU frame, z in 1/32 m from baseHeightM,
heading in 1/65536 turn clockwise from true north, speed in cm/s, age in 4 ms before serverTimeMs,
flags: class in the low 4 bits, 16 stale, 32 teleport, 64 predicted, 128 gone.
Identities of slots are on /dict.`;

const frames = { name: "lanetwin.Frame", encoding: "x-lanetwin-layout", text: FRAME_LAYOUT };

type Properties = Record<string, unknown>;
const list = (properties: Properties) => ({ type: "array", items: { type: "object", properties } });
const text = { type: "string" };
const number = { type: "number" };
const flag = { type: "boolean" };

const json = (topic: string, name: string, properties: Properties): ChannelPlan => ({
  topic,
  schema: {
    name: `lanetwin.${name}`,
    encoding: "jsonschema",
    text: JSON.stringify({ title: `lanetwin.${name}`, type: "object", properties }),
  },
  messageEncoding: "json",
});

const observed = { id: text, source: text, timeMs: number };

export const TOPICS = {
  frames: { topic: "/frames", schema: frames, messageEncoding: "x-lanetwin-frame" },
  keyframes: { topic: "/keyframes", schema: frames, messageEncoding: "x-lanetwin-frame" },
  dict: json("/dict", "Dict", {
    whole: flag,
    entries: list({
      slot: number,
      id: text,
      class: text,
      lengthM: number,
      widthM: number,
      heightM: number,
      colorRgb: number,
      plate: text,
      source: text,
      sigmaM: number,
    }),
  }),
  signals: json("/signals", "Signals", {
    whole: flag,
    states: list({ signalId: text, state: text, sinceMs: number, nextMs: number, source: text }),
  }),
  observations: json("/observations", "Observations", {
    whole: flag,
    batch: {
      type: "object",
      properties: Object.fromEntries(
        ["drones", "docks", "sites", "bays", "equipment", "events", "intersections"].map((kind) => [
          kind,
          list(observed),
        ]),
      ),
    },
    gone: list({ kind: text, id: text }),
  }),
  vitals: json("/vitals", "Vitals", { signs: list({ id: text, value: number, timeMs: number }) }),
  sources: json("/sources", "Sources", {
    sources: list({ id: text, kind: text, title: text, objects: number, freshness: text }),
  }),
} as const satisfies Record<string, ChannelPlan>;

export type Topic = keyof typeof TOPICS;

/** What a source sent, byte for byte. */
export const rawTopic = (source: string): ChannelPlan => ({
  topic: `/raw/${source}`,
  messageEncoding: "",
  metadata: { source },
});

const encoder = new TextEncoder();

/** A payload's bytes: as they came, or as JSON where a feed hands over what its library has parsed. */
export function rawBytes(raw: unknown): Uint8Array {
  if (raw instanceof Uint8Array) return raw;
  if (typeof raw === "string") return encoder.encode(raw);
  return encoder.encode(JSON.stringify(raw) ?? "");
}
