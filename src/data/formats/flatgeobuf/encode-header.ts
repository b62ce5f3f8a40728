// The header of a FlatGeobuf file (header.fbs 3): columns with titles and definitions, coordinate system, envelope, count.

import { Builder } from "flatbuffers";
import { Column } from "flatgeobuf/lib/mjs/flat-geobuf/column.js";
import { ColumnType } from "flatgeobuf/lib/mjs/flat-geobuf/column-type.js";
import { Crs } from "flatgeobuf/lib/mjs/flat-geobuf/crs.js";
import { GeometryType } from "flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js";
import { Header } from "flatgeobuf/lib/mjs/flat-geobuf/header.js";
import {
  type Attribute,
  type GeometryKind,
  ROAD_ATTRIBUTES,
} from "../../../model/records/road-attributes.ts";
import type { WrittenCrs } from "../format.ts";
import { type Box, NODE_SIZE } from "./packed-index.ts";

const COLUMN_TYPES: Record<Attribute["type"], ColumnType> = {
  text: ColumnType.String,
  integer: ColumnType.Int,
  real: ColumnType.Double,
  boolean: ColumnType.Bool,
};

export interface FlatGeobufHead {
  name: string;
  title: string;
  description: string;
  /** JSON for the header's metadata field: frame, epoch, accuracy and what else travels with the data. */
  metadata: string;
  geometry: GeometryKind;
  /** Of the rows' coordinates. */
  crs: Pick<WrittenCrs, "epsg" | "name" | "wkt">;
  columns: readonly Attribute[];
}

function crsOf(builder: Builder, { epsg, name, wkt }: FlatGeobufHead["crs"]): number {
  const org = epsg === undefined ? undefined : builder.createString("EPSG");
  const title = builder.createString(name);
  // Readers look a code up; a definition is for what no authority lists.
  const definition = epsg === undefined && wkt !== undefined ? builder.createString(wkt) : undefined;
  Crs.startCrs(builder);
  if (org !== undefined) Crs.addOrg(builder, org);
  if (epsg !== undefined) Crs.addCode(builder, epsg);
  Crs.addName(builder, title);
  if (definition !== undefined) Crs.addWkt(builder, definition);
  return Crs.endCrs(builder);
}

/** Size-prefixed, without the magic bytes. */
export function encodeHeader(head: FlatGeobufHead, count: number, envelope: Box): Uint8Array {
  const builder = new Builder(4096);
  const columns = head.columns.map((column) => {
    const { name, type, title, definition, unit } = column;
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
    Column.addNullable(builder, column !== ROAD_ATTRIBUTES.get("id"));
    return Column.endColumn(builder);
  });
  const columnsAt = Header.createColumnsVector(builder, columns);
  const crs = crsOf(builder, head.crs);
  const envelopeAt = Header.createEnvelopeVector(builder, envelope);
  const [name, title, description, metadata] = [
    builder.createString(head.name),
    builder.createString(head.title),
    builder.createString(head.description),
    builder.createString(head.metadata),
  ];
  Header.startHeader(builder);
  Header.addName(builder, name);
  if (count > 0) Header.addEnvelope(builder, envelopeAt);
  Header.addGeometryType(builder, GeometryType[head.geometry]);
  Header.addHasZ(builder, true);
  Header.addColumns(builder, columnsAt);
  Header.addFeaturesCount(builder, BigInt(count));
  Header.addIndexNodeSize(builder, count > 0 ? NODE_SIZE : 0);
  Header.addCrs(builder, crs);
  Header.addTitle(builder, title);
  Header.addDescription(builder, description);
  Header.addMetadata(builder, metadata);
  Header.finishSizePrefixedHeaderBuffer(builder, Header.endHeader(builder));
  return builder.asUint8Array();
}
