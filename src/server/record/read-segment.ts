// One segment in memory, read to the last whole chunk: a file that is still growing is asked again for what was added, and
// one whose writer was killed gives all that reached the disk. Unix milliseconds.

import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { decompress, isLoaded } from "@foxglove/wasm-zstd";
import { McapStreamReader } from "@mcap/core";
import type { TrackIdentity } from "../../live/protocol/events.ts";
import { Fault } from "../../model/records/fault.ts";
import type { EventObservation } from "../../model/twin/event.ts";
import type { SegmentEntry } from "./catalogue.ts";
import { fromNs } from "./mcap-file.ts";
import { TOPICS, type Topic } from "./topics.ts";

export interface RecordedFrame {
  timeMs: number;
  bytes: Uint8Array;
}

export interface RecordedMessage {
  timeMs: number;
  topic: "signals" | "observations" | "vitals" | "sources";
  message: Record<string, unknown>;
}

export interface RawMessage {
  timeMs: number;
  source: string;
  payload: Uint8Array;
}

export interface Segment {
  facts: ReadonlyMap<string, string>;
  frames: RecordedFrame[];
  keyframes: RecordedFrame[];
  messages: RecordedMessage[];
  raw: RawMessage[];
  identities: Map<number, TrackIdentity>;
  /** Reads what was added to the file since; true when something was. */
  more(): Promise<boolean>;
  close(): Promise<void>;
}

/** Between two pieces others have their turn. */
const READ_BYTES = 512 * 1024;
const BY_TOPIC = new Map<string, Topic>(
  Object.entries(TOPICS).map(([id, { topic }]) => [topic, id as Topic]),
);
const decoder = new TextDecoder();

/** @throws Fault fault.record.unreadable where a file is no recording, or is damaged before its end */
export async function openSegment(path: string): Promise<Segment> {
  await isLoaded;
  const file = await open(path, "r");
  const reader = new McapStreamReader({
    validateCrcs: false,
    decompressHandlers: { zstd: (bytes, size) => decompress(bytes, Number(size)) },
  });
  const topics = new Map<number, string>();
  const facts = new Map<string, string>();
  let at = 0;
  const segment: Segment = {
    facts,
    frames: [],
    keyframes: [],
    messages: [],
    raw: [],
    identities: new Map(),
    async more() {
      let added = false;
      // The reader copies what it is given, and gives messages as copies.
      const piece = new Uint8Array(READ_BYTES);
      for (;;) {
        const { bytesRead } = await file.read(piece, 0, READ_BYTES, at);
        if (bytesRead === 0) return added;
        at += bytesRead;
        added = true;
        take(piece.subarray(0, bytesRead));
      }
    },
    close: () => file.close(),
  };

  function take(bytes: Uint8Array): void {
    try {
      reader.append(bytes);
      for (let record = reader.nextRecord(); record; record = reader.nextRecord()) {
        if (record.type === "Metadata") for (const [key, value] of record.metadata) facts.set(key, value);
        if (record.type === "Channel") topics.set(record.id, record.topic);
        if (record.type === "Message")
          keep(topics.get(record.channelId) ?? "", fromNs(record.logTime), record.data);
      }
    } catch (error) {
      throw new Fault("fault.record.unreadable", {
        file: basename(path),
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  function keep(name: string, timeMs: number, data: Uint8Array): void {
    const topic = BY_TOPIC.get(name);
    if (topic === "frames" || topic === "keyframes") segment[topic].push({ timeMs, bytes: data });
    else if (topic === "dict") {
      const { entries } = JSON.parse(decoder.decode(data)) as { entries: TrackIdentity[] };
      for (const entry of entries) segment.identities.set(entry.slot, entry);
    } else if (topic)
      segment.messages.push({
        timeMs,
        topic,
        message: JSON.parse(decoder.decode(data)) as RecordedMessage["message"],
      });
    else if (name.startsWith("/raw/"))
      segment.raw.push({ timeMs, source: name.slice("/raw/".length), payload: data });
  }

  try {
    await segment.more();
  } catch (error) {
    await file.close();
    throw error;
  }
  return segment;
}

/** What a catalogue would say of a file; undefined when nothing of it can be shown. */
export async function scanSegment(path: string): Promise<SegmentEntry | undefined> {
  const segment = await openSegment(path).catch(() => undefined);
  if (!segment) return undefined;
  await segment.close();
  const first = segment.keyframes[0];
  const last = segment.frames.at(-1) ?? segment.keyframes.at(-1);
  if (!first || !last) return undefined;
  const seen = new Map<string, EventObservation>();
  for (const { topic, message } of segment.messages)
    if (topic === "observations" && message.whole !== true)
      for (const event of (message.batch as { events?: EventObservation[] }).events ?? [])
        if (!seen.has(event.id)) seen.set(event.id, event);
  return {
    file: basename(path),
    fromMs: first.timeMs,
    toMs: Math.max(last.timeMs, segment.keyframes.at(-1)?.timeMs ?? 0),
    bytes: (await stat(path)).size,
    epoch: Number(segment.facts.get("epoch") ?? 0),
    closed: true,
    marks: [...seen.values()].map(({ id, kind, severity, beginMs }) => ({
      id,
      kind,
      severity,
      timeMs: beginMs,
    })),
  };
}
