// GeoJSON: one FeatureCollection a class, one feature a line. Degrees with 9 decimals, metres with 4 (both ≤ 0.06 mm).
// In WGS 84 it is what RFC 7946 asks for; in other systems it carries the "crs" member of the 2008 specification, and
// null there where no authority lists the system (GCJ-02). What an attribute doesn't know is null.

import type { FeatureRow, Geometry } from "../../../model/records/feature-row.ts";
import type { Attribute } from "../../../model/records/road-attributes.ts";
import { attend } from "../attend.ts";
import { ByteBuffer } from "../byte-buffer.ts";
import type { WriteFeatures, WriteOptions, WrittenTable } from "../format.ts";

const BLOCK_BYTES = 1 << 18;
const HEIGHT_DECIMALS = 4;
const [QUOTE, BACKSLASH] = [34, 92];

/** JSON text in quotes; plain text goes byte by byte. */
export function jsonText(out: ByteBuffer, text: string): void {
  const n = text.length;
  out.need(n + 2);
  const from = out.length;
  const { bytes } = out;
  let at = from;
  bytes[at++] = QUOTE;
  for (let i = 0; i < n; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code > 126 || code === QUOTE || code === BACKSLASH) {
      out.text(JSON.stringify(text));
      return;
    }
    bytes[at++] = code;
  }
  bytes[at++] = QUOTE;
  out.length = at;
}

function positions(out: ByteBuffer, flat: readonly number[], decimals: number): void {
  for (let i = 0; i < flat.length; i += 3) {
    out.text(i === 0 ? "[" : ",[");
    out.decimal(flat[i] as number, decimals);
    out.byte(44);
    out.decimal(flat[i + 1] as number, decimals);
    out.byte(44);
    out.decimal(flat[i + 2] as number, HEIGHT_DECIMALS);
    out.byte(93);
  }
}

function geometryText(out: ByteBuffer, { kind, parts }: Geometry, decimals: number): void {
  out.text(`{"type":"${kind}","coordinates":`);
  if (kind === "Point") positions(out, parts[0] as number[], decimals);
  else if (kind === "LineString") {
    out.byte(91);
    positions(out, parts[0] as number[], decimals);
    out.byte(93);
  } else {
    out.byte(91);
    parts.forEach((part, k) => {
      if (k > 0) out.byte(44);
      out.text(kind === "MultiPolygon" ? "[[" : "[");
      positions(out, part, decimals);
      out.text(kind === "MultiPolygon" ? "]]" : "]");
    });
    out.byte(93);
  }
  out.byte(125);
}

/** Keys as they are written, prepared once. */
const keysOf = (columns: readonly Attribute[]) =>
  columns.map(({ name, type }, i) => ({ name, type, text: `${i > 0 ? "," : ""}${JSON.stringify(name)}:` }));

function featureText(
  out: ByteBuffer,
  { id, attributes, geometry }: FeatureRow,
  keys: ReturnType<typeof keysOf>,
  decimals: number,
): void {
  out.text('{"type":"Feature"');
  if (id !== "") {
    out.text(',"id":');
    jsonText(out, id);
  }
  out.text(',"properties":{');
  for (const { name, type, text } of keys) {
    out.text(text);
    const value = attributes[name];
    if (typeof value === "string") jsonText(out, value);
    else if (typeof value === "number") out.figure(value, type === "real");
    else out.text(value === undefined ? "null" : String(value));
  }
  out.text('},"geometry":');
  geometryText(out, geometry, decimals);
  out.byte(125);
}

function head(table: WrittenTable, { crs, metadata }: WriteOptions): string {
  const name = `"name":${JSON.stringify(table.name)}`;
  const named = { type: "name", properties: { name: `urn:ogc:def:crs:EPSG::${crs.epsg}` } };
  const isRfc = crs.epsg === 4326 || crs.epsg === 4979;
  const system = isRfc ? "" : `,"crs":${crs.epsg === undefined ? "null" : JSON.stringify(named)}`;
  const about = `,"title":${JSON.stringify(table.title)},"metadata":${JSON.stringify(metadata)}`;
  return `{"type":"FeatureCollection",${name}${system}${about},"features":[\n`;
}

export const write: WriteFeatures = async (tables, target, options) => {
  const paths: string[] = [];
  let written = 0;
  const out = new ByteBuffer(BLOCK_BYTES * 2);
  const decimals = options.crs.geographic ? 9 : 4;
  for (const table of tables) {
    const path = `${table.name}${options.mark}.geojson`;
    const sink = await target.create(path);
    const keys = keysOf(table.columns);
    out.clear();
    out.text(head(table, options));
    let first = true;
    for await (const rows of table.rows)
      for (const row of rows) {
        if (!first) out.text(",\n");
        first = false;
        featureText(out, row, keys, decimals);
        written += 1;
        const pause = attend(written, options);
        if (pause) await pause;
        if (out.length < BLOCK_BYTES) continue;
        await sink.write(out.written());
        out.clear();
      }
    out.text("\n]}\n");
    await sink.write(out.written());
    await sink.close();
    paths.push(path);
  }
  options.onRows?.(written);
  return paths;
};
