// The recorder: two clients of the hub that watch every tile, one for each frame of every tick, one for a keyframe every
// 2 s. It writes segments of a minute, each readable by itself, and keeps a ring of them. When the disk fails it stops
// and says so; nothing else hears of it. Unix milliseconds.

import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { isLoaded } from "@foxglove/wasm-zstd";
import type { TrackIdentity } from "../../live/protocol/events.ts";
import { decodeFrame, ROW_TOMBSTONE } from "../../live/protocol/frame.ts";
import type { ObservationKind, Observations } from "../../model/twin/observations.ts";
import type { Recorded, TimeMark } from "../../model/twin/recording.ts";
import type { SourceInfo } from "../../model/twin/source-info.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { ClientPort, Hub } from "../hub/hub.ts";
import { readCatalogue, type SegmentEntry, writeCatalogue } from "./catalogue.ts";
import { createFold } from "./fold.ts";
import { lockFolder } from "./lock-folder.ts";
import { scanSegment } from "./read-segment.ts";
import { type CreateFile, createSegmentFile, type SegmentFile } from "./segment-file.ts";
import { rawTopic, TOPICS, type Topic } from "./topics.ts";

export interface RecorderOptions {
  hub: Hub;
  folder: string;
  cityId: string;
  epoch: number;
  tickMs: number;
  now(): number;
  /** A segment ends after this long, or at this size. */
  rotateMs?: number;
  rotateBytes?: number;
  /** What is older, or beyond this size, goes; undefined = everything is kept. */
  keepMs?: number;
  keepBytes?: number;
  createFile?: CreateFile;
}

export interface Recorder {
  folder: string;
  /** A payload as a source sent it. */
  raw(source: string, timeMs: number, payload: Uint8Array): void;
  /** The city's vital signs, each time they are taken. */
  vitals(signs: VitalSign[]): void;
  /** In order; the last may still grow. */
  segments(): readonly SegmentEntry[];
  state(): Pick<Recorded, "state" | "fault">;
  /** What waits for the end of its second goes out now; resolves when the disk has it. */
  flush(): Promise<void>;
  /** Closes the last segment. */
  stop(): Promise<void>;
}

const KEYFRAME_MS = 2000;
const CHUNK_MS = 1000;
const ROTATE_MS = 60_000;
const ROTATE_BYTES = 256 * 2 ** 20;
const MAX_WAITING = 64 * 2 ** 20;
const MAX_MARKS = 2000;

export const createOnDisk: CreateFile = async (path) => {
  const file = await open(path, "wx");
  return {
    async write(bytes) {
      let at = 0;
      while (at < bytes.length) at += (await file.write(bytes, at)).bytesWritten;
    },
    close: () => file.close(),
  };
};

const encoder = new TextEncoder();

/** @throws Fault fault.record.folder-taken, fault.record.folder where nothing can be kept there */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { hub, folder, cityId, epoch, tickMs, now } = options;
  const { rotateMs = ROTATE_MS, rotateBytes = ROTATE_BYTES, createFile = createOnDisk } = options;
  await isLoaded;
  const unlock = await lockFolder(folder);
  await mkdir(folder, { recursive: true });
  const entries = (await readCatalogue(folder, scanSegment)).segments.map((entry) => ({
    ...entry,
    closed: true,
  }));
  const fold = createFold();
  const identities = new Map<number, TrackIdentity>();
  const marked = new Set<string>();
  let file: SegmentFile | undefined;
  let entry: SegmentEntry | undefined;
  let flushedMs = 0;
  let newestMs = 0;
  let fault: Recorded["fault"];
  let stopped = false;
  let ends: Promise<unknown> = Promise.resolve();

  const catalogue = () => {
    ends = ends.then(() => writeCatalogue(folder, entries)).catch(fail);
  };
  function fail(error: unknown): void {
    if (fault) return;
    const code = (error as NodeJS.ErrnoException).code;
    fault = {
      code: code === "ENOSPC" ? "fault.record.disk-full" : "fault.record.disk",
      params: { folder, reason: error instanceof Error ? error.message : String(error) },
    };
    leave();
    if (entry) entry.closed = true;
  }
  const put = (topic: Topic, timeMs: number, message: object) =>
    file?.add(TOPICS[topic], timeMs, encoder.encode(JSON.stringify(message)));

  function begin(timeMs: number, keyframe: Uint8Array): void {
    const name = `${new Date(timeMs).toISOString().replaceAll(/[:.]/g, "-")}-${epoch.toString(16)}.mcap`;
    entry = { file: name, fromMs: timeMs, toMs: timeMs, bytes: 0, epoch, closed: false, marks: [] };
    entries.push(entry);
    const facts = {
      format: "1",
      cityId,
      epoch: String(epoch),
      tickMs: String(tickMs),
      fromMs: String(timeMs),
    };
    file = createSegmentFile(join(folder, name), facts, createFile, fail);
    const standing = slotsOf(keyframe);
    for (const slot of identities.keys()) if (!standing.has(slot)) identities.delete(slot);
    put("sources", timeMs, { sources: fold.sources() });
    put("dict", timeMs, { whole: true, entries: [...identities.values()] });
    put("signals", timeMs, { whole: true, states: fold.signals() });
    put("observations", timeMs, { whole: true, batch: fold.observations(), gone: [] });
    put("vitals", timeMs, { signs: fold.vitals() });
    for (const event of fold.observations().events ?? []) mark(event);
  }
  function finish(): void {
    const [closing, closed] = [file, entry];
    file = undefined;
    entry = undefined;
    if (!closing || !closed) return;
    closed.bytes = closing.bytes();
    ends = ends.then(async () => {
      await closing.end();
      closed.bytes = closing.bytes();
      closed.toMs = Math.max(closed.toMs, newestMs);
      closed.closed = true;
    });
  }
  /** Drops the oldest until the rest is young and small enough. */
  function prune(): void {
    const { keepMs = Number.POSITIVE_INFINITY, keepBytes = Number.POSITIVE_INFINITY } = options;
    let size = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    while (entries.length > 1) {
      const [oldest] = entries as [SegmentEntry];
      if (oldest.toMs >= now() - keepMs && size <= keepBytes) break;
      entries.shift();
      size -= oldest.bytes;
      ends = ends.then(() => rm(join(folder, oldest.file), { force: true })).catch(fail);
    }
  }
  function flush(timeMs: number, leastMs = CHUNK_MS): void {
    if (!file || !entry || timeMs - flushedMs < leastMs) return;
    file.flush();
    flushedMs = timeMs;
    entry.toMs = newestMs;
    entry.bytes = file.bytes();
  }

  const quiet = { ready: () => (file?.waiting() ?? 0) < MAX_WAITING, hello() {}, policy() {} };
  const nothing = { dict() {}, signals() {}, sources() {}, observations() {}, frame() {} };
  const cut = () => fail(new Error("the disk takes less than is recorded"));
  const news: ClientPort = {
    ...quiet,
    close: cut,
    dict(list) {
      for (const each of list) identities.set(each.slot, each);
      put("dict", now(), { whole: false, entries: list });
    },
    frame(bytes) {
      newestMs = frameTimeMs(bytes);
      file?.add(TOPICS.frames, newestMs, bytes);
      flush(newestMs);
    },
    signals(states) {
      fold.addSignals(states);
      put("signals", now(), { whole: false, states });
    },
    sources(sources: SourceInfo[]) {
      fold.setSources(sources);
      put("sources", now(), { sources });
    },
    observations(batch: Observations, gone: { kind: ObservationKind; id: string }[]) {
      fold.addObservations(batch, gone);
      for (const event of batch.events ?? []) mark(event);
      put("observations", now(), { whole: false, batch, gone });
    },
  };
  function mark({ id, kind, severity, beginMs }: { beginMs: number } & Omit<TimeMark, "timeMs">): void {
    if (!entry || entry.marks.length >= MAX_MARKS || marked.has(id)) return;
    if (marked.size > 10 * MAX_MARKS) marked.clear();
    marked.add(id);
    entry.marks.push({ id, kind, severity, timeMs: beginMs });
  }
  const keys: ClientPort = {
    ...quiet,
    ...nothing,
    close: cut,
    dict(list) {
      for (const each of list) identities.set(each.slot, each);
    },
    frame(bytes) {
      const timeMs = frameTimeMs(bytes);
      const due = entry && (timeMs - entry.fromMs >= rotateMs || (file?.bytes() ?? 0) >= rotateBytes);
      if (due) finish();
      if (!file) {
        begin(timeMs, bytes);
        if (due) prune();
        catalogue();
      }
      newestMs = timeMs;
      file?.add(TOPICS.keyframes, timeMs, bytes);
      flush(timeMs);
    },
  };
  const clients = [
    hub.join(news, { whole: false, everyTicks: 1 }),
    hub.join(keys, { whole: true, everyTicks: Math.round(KEYFRAME_MS / tickMs) }),
  ];
  function leave(): void {
    for (const client of clients ?? []) client.leave();
  }

  return {
    folder,
    raw: (source, timeMs, payload) => file?.add(rawTopic(source), timeMs, payload),
    vitals(signs) {
      fold.setVitals(signs);
      put("vitals", now(), { signs });
    },
    segments: () => entries,
    async flush() {
      flush(newestMs, tickMs);
      await file?.settled();
    },
    state: () => (fault ? { state: "stopped", fault } : { state: "recording" }),
    async stop() {
      if (stopped) return;
      stopped = true;
      leave();
      finish();
      await ends;
      if (!fault) await writeCatalogue(folder, entries).catch(fail);
      await unlock();
    },
  };
}

/** Of a frame's head. */
const frameTimeMs = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getFloat64(16, true);

function slotsOf(keyframe: Uint8Array): Set<number> {
  const slots = new Set<number>();
  const decoded = decodeFrame(keyframe.slice().buffer as ArrayBuffer);
  if ("rejected" in decoded) return slots;
  for (const { slot, flags, count } of decoded.frame.blocks)
    for (let i = 0; i < count; i++) if (!((flags[i] as number) & ROW_TOMBSTONE)) slots.add(slot[i] as number);
  return slots;
}
