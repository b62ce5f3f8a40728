// One size-prefixed FlatGeobuf record back to a row (feature.fbs 3), read field by field without the general tables.
// Geometries with holes or of kinds that rows don't have are told as undefined; our own files hold none.

import { ColumnType } from "flatgeobuf/lib/mjs/flat-geobuf/column-type.js";
import { GeometryType } from "flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js";
import type { FeatureRow, Geometry } from "../../../model/records/feature-row.ts";
import type { ShortTexts } from "../short-texts.ts";

const decoder = new TextDecoder();
/** Where a table's field lies, or 0. */
function field(view: DataView, table: number, number: number): number {
  const vtable = table - view.getInt32(table, true);
  const at = 4 + 2 * number;
  if (at >= view.getUint16(vtable, true)) return 0;
  const offset = view.getUint16(vtable + at, true);
  return offset === 0 ? 0 : table + offset;
}

const follow = (view: DataView, at: number) => at + view.getUint32(at, true);

function coordinates(view: DataView, table: number): number[] | undefined {
  const ends = field(view, table, 0);
  if (ends !== 0 && view.getUint32(follow(view, ends), true) > 1) return undefined;
  const [xyField, zField] = [field(view, table, 1), field(view, table, 2)];
  if (xyField === 0 || zField === 0) return undefined;
  const xy = follow(view, xyField);
  const z = follow(view, zField);
  const count = view.getUint32(z, true);
  const out = new Array<number>(count * 3);
  for (let i = 0; i < count; i++) {
    out[3 * i] = view.getFloat64(xy + 4 + 16 * i, true);
    out[3 * i + 1] = view.getFloat64(xy + 12 + 16 * i, true);
    out[3 * i + 2] = view.getFloat64(z + 4 + 8 * i, true);
  }
  return out;
}

function geometryOf(view: DataView, table: number, layerType: number): Geometry | undefined {
  const typeField = field(view, table, 6);
  const type = (typeField === 0 ? 0 : view.getUint8(typeField)) || layerType;
  const kind = GeometryType[type] as Geometry["kind"] | undefined;
  if (kind === "Point" || kind === "LineString" || kind === "Polygon") {
    const own = coordinates(view, table);
    return own && { kind, parts: [own] };
  }
  const partsField = field(view, table, 7);
  if (kind !== "MultiPolygon" || partsField === 0) return undefined;
  const list = follow(view, partsField);
  const parts: number[][] = [];
  for (let i = 0; i < view.getUint32(list, true); i++) {
    const own = coordinates(view, follow(view, list + 4 + 4 * i));
    if (!own) return undefined;
    parts.push(own);
  }
  return { kind, parts };
}

/** A file's column; `wanted` = its values are kept. */
export interface FileColumn {
  name: string;
  type: ColumnType;
  wanted: boolean;
}

const WIDTHS: Partial<Record<ColumnType, number>> = {
  [ColumnType.Bool]: 1,
  [ColumnType.Byte]: 1,
  [ColumnType.UByte]: 1,
  [ColumnType.Short]: 2,
  [ColumnType.UShort]: 2,
  [ColumnType.Int]: 4,
  [ColumnType.UInt]: 4,
  [ColumnType.Float]: 4,
  [ColumnType.Long]: 8,
  [ColumnType.ULong]: 8,
  [ColumnType.Double]: 8,
};

function numberOf(view: DataView, at: number, type: ColumnType): string | number | boolean | undefined {
  switch (type) {
    case ColumnType.Bool:
      return view.getUint8(at) !== 0;
    case ColumnType.Byte:
      return view.getInt8(at);
    case ColumnType.UByte:
      return view.getUint8(at);
    case ColumnType.Short:
      return view.getInt16(at, true);
    case ColumnType.UShort:
      return view.getUint16(at, true);
    case ColumnType.Int:
      return view.getInt32(at, true);
    case ColumnType.UInt:
      return view.getUint32(at, true);
    case ColumnType.Float:
      return view.getFloat32(at, true);
    case ColumnType.Double:
      return view.getFloat64(at, true);
    case ColumnType.Long:
      return Number(view.getBigInt64(at, true));
    case ColumnType.ULong:
      return Number(view.getBigUint64(at, true));
    default:
      return undefined;
  }
}

/**
 * @param at where the record's size prefix lies in `bytes`
 * @returns undefined when its geometry is of a kind that rows don't have
 */
export function decodeFeature(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  columns: readonly FileColumn[],
  layerType: number,
  texts: ShortTexts,
): FeatureRow | undefined {
  const table = follow(view, at + 4);
  const geometryField = field(view, table, 0);
  const geometry = geometryField === 0 ? undefined : geometryOf(view, follow(view, geometryField), layerType);
  if (!geometry) return undefined;
  const attributes: FeatureRow["attributes"] = {};
  const properties = field(view, table, 1);
  if (properties !== 0) {
    const list = follow(view, properties);
    const end = list + 4 + view.getUint32(list, true);
    for (let p = list + 4; p < end; ) {
      const column = columns[view.getUint16(p, true)];
      if (!column) return undefined;
      p += 2;
      const width = WIDTHS[column.type];
      if (width === undefined) {
        const length = view.getUint32(p, true);
        if (column.wanted)
          attributes[column.name] =
            texts.get(bytes, p + 4, p + 4 + length) ?? decoder.decode(bytes.subarray(p + 4, p + 4 + length));
        p += 4 + length;
      } else {
        if (column.wanted) attributes[column.name] = numberOf(view, p, column.type);
        p += width;
      }
    }
  }
  return { id: String(attributes.id ?? ""), attributes, geometry };
}
