// The last rows of every moving thing, in typed arrays, and from them the instance buffers of a moment. Runs in a
// worker. Positions are city ENU metres; times are the twin's, Unix milliseconds.

import type { EnuFrame } from "../../model/geo/frames.ts";
import { enuFrame } from "../../model/geo/frames.ts";
import { TRACK_CLASSES, type TrackClass } from "../../model/twin/track-class.ts";
import {
  figureOf,
  ROW_PREDICTED,
  ROW_STALE,
  ROW_TELEPORT,
  ROW_TOMBSTONE,
  type SentRows,
} from "../protocol/frame.ts";
import { tileFrame } from "../protocol/tile-key.ts";
import {
  AT,
  CELL_M,
  LOOK_PREDICTED,
  LOOK_SOURCE_SHIFT,
  LOOK_SOURCES,
  LOOK_STALE,
  STRIDE_BYTES,
} from "./instance-layout.ts";

const DEPTH = 6;
const FIELDS = 6;
const STALE_MS = 7500;
const EXPIRE_MS = 30000;
const CLASS_MASK = 15;

interface Track {
  slot: number;
  tileKey: number;
  class: TrackClass;
  flags: number;
  /** Ring of rows: east, north, up, time, heading (counter-clockwise from east), speed. */
  rows: Float64Array;
  count: number;
  newest: number;
}

export interface TrackLook {
  lengthM: number;
  widthM: number;
  heightM: number;
  colorRgb: number;
  /** Place of its source among those that were heard of. */
  sourceCode?: number;
}

export interface Batch {
  class: TrackClass;
  bytes: Uint8Array<ArrayBuffer>;
  count: number;
  baseTimeMs: number;
}

export interface TrackHistories {
  addBlock(block: SentRows, frameTimeMs: number): void;
  addTombstones(block: SentRows): void;
  /** Things that are not there any more, as a whole tile told. */
  drop(slots: readonly number[]): void;
  look(slot: number, look: TrackLook): void;
  /** Forgets what stands in tiles that are no longer watched. */
  keepTiles(tiles: ReadonlySet<number>): void;
  clear(): void;
  size(): number;
  /** Instance buffers for the pictures drawn from a moment on; slots that expired are given back. */
  pack(drawnMs: number, nowMs: number): { batches: Batch[]; expired: number[] };
}

const UNKNOWN_LOOK: TrackLook = { lengthM: 4.5, widthM: 1.8, heightM: 1.5, colorRgb: 0x9aa0a6 };

export function createTrackHistories(city: EnuFrame): TrackHistories {
  const tracks = new Map<number, Track>();
  const looks = new Map<number, TrackLook>();
  const frames = new Map<number, { frame: EnuFrame; turnRad: number }>();
  const seenClasses = new Set<TrackClass>();

  const frameOf = (key: number) => {
    let known = frames.get(key);
    if (!known) {
      const frame = tileFrame(key);
      // North of the tile's frame seen in the city's: meridians converge, 0.01° at 2 km.
      const a = city.toEnu(...frame.toEcef(0, 0, 0));
      const b = city.toEnu(...frame.toEcef(0, 100, 0));
      known = { frame, turnRad: Math.atan2(b[0] - a[0], b[1] - a[1]) };
      frames.set(key, known);
    }
    return known;
  };

  const rowAt = (track: Track, k: number) => ((track.newest - k + DEPTH) % DEPTH) * FIELDS;

  return {
    addBlock(block, frameTimeMs) {
      const { frame, turnRad } = frameOf(block.tileKey);
      for (let i = 0; i < block.count; i++) {
        const flags = block.flags[i] as number;
        if (flags & ROW_TOMBSTONE) continue;
        const slot = block.slot[i] as number;
        let track = tracks.get(slot);
        const timeMs = frameTimeMs - figureOf.ageMs(block, i);
        if (!track) {
          const kind = TRACK_CLASSES[flags & CLASS_MASK] ?? "unknown";
          track = {
            slot,
            tileKey: block.tileKey,
            class: kind,
            flags,
            rows: new Float64Array(DEPTH * FIELDS),
            count: 0,
            newest: -1,
          };
          tracks.set(slot, track);
          seenClasses.add(kind);
        }
        // A frame that was overtaken brings nothing new.
        if (track.count > 0 && timeMs <= (track.rows[rowAt(track, 0) + 3] as number)) {
          track.tileKey = block.tileKey;
          continue;
        }
        if (flags & ROW_TELEPORT) track.count = 0;
        const [east, north, up] = city.toEnu(
          ...frame.toEcef(figureOf.eastM(block, i), figureOf.northM(block, i), figureOf.heightM(block, i)),
        );
        track.tileKey = block.tileKey;
        track.flags = flags;
        track.newest = (track.newest + 1) % DEPTH;
        track.count = Math.min(DEPTH, track.count + 1);
        const at = track.newest * FIELDS;
        const heading = Math.PI / 2 - (figureOf.headingRad(block, i) + turnRad);
        track.rows.set([east, north, up, timeMs, heading, figureOf.speedMps(block, i)], at);
      }
    },
    addTombstones(block) {
      for (let i = 0; i < block.count; i++) {
        if (!((block.flags[i] as number) & ROW_TOMBSTONE)) continue;
        const slot = block.slot[i] as number;
        // It may have moved to a tile that is watched as well.
        if (tracks.get(slot)?.tileKey === block.tileKey) tracks.delete(slot);
      }
    },
    drop(slots) {
      for (const slot of slots) tracks.delete(slot);
    },
    look: (slot, look) => void looks.set(slot, look),
    keepTiles(tiles) {
      for (const [slot, track] of tracks) if (!tiles.has(track.tileKey)) tracks.delete(slot);
    },
    clear() {
      tracks.clear();
      looks.clear();
    },
    size: () => tracks.size,
    pack(drawnMs, nowMs) {
      const expired: number[] = [];
      const byClass = new Map<TrackClass, Track[]>();
      for (const kind of seenClasses) byClass.set(kind, []);
      for (const [slot, track] of tracks) {
        if (nowMs - (track.rows[rowAt(track, 0) + 3] as number) > EXPIRE_MS) {
          tracks.delete(slot);
          looks.delete(slot);
          expired.push(slot);
        } else byClass.get(track.class)?.push(track);
      }
      const batches = [...byClass].map(([kind, list]): Batch => {
        const bytes = new Uint8Array(list.length * STRIDE_BYTES);
        const view = new DataView(bytes.buffer);
        list.forEach((track, i) => {
          // The latest row not after the drawn moment, and the one that follows it.
          let k = 0;
          while (k + 1 < track.count && (track.rows[rowAt(track, k) + 3] as number) > drawnMs) k++;
          const a = rowAt(track, k);
          const b = k > 0 ? rowAt(track, k - 1) : a;
          const { rows } = track;
          const cell = (axis: number) => Math.floor((rows[a + axis] as number) / CELL_M) * CELL_M;
          const [cx, cy, cz] = [cell(0), cell(1), cell(2)];
          const at = i * STRIDE_BYTES;
          const put = (offset: number, ...values: number[]) =>
            values.forEach((value, n) => {
              view.setFloat32(at + offset + n * 4, value, true);
            });
          const seconds = (row: number) => ((rows[row + 3] as number) - drawnMs) / 1000;
          const place = (row: number) =>
            [
              (rows[row] as number) - cx,
              (rows[row + 1] as number) - cy,
              (rows[row + 2] as number) - cz,
            ] as const;
          put(AT.cell, cx, cy, cz);
          put(AT.a, ...place(a), seconds(a));
          put(AT.b, ...place(b), seconds(b));
          const velocity = (row: number) => {
            const heading = rows[row + 4] as number;
            const speed = rows[row + 5] as number;
            return [Math.cos(heading) * speed, Math.sin(heading) * speed] as const;
          };
          put(AT.velocity, ...velocity(a), ...velocity(b));
          put(AT.heading, rows[a + 4] as number, rows[b + 4] as number);
          const look = looks.get(track.slot) ?? UNKNOWN_LOOK;
          put(AT.size, look.lengthM, look.widthM, look.heightM);
          const stale =
            (track.flags & ROW_STALE) !== 0 || nowMs - (rows[rowAt(track, 0) + 3] as number) > STALE_MS;
          view.setUint8(at + AT.look, (look.colorRgb >> 16) & 255);
          view.setUint8(at + AT.look + 1, (look.colorRgb >> 8) & 255);
          view.setUint8(at + AT.look + 2, look.colorRgb & 255);
          view.setUint8(
            at + AT.look + 3,
            (stale ? LOOK_STALE : 0) |
              (track.flags & ROW_PREDICTED ? LOOK_PREDICTED : 0) |
              (Math.min(LOOK_SOURCES, look.sourceCode ?? LOOK_SOURCES) << LOOK_SOURCE_SHIFT),
          );
          view.setUint32(at + AT.slot, track.slot, true);
        });
        return { class: kind, bytes, count: list.length, baseTimeMs: drawnMs };
      });
      return { batches, expired };
    },
  };
}

/** The frame of a city's anchor. */
export const cityFrame = (anchor: { lonDeg: number; latDeg: number; heightM: number }): EnuFrame =>
  enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
