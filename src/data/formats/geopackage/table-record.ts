// One row as SQLite stores it: a header of serial types, then the values, big-endian (sqlite.org/fileformat2.html, 2.1).
// The first column is the row's own number, which the record leaves out; the second is the geometry.

import type { FeatureRow } from "../../../model/records/feature-row.ts";
import type { Attribute } from "../../../model/records/road-attributes.ts";
import { ByteBuffer } from "../byte-buffer.ts";

const [NULL, INT8, INT16, INT32, INT64, REAL, ZERO, ONE, BLOB, TEXT] = [0, 1, 2, 4, 6, 7, 8, 9, 12, 13];

/** Whole numbers from 0 to 2^53, seven bits a byte, high first; eight bytes are enough for them. */
export function varint(bytes: Uint8Array, at: number, value: number): number {
  if (value < 128) {
    bytes[at] = value;
    return at + 1;
  }
  const end = at + varintBytes(value);
  let rest = value;
  for (let i = end - 1; i >= at; i--) {
    const high = Math.floor(rest / 128);
    bytes[i] = (rest - high * 128) | (i === end - 1 ? 0 : 128);
    rest = high;
  }
  return end;
}

export function varintBytes(value: number): number {
  let bytes = 1;
  for (let limit = 128; value >= limit; limit *= 128) bytes += 1;
  return bytes;
}

/** A record on its way: filled anew for every row. */
export class TableRecord {
  readonly values = new ByteBuffer(1 << 16);
  readonly types = new ByteBuffer(256);
  private readonly columns: readonly Attribute[];

  constructor(columns: readonly Attribute[]) {
    this.columns = columns;
  }

  /** @param geometry appends the geometry's bytes */
  fill({ attributes }: FeatureRow, geometry: (out: ByteBuffer) => void): void {
    const { values, types } = this;
    values.clear();
    types.clear();
    types.need(9 * (this.columns.length + 2));
    types.bytes[types.length++] = NULL;
    geometry(values);
    this.type(BLOB + 2 * values.length);
    for (const { name, type } of this.columns) {
      const value = attributes[name];
      if (value === undefined) types.bytes[types.length++] = NULL;
      else if (type === "text") this.type(TEXT + 2 * values.text(String(value)));
      else this.number(Number(value), type === "real");
    }
  }

  /** Of the header: its own length, then the types. */
  get headBytes(): number {
    const least = this.types.length + 1;
    return least < 128 ? least : least + 1;
  }

  private type(serial: number): void {
    this.types.length = varint(this.types.bytes, this.types.length, serial);
  }

  private number(value: number, real: boolean): void {
    const { values, types } = this;
    values.need(8);
    const { view, length } = values;
    let type = REAL;
    let width = 8;
    if (Number.isNaN(value)) [type, width] = [NULL, 0];
    else if (real || !Number.isSafeInteger(value)) view.setFloat64(length, value);
    else if (value === 0 || value === 1) [type, width] = [value === 0 ? ZERO : ONE, 0];
    else if (value >= -0x80 && value < 0x80) {
      type = width = INT8;
      view.setInt8(length, value);
    } else if (value >= -0x8000 && value < 0x8000) {
      type = width = INT16;
      view.setInt16(length, value);
    } else if ((value | 0) === value) {
      type = width = INT32;
      view.setInt32(length, value);
    } else {
      type = INT64;
      view.setBigInt64(length, BigInt(value));
    }
    values.length += width;
    types.bytes[types.length++] = type;
  }
}
