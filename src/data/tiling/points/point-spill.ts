// Points by square of a grid, in a scratch file, so that memory does not grow with the cloud. A record is 24 B: east and
// north within the square as float32, up as float64, colour, class.

import { CellSpill } from "../city/cell-spill.ts";
import type { ScratchSpace } from "../city/city-tiles-job.ts";

/** Width of a square, metres. */
export const SQUARE_M = 32;
export const RECORD_BYTES = 24;

/** Anchor's ENU frame, metres; sRGB. */
export interface Points {
  count: number;
  east: Float64Array;
  north: Float64Array;
  up: Float64Array;
  /** Three a point. */
  colours: Uint8Array;
  classes: Uint8Array;
}

export const roomFor = (count: number): Points => ({
  count,
  east: new Float64Array(count),
  north: new Float64Array(count),
  up: new Float64Array(count),
  colours: new Uint8Array(count * 3),
  classes: new Uint8Array(count),
});

/** Puts point `from` of one list at place `to` of another. */
export function copyPoint(source: Points, from: number, target: Points, to: number): void {
  target.east[to] = source.east[from] as number;
  target.north[to] = source.north[from] as number;
  target.up[to] = source.up[from] as number;
  for (let k = 0; k < 3; k++) target.colours[to * 3 + k] = source.colours[from * 3 + k] as number;
  target.classes[to] = source.classes[from] as number;
}

export function pickPoints(source: Points, places: readonly number[]): Points {
  const out = roomFor(places.length);
  places.forEach((from, to) => {
    copyPoint(source, from, out, to);
  });
  return out;
}

export function joinPoints(parts: readonly Points[]): Points {
  const out = roomFor(parts.reduce((sum, { count }) => sum + count, 0));
  let at = 0;
  for (const part of parts) {
    out.east.set(part.east, at);
    out.north.set(part.north, at);
    out.up.set(part.up, at);
    out.colours.set(part.colours, at * 3);
    out.classes.set(part.classes, at);
    at += part.count;
  }
  return out;
}

export class PointSpill {
  private readonly spill: CellSpill;
  private readonly record = new Uint8Array(RECORD_BYTES);
  private readonly view = new DataView(this.record.buffer);

  constructor(scratch: ScratchSpace) {
    this.spill = new CellSpill(scratch);
  }

  add(points: Points): void {
    const { record, view } = this;
    for (let i = 0; i < points.count; i++) {
      const [east, north] = [points.east[i] as number, points.north[i] as number];
      const [column, row] = [Math.floor(east / SQUARE_M), Math.floor(north / SQUARE_M)];
      view.setFloat32(0, east - column * SQUARE_M, true);
      view.setFloat32(4, north - row * SQUARE_M, true);
      view.setFloat64(8, points.up[i] as number, true);
      record.set(points.colours.subarray(i * 3, i * 3 + 3), 16);
      record[19] = points.classes[i] as number;
      this.spill.add(`${column} ${row}`, record);
    }
  }

  /** Columns and rows that have points. */
  squares(): [number, number][] {
    return this.spill.keys().map((key) => key.split(" ").map(Number) as [number, number]);
  }

  read(column: number, row: number): Points {
    const bytes = this.spill.read(`${column} ${row}`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const out = roomFor(bytes.length / RECORD_BYTES);
    for (let i = 0; i < out.count; i++) {
      const at = i * RECORD_BYTES;
      out.east[i] = view.getFloat32(at, true) + column * SQUARE_M;
      out.north[i] = view.getFloat32(at + 4, true) + row * SQUARE_M;
      out.up[i] = view.getFloat64(at + 8, true);
      out.colours.set(bytes.subarray(at + 16, at + 19), i * 3);
      out.classes[i] = bytes[at + 19] as number;
    }
    return out;
  }

  close(): void {
    this.spill.close();
  }
}
