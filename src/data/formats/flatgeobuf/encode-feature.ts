// One feature as a size-prefixed FlatGeobuf record, laid out by hand: the same tables as the FlatBuffers schema asks for
// (feature.fbs 3), fixed in place, without the general builder's many small steps. Doubles lie at multiples of 8 from the
// size prefix, as FlatBuffers aligns them.

import { GeometryType } from "flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js";
import type { FeatureRow, Geometry } from "../../../model/records/feature-row.ts";
import type { Attribute } from "../../../model/records/road-attributes.ts";
import type { ByteBuffer } from "../byte-buffer.ts";

/** Field offsets within a vtable: 4 + 2 × the field's number in the schema. */
const FEATURE_VTABLE = [8, 12, 4, 8];
const SIMPLE_VTABLE = [18, 13, 0, 4, 8, 0, 0, 0, 12];
const PARTS_VTABLE = [20, 9, 0, 0, 0, 0, 0, 0, 8, 4];

function vtable(out: ByteBuffer, fields: readonly number[]): number {
  out.need(fields.length * 2);
  const at = out.length;
  for (const field of fields) {
    out.view.setUint16(out.length, field, true);
    out.length += 2;
  }
  return at;
}

function align(out: ByteBuffer, start: number, grain: number, rest: number): void {
  out.need(16);
  while ((out.length - start) % grain !== rest) out.bytes[out.length++] = 0;
}

/** A table's own bytes; its fields are set by the caller. */
function table(out: ByteBuffer, bytes: number, vtableAt: number): number {
  out.need(bytes);
  const at = out.length;
  out.bytes.fill(0, at, at + bytes);
  out.view.setInt32(at, at - vtableAt, true);
  out.length += bytes;
  return at;
}

const refer = (out: ByteBuffer, field: number, to: number) => out.view.setUint32(field, to - field, true);

/** One line, ring or point: its table, its x y … and its z …. */
function simple(out: ByteBuffer, start: number, flat: readonly number[], type: number, vt: number): number {
  align(out, start, 4, 0);
  const at = table(out, 16, vt);
  out.bytes[at + 12] = type;
  const count = flat.length / 3;
  align(out, start, 8, 4);
  out.need(24 * count + 24);
  const { view } = out;
  refer(out, at + 4, out.length);
  view.setUint32(out.length, count * 2, true);
  let xy = out.length + 4;
  const zHead = xy + 16 * count + 4;
  view.setUint32(zHead - 4, 0, true);
  refer(out, at + 8, zHead);
  view.setUint32(zHead, count, true);
  let z = zHead + 4;
  for (let i = 0; i < flat.length; i += 3) {
    view.setFloat64(xy, flat[i] as number, true);
    view.setFloat64(xy + 8, flat[i + 1] as number, true);
    view.setFloat64(z, flat[i + 2] as number, true);
    xy += 16;
    z += 8;
  }
  out.length = z;
  return at;
}

function geometry(out: ByteBuffer, start: number, { kind, parts }: Geometry): number {
  const simpleAt = vtable(out, SIMPLE_VTABLE);
  if (kind !== "MultiPolygon") return simple(out, start, parts[0] as number[], GeometryType[kind], simpleAt);
  const partsAt = vtable(out, PARTS_VTABLE);
  align(out, start, 4, 0);
  const at = table(out, 12, partsAt);
  out.bytes[at + 8] = GeometryType.MultiPolygon;
  refer(out, at + 4, out.length);
  out.need(4 + 4 * parts.length);
  const list = out.length;
  out.view.setUint32(list, parts.length, true);
  out.length += 4 + 4 * parts.length;
  parts.forEach((part, k) => {
    const own = simple(out, start, part, GeometryType.Polygon, simpleAt);
    refer(out, list + 4 + 4 * k, own);
  });
  return at;
}

function property(out: ByteBuffer, index: number, type: Attribute["type"], value: string | number | boolean) {
  out.need(16);
  const { view } = out;
  view.setUint16(out.length, index, true);
  out.length += 2;
  if (type === "text") {
    const head = out.length;
    out.length += 4;
    const bytes = out.text(String(value));
    out.view.setUint32(head, bytes, true);
  } else if (type === "real") {
    view.setFloat64(out.length, Number(value), true);
    out.length += 8;
  } else if (type === "integer") {
    view.setInt32(out.length, Number(value), true);
    out.length += 4;
  } else out.bytes[out.length++] = value ? 1 : 0;
}

/** Appends the record to `out`. @returns its bytes */
export function encodeFeature(out: ByteBuffer, row: FeatureRow, columns: readonly Attribute[]): number {
  const start = out.length;
  out.need(8);
  out.length += 8;
  const vt = vtable(out, FEATURE_VTABLE);
  const feature = table(out, 12, vt);
  refer(out, start + 4, feature);
  refer(out, feature + 4, geometry(out, start, row.geometry));
  align(out, start, 4, 0);
  out.need(4);
  const head = out.length;
  out.length += 4;
  columns.forEach(({ name, type }, index) => {
    const value = row.attributes[name];
    if (value !== undefined) property(out, index, type, value);
  });
  out.view.setUint32(head, out.length - head - 4, true);
  refer(out, feature + 8, head);
  align(out, start, 8, 0);
  out.view.setUint32(start, out.length - start - 4, true);
  return out.length - start;
}
