// CSV after RFC 4180: CRLF, quotes where needed, the geometry as WKT with Z in the last column. UTF-8 with a BOM: without one
// the usual spreadsheet reads Chinese as GBK, and GDAL, DuckDB and pandas skip it. Unknown is an empty cell, an empty text is
// "". Beside each table its .csvt (GDAL's column types) and .prj (WKT of the coordinate system, where there is one).

import type { FeatureRow, Geometry } from "../../../model/records/feature-row.ts";
import type { Attribute } from "../../../model/records/road-attributes.ts";
import { attend } from "../attend.ts";
import { ByteBuffer } from "../byte-buffer.ts";
import type { WriteFeatures, WriteTarget } from "../format.ts";

const BLOCK_BYTES = 1 << 18;
const HEIGHT_DECIMALS = 4;
const [QUOTE, COMMA, SPACE, OPEN, CLOSE] = [34, 44, 32, 40, 41];

const TYPES: Record<Attribute["type"], string> = {
  text: "String",
  integer: "Integer",
  real: "Real",
  boolean: "Integer(Boolean)",
};
const NAMES: Record<Geometry["kind"], string> = {
  Point: "POINT Z ",
  LineString: "LINESTRING Z ",
  Polygon: "POLYGON Z ",
  MultiPolygon: "MULTIPOLYGON Z ",
};

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function cell(out: ByteBuffer, text: string): void {
  const n = text.length;
  if (n === 0) out.text('""');
  for (let i = 0; i < n; i++) {
    const code = text.charCodeAt(i);
    // Spaces at the ends survive only in quotes.
    if (code === QUOTE || code === COMMA || code < SPACE || ((i === 0 || i === n - 1) && code === SPACE)) {
      out.text(quoted(text));
      return;
    }
  }
  out.text(text);
}

function positions(out: ByteBuffer, flat: readonly number[], decimals: number): void {
  out.byte(OPEN);
  for (let i = 0; i < flat.length; i += 3) {
    if (i > 0) out.byte(COMMA);
    out.decimal(flat[i] as number, decimals);
    out.byte(SPACE);
    out.decimal(flat[i + 1] as number, decimals);
    out.byte(SPACE);
    out.decimal(flat[i + 2] as number, HEIGHT_DECIMALS);
  }
  out.byte(CLOSE);
}

/** In quotes: lists of positions hold commas. */
function wkt(out: ByteBuffer, { kind, parts }: Geometry, decimals: number): void {
  out.byte(QUOTE);
  out.text(NAMES[kind]);
  if (kind === "Point" || kind === "LineString") positions(out, parts[0] as number[], decimals);
  else {
    out.byte(OPEN);
    parts.forEach((part, k) => {
      if (k > 0) out.byte(COMMA);
      if (kind === "MultiPolygon") out.byte(OPEN);
      positions(out, part, decimals);
      if (kind === "MultiPolygon") out.byte(CLOSE);
    });
    out.byte(CLOSE);
  }
  out.byte(QUOTE);
}

function line(
  out: ByteBuffer,
  { attributes, geometry }: FeatureRow,
  columns: readonly Attribute[],
  decimals: number,
) {
  for (const { name, type } of columns) {
    const value = attributes[name];
    if (typeof value === "string") cell(out, value);
    else if (typeof value === "number") out.figure(value, type === "real");
    else if (value !== undefined) out.text(value ? "1" : "0");
    out.byte(COMMA);
  }
  wkt(out, geometry, decimals);
  out.text("\r\n");
}

async function aside(target: WriteTarget, path: string, text: string): Promise<string> {
  const sink = await target.create(path);
  await sink.write(new TextEncoder().encode(text));
  await sink.close();
  return path;
}

export const write: WriteFeatures = async (tables, target, options) => {
  const paths: string[] = [];
  let written = 0;
  const out = new ByteBuffer(BLOCK_BYTES * 2);
  const decimals = options.crs.geographic ? 9 : 4;
  for (const { name, columns, rows } of tables) {
    const stem = `${name}${options.mark}`;
    const sink = await target.create(`${stem}.csv`);
    out.clear();
    out.text("\uFEFF");
    for (const column of columns) {
      cell(out, column.name);
      out.byte(COMMA);
    }
    out.text("WKT\r\n");
    for await (const batch of rows)
      for (const row of batch) {
        line(out, row, columns, decimals);
        written += 1;
        const pause = attend(written, options);
        if (pause) await pause;
        if (out.length < BLOCK_BYTES) continue;
        await sink.write(out.written());
        out.clear();
      }
    await sink.write(out.written());
    await sink.close();
    const types = [...columns.map(({ type }) => TYPES[type]), "WKT"].join(",");
    paths.push(`${stem}.csv`, await aside(target, `${stem}.csvt`, `${types}\r\n`));
    const definition = options.crs.wkt ?? options.crs.wkt2;
    if (definition !== undefined) paths.push(await aside(target, `${stem}.prj`, `${definition}\n`));
  }
  options.onRows?.(written);
  return paths;
};
