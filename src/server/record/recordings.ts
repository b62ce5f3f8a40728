// What can be replayed: the ring that the recorder writes, or a folder or file of another time. Segments are read whole
// and the last few kept, shared by all who replay. Unix milliseconds.

import { join } from "node:path";
import type { Recorded } from "../../model/twin/recording.ts";
import { rangesOf, readCatalogue, type SegmentEntry } from "./catalogue.ts";
import { openSegment, type Segment, scanSegment } from "./read-segment.ts";
import type { Recorder } from "./recorder.ts";

export interface Recordings {
  recorded(): Recorded;
  segments(): readonly SegmentEntry[];
  /** The segment that holds a moment, else the next after it, else the last. */
  at(timeMs: number): SegmentEntry | undefined;
  after(entry: SegmentEntry): SegmentEntry | undefined;
  /** With all that has reached the file by now. @throws Fault fault.record.unreadable */
  load(entry: SegmentEntry): Promise<Segment>;
  /** Whether more comes at its end, as it happens. */
  grows(): boolean;
  /** Hands what was recorded so far to the file, and waits until it is there. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface Kept {
  opened: Promise<Segment>;
  reading: Promise<unknown> | undefined;
}

const KEPT = 6;
const MAX_MARKS = 300;

function createRecordings(
  folder: string,
  segments: () => readonly SegmentEntry[],
  recorder: Recorder | undefined,
): Recordings {
  const kept = new Map<string, Kept>();
  const drop = (file: string) => {
    const old = kept.get(file);
    kept.delete(file);
    void old?.opened.then(
      async (segment) => {
        await old.reading;
        await segment.close();
      },
      () => {},
    );
  };
  return {
    segments,
    recorded: () => ({
      ...(recorder ? recorder.state() : { state: "closed" }),
      ranges: rangesOf(segments()),
      marks: segments()
        .flatMap(({ marks }) => marks)
        .sort((a, b) => a.timeMs - b.timeMs)
        .slice(-MAX_MARKS),
    }),
    at(timeMs) {
      const list = segments();
      const next = list.findIndex(({ fromMs }) => fromMs > timeMs);
      const holds = next < 0 ? list.at(-1) : list[next - 1];
      return holds && (timeMs <= holds.toMs || next < 0) ? holds : list[Math.max(0, next)];
    },
    after: (entry) => segments().find(({ fromMs }) => fromMs > entry.fromMs),
    async load(entry) {
      let known = kept.get(entry.file);
      if (!known) {
        known = { opened: openSegment(join(folder, entry.file)), reading: undefined };
        known.opened.catch(() => kept.delete(entry.file));
      } else kept.delete(entry.file);
      // The most lately used is the last.
      kept.set(entry.file, known);
      for (const file of [...kept.keys()].slice(0, -KEPT)) drop(file);
      const segment = await known.opened;
      const { opened } = known;
      known.reading ??= segment.more().finally(() => {
        const now = kept.get(entry.file);
        if (now?.opened === opened) now.reading = undefined;
      });
      await known.reading;
      return segment;
    },
    grows: () => recorder?.state().state === "recording",
    flush: async () => recorder?.flush(),
    async stop() {
      for (const file of [...kept.keys()]) drop(file);
    },
  };
}

/** The ring of this process. */
export const ringRecordings = (recorder: Recorder): Recordings =>
  createRecordings(recorder.folder, recorder.segments, recorder);

/** @throws Fault fault.record.none where nothing can be shown */
export async function openRecordings(path: string): Promise<Recordings> {
  const { folder, segments } = await readCatalogue(path, scanSegment);
  return createRecordings(folder, () => segments, undefined);
}
