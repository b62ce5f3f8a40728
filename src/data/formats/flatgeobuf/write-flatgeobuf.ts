// FlatGeobuf 3 with Z and its packed index, which the flatgeobuf package reads but does not write. Where each feature lies
// is told, so that an id finds its record with one range read.

import { Builder } from "flatbuffers";
import { Column } from "flatgeobuf/lib/mjs/flat-geobuf/column.js";
import { ColumnType } from "flatgeobuf/lib/mjs/flat-geobuf/column-type.js";
import { Crs } from "flatgeobuf/lib/mjs/flat-geobuf/crs.js";
import { GeometryType } from "flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js";
import { Header } from "flatgeobuf/lib/mjs/flat-geobuf/header.js";
import { buildFeature } from "flatgeobuf/lib/mjs/generic/feature.js";
import type { IParsedGeometry } from "flatgeobuf/lib/mjs/generic/geometry.js";
import type { HeaderMeta } from "flatgeobuf/lib/mjs/header-meta.js";
import type { FeatureRow, Geometry } from "../../../model/records/feature-row.ts";
import type { Attribute, GeometryKind } from "../../../model/records/road-attributes.ts";
import { type Box, emptyBox, grow, hilbertOrder, NODE_SIZE, packedIndex } from "./packed-index.ts";

const MAGIC = [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00];
const COLUMN_TYPES: Record<Attribute["type"], ColumnType> = {
  text: ColumnType.String,
  integer: ColumnType.Int,
  real: ColumnType.Double,
  boolean: ColumnType.Bool,
};

export interface FlatGeobufTable {
  name: string;
  title: string;
  description: string;
  /** JSON for the header's metadata field: frame, epoch, accuracy and what else travels with the data. */
  metadata: string;
  geometry: GeometryKind;
  /** EPSG code of the rows' coordinates, and its name. */
  crs: { epsg: number; name: string };
  columns: readonly Attribute[];
  rows: readonly FeatureRow[];
}

export interface FlatGeobufFile {
  bytes: Uint8Array;
  /** Where each feature's size-prefixed record lies in the file. */
  places: { id: string; offset: number; length: number }[];
}

function ring(flat: readonly number[]): { xy: number[]; z: number[] } {
  const xy: number[] = [];
  const z: number[] = [];
  for (let i = 0; i < flat.length; i += 3) {
    xy.push(flat[i] as number, flat[i + 1] as number);
    z.push(flat[i + 2] as number);
  }
  return { xy, z };
}

function parsed({ kind, parts }: Geometry): IParsedGeometry {
  const type = GeometryType[kind];
  const simple = (flat: readonly number[], own: GeometryType) =>
    ({ ...ring(flat), type: own }) as Partial<IParsedGeometry> as IParsedGeometry;
  if (kind === "MultiPolygon")
    return { type, parts: parts.map((part) => simple(part, GeometryType.Polygon)) } as IParsedGeometry;
  return simple(parts[0] as number[], type);
}

function boxOf({ parts }: Geometry): Box {
  const box = emptyBox();
  for (const part of parts)
    for (let i = 0; i < part.length; i += 3) {
      const [x, y] = [part[i] as number, part[i + 1] as number];
      grow(box, [x, y, x, y]);
    }
  return box;
}

function header(table: FlatGeobufTable, envelope: Box): Uint8Array {
  const builder = new Builder(1024);
  const columns = table.columns.map(({ name, type, title, definition, unit }) => {
    const at = {
      name: builder.createString(name),
      title: builder.createString(`${title.en} / ${title.zh}${unit ? ` (${unit})` : ""}`),
      description: builder.createString(`${definition.en} / ${definition.zh}`),
    };
    Column.startColumn(builder);
    Column.addName(builder, at.name);
    Column.addType(builder, COLUMN_TYPES[type]);
    Column.addTitle(builder, at.title);
    Column.addDescription(builder, at.description);
    Column.addNullable(builder, name !== "id");
    return Column.endColumn(builder);
  });
  const columnsAt = Header.createColumnsVector(builder, columns);
  const [org, crsName] = [builder.createString("EPSG"), builder.createString(table.crs.name)];
  Crs.startCrs(builder);
  Crs.addOrg(builder, org);
  Crs.addCode(builder, table.crs.epsg);
  Crs.addName(builder, crsName);
  const crs = Crs.endCrs(builder);
  const envelopeAt = Header.createEnvelopeVector(builder, envelope);
  const [name, title, description, metadata] = [
    builder.createString(table.name),
    builder.createString(table.title),
    builder.createString(table.description),
    builder.createString(table.metadata),
  ];
  Header.startHeader(builder);
  Header.addName(builder, name);
  if (table.rows.length > 0) Header.addEnvelope(builder, envelopeAt);
  Header.addGeometryType(builder, GeometryType[table.geometry]);
  Header.addHasZ(builder, true);
  Header.addColumns(builder, columnsAt);
  Header.addFeaturesCount(builder, BigInt(table.rows.length));
  Header.addIndexNodeSize(builder, table.rows.length > 0 ? NODE_SIZE : 0);
  Header.addCrs(builder, crs);
  Header.addTitle(builder, title);
  Header.addDescription(builder, description);
  Header.addMetadata(builder, metadata);
  Header.finishSizePrefixedHeaderBuffer(builder, Header.endHeader(builder));
  return builder.asUint8Array();
}

/** The whole file in memory. Rows may come in any order; they are written along a Hilbert curve. */
export function writeFlatGeobuf(table: FlatGeobufTable): FlatGeobufFile {
  const meta = {
    columns: table.columns.map(({ name, type }) => ({ name, type: COLUMN_TYPES[type] })),
  } as Partial<HeaderMeta> as HeaderMeta;
  const boxes = table.rows.map(({ geometry }) => boxOf(geometry));
  const envelope = emptyBox();
  for (const box of boxes) grow(envelope, box);
  const order = hilbertOrder(boxes);
  const records = order.map((i) => {
    const { attributes, geometry } = table.rows[i] as FeatureRow;
    // null is what the package leaves out.
    const values = table.columns.map(({ name }) => [name, attributes[name] ?? null] as const);
    return buildFeature(parsed(geometry), Object.fromEntries(values), meta);
  });
  const offsets: number[] = [];
  let length = 0;
  for (const record of records) {
    offsets.push(length);
    length += record.length;
  }
  const head = header(table, envelope);
  const index = packedIndex(
    order.map((i) => boxes[i] as Box),
    offsets,
  );
  const start = MAGIC.length + head.length + index.length;
  const bytes = new Uint8Array(start + length);
  bytes.set(MAGIC);
  bytes.set(head, MAGIC.length);
  bytes.set(index, MAGIC.length + head.length);
  records.forEach((record, k) => {
    bytes.set(record, start + (offsets[k] as number));
  });
  return {
    bytes,
    places: order.map((i, k) => ({
      id: (table.rows[i] as FeatureRow).id,
      offset: start + (offsets[k] as number),
      length: (records[k] as Uint8Array).length,
    })),
  };
}
