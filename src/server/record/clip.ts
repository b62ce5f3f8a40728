// A range of a recording as one MCAP file that stands by itself: from the keyframe before it, with what was known there.

import { Fault } from "../../model/records/fault.ts";
import type { SegmentEntry } from "./catalogue.ts";
import { firstAfter } from "./first-after.ts";
import { createFold } from "./fold.ts";
import { createMcapFile } from "./mcap-file.ts";
import type { Segment } from "./read-segment.ts";
import type { Recordings } from "./recordings.ts";
import { rawTopic, TOPICS } from "./topics.ts";

export const MOST_CLIP_MIN = 120;
const encoder = new TextEncoder();

interface Piece {
  topic: (typeof TOPICS)[keyof typeof TOPICS] | ReturnType<typeof rawTopic>;
  timeMs: number;
  data: Uint8Array;
}

/** What of a segment lies in the range, in order of time; at its start what was known then. */
function piecesOf(segment: Segment, fromMs: number, toMs: number, first: boolean): Piece[] {
  const json = (message: object) => encoder.encode(JSON.stringify(message));
  const begin = first ? Math.max(0, firstAfter(segment.keyframes, fromMs) - 1) : 0;
  const startMs = segment.keyframes[begin]?.timeMs ?? fromMs;
  const fold = createFold();
  const inside = (timeMs: number) => timeMs > startMs && timeMs <= toMs;
  for (const { timeMs, topic, message } of segment.messages) if (timeMs <= startMs) fold.add(topic, message);
  const head: Piece[] = [
    { topic: TOPICS.sources, timeMs: startMs, data: json({ sources: fold.sources() }) },
    {
      topic: TOPICS.dict,
      timeMs: startMs,
      data: json({ whole: true, entries: [...segment.identities.values()] }),
    },
    { topic: TOPICS.signals, timeMs: startMs, data: json({ whole: true, states: fold.signals() }) },
    {
      topic: TOPICS.observations,
      timeMs: startMs,
      data: json({ whole: true, batch: fold.observations(), gone: [] }),
    },
    { topic: TOPICS.vitals, timeMs: startMs, data: json({ signs: fold.vitals() }) },
  ];
  const rest: Piece[] = [
    ...segment.frames
      .filter(({ timeMs }) => inside(timeMs))
      .map(({ timeMs, bytes }) => ({ topic: TOPICS.frames, timeMs, data: bytes })),
    ...segment.keyframes
      .filter(({ timeMs }) => timeMs === startMs || inside(timeMs))
      .map(({ timeMs, bytes }) => ({ topic: TOPICS.keyframes, timeMs, data: bytes })),
    ...segment.messages
      .filter(({ timeMs }) => inside(timeMs))
      .map(({ timeMs, topic, message }) => ({ topic: TOPICS[topic], timeMs, data: json(message) })),
    ...segment.raw
      .filter(({ timeMs }) => inside(timeMs))
      .map(({ timeMs, source, payload }) => ({ topic: rawTopic(source), timeMs, data: payload })),
  ];
  // A later segment begins with what the clip has told already, but for what is new in its list of identities.
  const begins = first ? head : head.filter(({ topic }) => topic === TOPICS.dict);
  return [...begins, ...rest.sort((a, b) => a.timeMs - b.timeMs)];
}

/** Segments that a clip is made of: of one life of the server, because slots mean nothing beyond it. */
function segmentsIn(recordings: Recordings, fromMs: number, toMs: number): SegmentEntry[] {
  const inside = recordings.segments().filter((each) => each.toMs >= fromMs && each.fromMs <= toMs);
  return inside.filter(({ epoch }) => epoch === inside[0]?.epoch);
}

/** @throws Fault fault.record.clip-range where nothing is recorded, or the range is too long */
export function clipOf(recordings: Recordings, fromMs: number, toMs: number): AsyncGenerator<Uint8Array> {
  const segments = segmentsIn(recordings, fromMs, toMs);
  const [first] = segments;
  if (!first || !(toMs > fromMs) || toMs - fromMs > MOST_CLIP_MIN * 60_000)
    throw new Fault("fault.record.clip-range", { minutes: MOST_CLIP_MIN });
  return writeClip(recordings, segments, fromMs, toMs);
}

async function* writeClip(
  recordings: Recordings,
  segments: readonly SegmentEntry[],
  fromMs: number,
  toMs: number,
): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = [];
  let file: ReturnType<typeof createMcapFile> | undefined;
  await recordings.flush();
  for (const [index, entry] of segments.entries()) {
    const segment = await recordings.load(entry);
    file ??= createMcapFile({ name: "lanetwin", metadata: Object.fromEntries(segment.facts) }, (bytes) =>
      out.push(bytes),
    );
    let flushedMs = 0;
    for (const { topic, timeMs, data } of piecesOf(segment, fromMs, toMs, index === 0)) {
      file.add(topic, timeMs, data);
      if (timeMs - flushedMs < 1000) continue;
      file.flush();
      flushedMs = timeMs;
      yield* out.splice(0);
    }
  }
  file?.end();
  yield* out.splice(0);
}
