// A recording as one Parquet table: row groups of some minutes, each sorted by id and time, zstd. What is held is one
// group.

import { compress, isLoaded } from "@foxglove/wasm-zstd";
import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { Recordings } from "./recordings.ts";
import type { OpenFile } from "./segment-file.ts";
import { type RecordedRow, rowsOf } from "./track-rows.ts";

const GROUP_ROWS = 1_000_000;
const LEVEL = 3;

const text = { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" } as const;
const double = { type: "DOUBLE", repetition_type: "REQUIRED" } as const;
const float = { type: "FLOAT", repetition_type: "REQUIRED" } as const;

const COLUMNS: {
  name: string;
  type: Partial<SchemaElement>;
  encoding?: "DELTA_BINARY_PACKED" | "BYTE_STREAM_SPLIT";
  of: (row: RecordedRow) => unknown;
}[] = [
  { name: "id", type: text, of: (row) => row.id },
  {
    name: "time",
    type: { type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "REQUIRED" },
    encoding: "DELTA_BINARY_PACKED",
    of: (row) => BigInt(row.timeMs),
  },
  { name: "lonDeg", type: double, encoding: "BYTE_STREAM_SPLIT", of: (row) => row.lonDeg },
  { name: "latDeg", type: double, encoding: "BYTE_STREAM_SPLIT", of: (row) => row.latDeg },
  { name: "heightM", type: float, encoding: "BYTE_STREAM_SPLIT", of: (row) => row.heightM },
  { name: "headingDeg", type: float, encoding: "BYTE_STREAM_SPLIT", of: (row) => row.headingDeg },
  { name: "speedMps", type: float, encoding: "BYTE_STREAM_SPLIT", of: (row) => row.speedMps },
  { name: "class", type: text, of: (row) => row.class },
  { name: "source", type: text, of: (row) => row.source },
  { name: "predicted", type: { type: "BOOLEAN", repetition_type: "REQUIRED" }, of: (row) => row.predicted },
];

const SCHEMA: SchemaElement[] = [
  { name: "root", num_children: COLUMNS.length },
  ...COLUMNS.map(({ name, type }): SchemaElement => ({ name, ...type })),
];

/** Writes all that is recorded; the file is closed by who opened it. */
export async function writeParquet(
  recordings: Recordings,
  file: OpenFile,
  software: { name: string; version: string },
): Promise<{ rows: number; objects: number; bytes: number }> {
  await isLoaded;
  const writer = new ByteWriter(1 << 20);
  const parquet = new ParquetWriter({
    writer,
    schema: SCHEMA,
    codec: "ZSTD",
    compressors: { ZSTD: (input) => new Uint8Array(compress(input, LEVEL)) },
    createdBy: `${software.name} ${software.version}`,
    kvMetadata: [{ key: "lanetwin", value: JSON.stringify({ crs: "EPSG:4979", sorted: ["id", "time"] }) }],
  });
  const objects = new Set<string>();
  let rows: RecordedRow[] = [];
  let count = 0;
  let bytes = 0;
  const drain = async () => {
    bytes += writer.index;
    await file.write(new Uint8Array(writer.buffer.slice(0, writer.index)));
    writer.index = 0;
  };
  const flush = async () => {
    if (rows.length === 0) return;
    rows.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.timeMs - b.timeMs));
    await parquet.write({
      columnData: COLUMNS.map(({ name, encoding, of }) => ({
        name,
        data: rows.map(of),
        ...(encoding && { encoding }),
      })),
      rowGroupSize: rows.length,
    });
    await drain();
    count += rows.length;
    rows = [];
  };
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (const entry of recordings.segments()) {
    const segment = await recordings.load(entry);
    rowsOf(segment, entry.fromMs - beforeMs > 3000, (row) => {
      objects.add(row.id);
      rows.push(row);
    });
    beforeMs = entry.toMs;
    if (rows.length >= GROUP_ROWS) await flush();
  }
  await flush();
  await parquet.finish();
  await drain();
  return { rows: count, objects: objects.size, bytes };
}
