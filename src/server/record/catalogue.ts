// The segments of a recording folder: one MCAP file each, a minute long as a rule, and catalogue.json that lists them.
// A file that the catalogue doesn't know (its recorder was killed) is read through once. Unix milliseconds.

import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { Fault } from "../../model/records/fault.ts";
import { EVENT_KINDS } from "../../model/twin/event.ts";
import type { TimeMark, TimeRange } from "../../model/twin/recording.ts";

export interface SegmentEntry {
  file: string;
  fromMs: number;
  /** Of what has reached the file. */
  toMs: number;
  bytes: number;
  /** The life of the process that wrote it: slots mean nothing beyond it. */
  epoch: number;
  /** Nothing more comes. */
  closed: boolean;
  marks: TimeMark[];
}

export const CATALOGUE = "catalogue.json";
export const SEGMENT = /\.mcap$/;
/** Of two segments that follow one another nothing is missing up to this. */
export const GAP_MS = 3000;

const schema = z.object({
  version: z.literal(1),
  segments: z.array(
    z.object({
      file: z.string().regex(/^[\w.-]+$/),
      fromMs: z.number(),
      toMs: z.number(),
      bytes: z.number(),
      epoch: z.number(),
      closed: z.boolean(),
      marks: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(EVENT_KINDS),
          severity: z.enum(["notice", "caution", "warning"]),
          timeMs: z.number(),
        }),
      ),
    }),
  ),
});

/** Written beside and renamed: a reader never sees half of it. */
export async function writeCatalogue(folder: string, segments: readonly SegmentEntry[]): Promise<void> {
  const path = join(folder, CATALOGUE);
  await writeFile(`${path}.new`, JSON.stringify({ version: 1, segments }));
  await rename(`${path}.new`, path);
}

async function listed(folder: string): Promise<Map<string, SegmentEntry>> {
  try {
    const read = schema.safeParse(JSON.parse(await readFile(join(folder, CATALOGUE), "utf8")));
    return new Map(read.success ? read.data.segments.map((entry) => [entry.file, entry]) : []);
  } catch {
    return new Map();
  }
}

/**
 * What a folder, or one file, holds, in order of time. `scan` reads a file that no catalogue describes.
 * @throws Fault fault.record.none where there is nothing, fault.record.unreadable where a file is no recording
 */
export async function readCatalogue(
  path: string,
  scan: (path: string) => Promise<SegmentEntry | undefined>,
): Promise<{ folder: string; segments: SegmentEntry[] }> {
  const info = await stat(path).catch(() => undefined);
  if (!info) throw new Fault("fault.record.none", { path });
  const folder = info.isDirectory() ? path : dirname(path);
  const names = info.isDirectory()
    ? (await readdir(path)).filter((name) => SEGMENT.test(name))
    : [basename(path)];
  const known = info.isDirectory() ? await listed(path) : new Map<string, SegmentEntry>();
  const segments: SegmentEntry[] = [];
  for (const name of names.sort()) {
    const entry = known.get(name);
    const size = (await stat(join(folder, name))).size;
    const whole = entry?.closed && entry.bytes === size ? entry : await scan(join(folder, name));
    if (whole) segments.push(whole);
  }
  if (info.isFile() && segments.length === 0)
    throw new Fault("fault.record.unreadable", { file: path, reason: "not an MCAP file with /keyframes" });
  return { folder, segments: segments.sort((a, b) => a.fromMs - b.fromMs) };
}

/** Segments as ranges without gaps. */
export function rangesOf(segments: readonly SegmentEntry[]): TimeRange[] {
  const ranges: TimeRange[] = [];
  for (const { fromMs, toMs } of segments) {
    const last = ranges.at(-1);
    if (last && fromMs - last.toMs <= GAP_MS) last.toMs = Math.max(last.toMs, toMs);
    else ranges.push({ fromMs, toMs });
  }
  return ranges;
}
