// The latest rows of everything that moves, in columns. A row is kept only when the receivers' own prediction from
// the row before is off (dead-reckoning suppression); what is kept gets the next sequence number.
// Positions: metres in the ENU frame of the row's z15 tile. headingRad clockwise from north. Unix milliseconds.

import { isTileKey, tileFrame, tileKeyOf } from "../../live/protocol/tile-key.ts";
import { type EnuFrame, geodeticToEcef } from "../../model/geo/frames.ts";
import { TRACK_CLASSES } from "../../model/twin/track-class.ts";
import type { TrackDescription, TrackRow } from "../../model/twin/track-row.ts";

/** design.md: a receiver may be off by 3σ of the source, at least this, before it is told. */
const MIN_ERROR_M = 0.25;
const MAX_TURN_RAD = (5 * Math.PI) / 180;
const REFRESH_MS = 5000;
const TELEPORT_M = 20;
const MAX_HEIGHT_M = 20_000;
const BASE_STEP_M = 100;
const INDEX_BITS = 24;
const INDEX_MASK = 2 ** INDEX_BITS - 1;

export interface Tile {
  key: number;
  frame: EnuFrame;
  /** Heights of the tile's rows are sent relative to this. */
  baseHeightM: number;
  indices: Set<number>;
  /** What left the tile or ended, with the sequence number of that. */
  left: { slot: number; seq: number; atMs: number }[];
  /** Highest sequence number of anything in the tile. */
  seq: number;
}

/** A row that another hub has kept, as its frame has it: in the tile's frame, over the ellipsoid. */
export interface PlacedRow {
  id: string;
  tileKey: number;
  eastM: number;
  northM: number;
  heightM: number;
  headingRad: number;
  speedMps: number;
  timeMs: number;
  teleport: boolean;
  /** Not measured at its time: moved on from an older measurement. */
  predicted: boolean;
}

export interface TrackTable {
  tiles: ReadonlyMap<number, Tile>;
  seq(): number;
  size(): number;
  describe(track: TrackDescription): void;
  /** True when the row was kept. Rows of the unknown, from the past, or not finite are refused and counted. */
  accept(row: TrackRow): boolean;
  /** Keeps a row as it is: it was judged elsewhere, and judging it again would lose some. False for the unknown or absurd. */
  put(row: PlacedRow): boolean;
  end(id: string): void;
  slot(index: number): number;
  identity(index: number): TrackDescription | undefined;
  indexOf(id: string): number | undefined;
  /** Columns by index. */
  columns: Columns;
  /** Forgets departures older than a time. */
  forgetBefore(timeMs: number): void;
  refused: { unknown: number; old: number; absurd: number };
}

export interface Columns {
  tile: Int32Array;
  eastM: Float32Array;
  northM: Float32Array;
  heightM: Float64Array;
  headingRad: Float32Array;
  speedMps: Float32Array;
  timeMs: Float64Array;
  seq: Uint32Array;
  /** Sequence number of its coming into the tile. */
  enteredSeq: Uint32Array;
  /** The tile it came from, −1 for none, and when it came into that. */
  fromTile: Int32Array;
  fromSeq: Uint32Array;
  class: Uint8Array;
  teleported: Uint8Array;
  predicted: Uint8Array;
}

function createColumns(capacity: number): Columns {
  return {
    tile: new Int32Array(capacity).fill(-1),
    eastM: new Float32Array(capacity),
    northM: new Float32Array(capacity),
    heightM: new Float64Array(capacity),
    headingRad: new Float32Array(capacity),
    speedMps: new Float32Array(capacity),
    timeMs: new Float64Array(capacity),
    seq: new Uint32Array(capacity),
    enteredSeq: new Uint32Array(capacity),
    fromTile: new Int32Array(capacity).fill(-1),
    fromSeq: new Uint32Array(capacity),
    class: new Uint8Array(capacity),
    teleported: new Uint8Array(capacity),
    predicted: new Uint8Array(capacity),
  };
}

export function createTrackTable(): TrackTable {
  let columns = createColumns(1024);
  let capacity = 1024;
  const tiles = new Map<number, Tile>();
  const byId = new Map<string, number>();
  const identities: (TrackDescription | undefined)[] = [];
  const generation: number[] = [];
  const errorM: number[] = [];
  const free: number[] = [];
  const refused = { unknown: 0, old: 0, absurd: 0 };
  let seq = 0;

  const slotOf = (index: number) => (index | (((generation[index] ?? 0) & 255) << INDEX_BITS)) >>> 0;

  function grow(): void {
    const before = columns;
    capacity *= 2;
    columns = createColumns(capacity);
    for (const name of Object.keys(before) as (keyof Columns)[]) columns[name].set(before[name] as never);
  }

  function tileAt(key: number, heightM: number): Tile {
    let tile = tiles.get(key);
    if (!tile) {
      const baseHeightM = Math.round(heightM / BASE_STEP_M) * BASE_STEP_M;
      tile = { key, frame: tileFrame(key), baseHeightM, indices: new Set(), left: [], seq };
      tiles.set(key, tile);
    }
    return tile;
  }

  function leave(index: number, timeMs: number): void {
    const tile = tiles.get(columns.tile[index] as number);
    if (!tile) return;
    tile.indices.delete(index);
    seq += 1;
    tile.seq = seq;
    tile.left.push({ slot: slotOf(index), seq, atMs: timeMs });
  }

  function keep(index: number, tile: Tile, row: PlacedRow): void {
    const before = columns.tile[index] as number;
    seq += 1;
    tile.seq = seq;
    if (before !== row.tileKey) {
      tile.indices.add(index);
      columns.tile[index] = row.tileKey;
      columns.fromTile[index] = before;
      columns.fromSeq[index] = columns.enteredSeq[index] as number;
      columns.enteredSeq[index] = seq;
    }
    columns.eastM[index] = row.eastM;
    columns.northM[index] = row.northM;
    columns.heightM[index] = row.heightM;
    columns.headingRad[index] = row.headingRad;
    columns.speedMps[index] = row.speedMps;
    columns.timeMs[index] = row.timeMs;
    columns.seq[index] = seq;
    columns.teleported[index] = row.teleport ? 1 : 0;
    columns.predicted[index] = row.predicted ? 1 : 0;
  }

  return {
    tiles,
    refused,
    seq: () => seq,
    size: () => byId.size,
    slot: slotOf,
    identity: (index) => identities[index],
    indexOf: (id) => byId.get(id),
    get columns() {
      return columns;
    },
    describe(track) {
      let index = byId.get(track.id);
      if (index === undefined) {
        index = free.pop() ?? identities.length;
        if (index > INDEX_MASK) return;
        if (index >= capacity) grow();
        generation[index] = (generation[index] ?? -1) + 1;
        byId.set(track.id, index);
        columns.tile[index] = -1;
      }
      identities[index] = track;
      errorM[index] = Math.max(MIN_ERROR_M, 3 * (track.sigmaM ?? 0));
      columns.class[index] = Math.max(0, TRACK_CLASSES.indexOf(track.class));
    },
    accept(row) {
      const index = byId.get(row.id);
      if (index === undefined) {
        refused.unknown += 1;
        return false;
      }
      const sound =
        Math.abs(row.lonDeg) <= 180 &&
        Math.abs(row.latDeg) < 85 &&
        Math.abs(row.heightM) < MAX_HEIGHT_M &&
        row.speedMps >= 0 &&
        row.speedMps < 655 &&
        Number.isFinite(row.headingRad) &&
        Math.abs(row.timeMs) < 8.64e15;
      if (!sound) {
        refused.absurd += 1;
        return false;
      }
      const before = columns.tile[index] as number;
      const passedS = (row.timeMs - (columns.timeMs[index] as number)) / 1000;
      if (before >= 0 && passedS <= 0) {
        refused.old += 1;
        return false;
      }
      const key = tileKeyOf(row.lonDeg, row.latDeg);
      const tile = tileAt(key, row.heightM);
      const ecef = geodeticToEcef(row.lonDeg, row.latDeg, row.heightM);
      let jumped = row.teleport === true;
      if (before >= 0) {
        // In the frame of the row before, where its course is a straight line.
        const frame = before === key ? tile.frame : (tiles.get(before) as Tile).frame;
        const [e, n] = frame.toEnu(...ecef);
        const h = columns.headingRad[index] as number;
        const run = (columns.speedMps[index] as number) * passedS;
        const de = e - ((columns.eastM[index] as number) + Math.sin(h) * run);
        const dn = n - ((columns.northM[index] as number) + Math.cos(h) * run);
        const off = Math.hypot(de, dn);
        const dz = Math.abs(row.heightM - (columns.heightM[index] as number));
        let turn = row.headingRad - h;
        turn -= 2 * Math.PI * Math.round(turn / (2 * Math.PI));
        const limit = errorM[index] as number;
        if (
          !jumped &&
          before === key &&
          off < limit &&
          dz < limit &&
          Math.abs(turn) < MAX_TURN_RAD &&
          passedS * 1000 < REFRESH_MS
        )
          return false;
        jumped ||= off > Math.max(TELEPORT_M, 3 * (columns.speedMps[index] as number) * passedS);
        if (before !== key) leave(index, row.timeMs);
      }
      // Heights are relative to the ellipsoid below the thing, not to the tile's tangent plane.
      const [eastM, northM] = tile.frame.toEnu(...ecef);
      keep(index, tile, { ...row, tileKey: key, eastM, northM, teleport: jumped, predicted: false });
      return true;
    },
    put(row) {
      const index = byId.get(row.id);
      if (index === undefined) {
        refused.unknown += 1;
        return false;
      }
      if (!isTileKey(row.tileKey) || !(Math.abs(row.heightM) < MAX_HEIGHT_M)) {
        refused.absurd += 1;
        return false;
      }
      const tile = tileAt(row.tileKey, row.heightM);
      if (columns.tile[index] !== row.tileKey) leave(index, row.timeMs);
      keep(index, tile, row);
      return true;
    },
    end(id) {
      const index = byId.get(id);
      if (index === undefined) return;
      leave(index, columns.timeMs[index] as number);
      byId.delete(id);
      identities[index] = undefined;
      columns.tile[index] = -1;
      free.push(index);
    },
    forgetBefore(timeMs) {
      for (const tile of tiles.values())
        if (tile.left.length > 0 && (tile.left[0] as { atMs: number }).atMs < timeMs)
          tile.left = tile.left.filter(({ atMs }) => atMs >= timeMs);
    },
  };
}
