// Geometries with Z as ISO well-known binary (OGC 06-103r4), little-endian: what GeoPackage and GeoParquet hold.

import type { Geometry } from "../../model/records/feature-row.ts";
import type { ByteBuffer } from "./byte-buffer.ts";

export const WKB_TYPES: Record<Geometry["kind"], number> = {
  Point: 1001,
  LineString: 1002,
  Polygon: 1003,
  MultiPolygon: 1006,
};

function head(out: ByteBuffer, type: number): void {
  out.bytes[out.length] = 1;
  out.view.setUint32(out.length + 1, type, true);
  out.length += 5;
}

function count(out: ByteBuffer, value: number): void {
  out.view.setUint32(out.length, value, true);
  out.length += 4;
}

function positions(out: ByteBuffer, flat: readonly number[]): void {
  const { view } = out;
  let at = out.length;
  for (let i = 0; i < flat.length; i++) {
    view.setFloat64(at, flat[i] as number, true);
    at += 8;
  }
  out.length = at;
}

function polygon(out: ByteBuffer, ring: readonly number[]): void {
  head(out, WKB_TYPES.Polygon);
  count(out, 1);
  count(out, ring.length / 3);
  positions(out, ring);
}

/** Appended to `out`. */
export function writeWkb(out: ByteBuffer, { kind, parts }: Geometry): void {
  let bytes = 16;
  for (const part of parts) bytes += 16 + part.length * 8;
  out.need(bytes);
  const first = parts[0] as number[];
  if (kind === "Polygon") {
    polygon(out, first);
    return;
  }
  head(out, WKB_TYPES[kind]);
  if (kind === "MultiPolygon") {
    count(out, parts.length);
    for (const part of parts) polygon(out, part);
    return;
  }
  if (kind === "LineString") count(out, first.length / 3);
  positions(out, first);
}
