// GeoParquet 1.1: WKB geometries with Z, the "geo" metadata with PROJJSON and a bbox column that covers them, and Parquet's
// own GEOMETRY type with the same coordinate system, so that readers of either find it. Rows are written in groups; what is
// held is one group.

import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { FeatureRow } from "../../../model/records/feature-row.ts";
import { type Attribute, ROAD_ATTRIBUTES } from "../../../model/records/road-attributes.ts";
import { attend } from "../attend.ts";
import { ByteBuffer } from "../byte-buffer.ts";
import { type Box, boxOf, emptyBox, grow } from "../flatgeobuf/packed-index.ts";
import type { ByteSink, WriteFeatures, WriteOptions, WrittenTable } from "../format.ts";
import { WKB_TYPES, writeWkb } from "../wkb.ts";

const GROUP_ROWS = 10_000;

const COLUMN_TYPES: Record<Attribute["type"], Partial<SchemaElement>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  integer: { type: "INT32" },
  real: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
};
const BBOX = ["xmin", "ymin", "xmax", "ymax"] as const;

function schemaOf(columns: readonly Attribute[]): SchemaElement[] {
  return [
    { name: "root", num_children: columns.length + 2 },
    ...columns.map(
      (column): SchemaElement => ({
        name: column.name,
        repetition_type: column === ROAD_ATTRIBUTES.get("id") ? "REQUIRED" : "OPTIONAL",
        ...COLUMN_TYPES[column.type],
      }),
    ),
    // Plain bytes while rows are written; its type is told in the footer, which comes last.
    { name: "geometry", type: "BYTE_ARRAY", repetition_type: "REQUIRED" },
    { name: "bbox", repetition_type: "REQUIRED", num_children: 4 },
    ...BBOX.map((name): SchemaElement => ({ name, type: "DOUBLE", repetition_type: "REQUIRED" })),
  ];
}

/** A group of rows as columns. */
class Group {
  readonly values: (string | number | boolean | undefined)[][];
  readonly geometries: Uint8Array[] = [];
  readonly boxes: Record<(typeof BBOX)[number], number>[] = [];
  readonly types = new Set<number>();
  readonly extent: Box = emptyBox();
  private readonly columns: readonly Attribute[];
  private readonly wkb = new ByteBuffer(1 << 20);
  private ends: number[] = [];

  constructor(columns: readonly Attribute[]) {
    this.columns = columns;
    this.values = columns.map(() => []);
  }

  add({ attributes, geometry }: FeatureRow): void {
    this.columns.forEach(({ name }, k) => {
      this.values[k]?.push(attributes[name]);
    });
    writeWkb(this.wkb, geometry);
    this.ends.push(this.wkb.length);
    const box = boxOf(geometry.parts);
    grow(this.extent, box);
    this.boxes.push({ xmin: box[0], ymin: box[1], xmax: box[2], ymax: box[3] });
    this.types.add(WKB_TYPES[geometry.kind]);
  }

  /** The geometries as bytes; to be called once, when the group is full. */
  seal(): void {
    let from = 0;
    for (const end of this.ends) {
      this.geometries.push(this.wkb.bytes.subarray(from, end));
      from = end;
    }
  }

  get rows(): number {
    return this.ends.length;
  }
}

const GEOMETRY_NAMES: Record<number, string> = {
  1001: "Point Z",
  1002: "LineString Z",
  1003: "Polygon Z",
  1006: "MultiPolygon Z",
};

function geoMetadata({ crs }: WriteOptions, types: ReadonlySet<number>, extent: Box | undefined): string {
  const covering = Object.fromEntries(BBOX.map((name) => [name, ["bbox", name]]));
  return JSON.stringify({
    version: "1.1.0",
    primary_column: "geometry",
    columns: {
      geometry: {
        encoding: "WKB",
        geometry_types: [...types].sort().map((type) => GEOMETRY_NAMES[type]),
        crs: crs.projjson ?? null,
        edges: "planar",
        orientation: "counterclockwise",
        ...(extent && { bbox: extent }),
        covering: { bbox: covering },
      },
    },
  });
}

async function drain(writer: ByteWriter, sink: ByteSink): Promise<void> {
  await sink.write(new Uint8Array(writer.buffer, 0, writer.index));
  writer.index = 0;
}

async function writeTable(
  table: WrittenTable,
  sink: ByteSink,
  options: WriteOptions,
  before: number,
): Promise<number> {
  const { columns } = table;
  const schema = schemaOf(columns);
  const writer = new ByteWriter(1 << 20);
  const pairs: { key: string; value: string }[] = [];
  const parquet = new ParquetWriter({ writer, schema, kvMetadata: pairs, createdBy: "LaneTwin" });
  const extent = emptyBox();
  const types = new Set<number>();
  let count = 0;
  let group = new Group(columns);
  const flush = async () => {
    group.seal();
    await parquet.write({
      columnData: [
        ...columns.map(({ name }, k) => ({ name, data: group.values[k] as unknown[] })),
        { name: "geometry", data: group.geometries, statistics: false, encoding: "PLAIN" as const },
        { name: "bbox", data: group.boxes },
      ],
      rowGroupSize: GROUP_ROWS,
    });
    const [xmin, ymin, xmax, ymax] = group.extent;
    const chunk = parquet.row_groups.at(-1)?.columns[columns.length]?.meta_data;
    if (chunk) {
      const kinds = [...group.types].sort();
      chunk.geospatial_statistics = { bbox: { xmin, ymin, xmax, ymax }, geospatial_types: kinds };
    }
    grow(extent, group.extent);
    for (const type of group.types) types.add(type);
    await drain(writer, sink);
    group = new Group(columns);
  };
  for await (const rows of table.rows)
    for (const row of rows) {
      group.add(row);
      count += 1;
      const pause = attend(before + count, options);
      if (pause) await pause;
      if (group.rows === GROUP_ROWS) await flush();
    }
  if (group.rows > 0) await flush();
  const geometry = schema.find(({ name }) => name === "geometry") as SchemaElement;
  const { crs } = options;
  // Longitude before latitude on WGS 84 is what the type means by itself; others are told in full, which DuckDB reads.
  geometry.logical_type = {
    type: "GEOMETRY",
    crs: crs.epsg === 4326 ? "OGC:CRS84" : JSON.stringify(crs.projjson ?? { name: crs.name }),
  };
  pairs.push(
    { key: "geo", value: geoMetadata(options, types, count > 0 ? extent : undefined) },
    { key: "lanetwin", value: JSON.stringify({ title: table.title, ...options.metadata }) },
  );
  await parquet.finish();
  await drain(writer, sink);
  return count;
}

export const write: WriteFeatures = async (tables, target, options) => {
  const paths: string[] = [];
  let written = 0;
  for (const table of tables) {
    const path = `${table.name}${options.mark}.parquet`;
    const sink = await target.create(path);
    written += await writeTable(table, sink, options, written);
    await sink.close();
    paths.push(path);
  }
  options.onRows?.(written);
  return paths;
};
