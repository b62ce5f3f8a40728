// The rows of a recording as tables want them: what was sent of each object, at the time it was measured. WGS 84 degrees,
// metres over the ellipsoid, degrees clockwise from north, m/s, Unix milliseconds.

import { decodeFrame, figureOf, ROW_PREDICTED, ROW_TOMBSTONE } from "../../live/protocol/frame.ts";
import { tileFrame } from "../../live/protocol/tile-key.ts";
import type { EnuFrame } from "../../model/geo/frames.ts";
import { ecefToGeodetic } from "../../model/geo/frames.ts";
import { TRACK_CLASSES, type TrackClass } from "../../model/twin/track-class.ts";
import type { RecordedFrame, Segment } from "./read-segment.ts";

export interface RecordedRow {
  id: string;
  timeMs: number;
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingDeg: number;
  speedMps: number;
  class: TrackClass;
  source: string;
  /** Not measured then: moved on by the server from an older measurement. */
  predicted: boolean;
}

const CLASS_MASK = 15;
const DEG = 180 / Math.PI;

/** Rows in the order in which they were sent; keyframes repeat them, so only the one that a recording begins with counts. */
export function rowsOf(segment: Segment, begins: boolean, each: (row: RecordedRow) => void): void {
  const frames = new Map<number, EnuFrame>();
  const read = ({ bytes }: RecordedFrame) => {
    const decoded = decodeFrame(bytes.slice().buffer as ArrayBuffer);
    if ("rejected" in decoded) return;
    for (const block of decoded.frame.blocks) {
      const frame = frames.get(block.tileKey) ?? tileFrame(block.tileKey);
      frames.set(block.tileKey, frame);
      for (let i = 0; i < block.count; i++) {
        const flags = block.flags[i] as number;
        const identity = segment.identities.get(block.slot[i] as number);
        if (flags & ROW_TOMBSTONE || !identity) continue;
        const { lonDeg, latDeg, heightM } = ecefToGeodetic(
          ...frame.toEcef(figureOf.eastM(block, i), figureOf.northM(block, i), figureOf.heightM(block, i)),
        );
        each({
          id: identity.id,
          timeMs: Math.round(decoded.frame.serverTimeMs - figureOf.ageMs(block, i)),
          lonDeg,
          latDeg,
          heightM,
          headingDeg: figureOf.headingRad(block, i) * DEG,
          speedMps: figureOf.speedMps(block, i),
          class: TRACK_CLASSES[flags & CLASS_MASK] ?? "unknown",
          source: identity.source,
          predicted: (flags & ROW_PREDICTED) !== 0,
        });
      }
    }
  };
  const [first] = segment.keyframes;
  if (begins && first) read(first);
  for (const frame of segment.frames) read(frame);
}
