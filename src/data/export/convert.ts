// A foreign file of features into another format, as it is: same coordinate system, same attributes, no area, no package.
// GeoJSON is streamed; its columns are those of the first features, or of all when asked to look at all first.

import { Fault } from "../../model/records/fault.ts";
import type { FeatureRow } from "../../model/records/feature-row.ts";
import type { Attribute, AttributeType, GeometryKind } from "../../model/records/road-attributes.ts";
import type { WriteTarget, WrittenCrs } from "../formats/format.ts";
import { checkNames, formatOf } from "./format-of.ts";
import { systemOf } from "./system-of.ts";

export interface ForeignFile {
  /** Without folder. */
  name: string;
  /** From the start, each time it is asked for. */
  chunks(): AsyncIterable<Uint8Array>;
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface ConvertOptions {
  /** Look at every feature for columns before the first is written. */
  scanAll?: boolean;
  onRows?: (written: number) => void;
  signal?: AbortSignal;
}

/** So many features tell the columns. */
const SAMPLE = 1000;
const INT32 = 2 ** 31;

interface Table {
  crs: WrittenCrs;
  mark: string;
  geometry: GeometryKind;
  columns: Attribute[];
  rows: AsyncIterable<readonly FeatureRow[]>;
}

const typeOf = (value: string | number | boolean): AttributeType => {
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "boolean";
  return Number.isInteger(value) && value >= -INT32 && value < INT32 ? "integer" : "real";
};

const joined = (a: AttributeType | undefined, b: AttributeType): AttributeType => {
  if (a === undefined || a === b) return b;
  const both = new Set([a, b]);
  return both.has("integer") && both.has("real") ? "real" : "text";
};

/** Columns and geometry as rows show them. */
class Schema {
  readonly types = new Map<string, AttributeType>();
  readonly kinds = new Set<GeometryKind>();
  see({ attributes, geometry }: FeatureRow): void {
    this.kinds.add(geometry.kind);
    for (const name of Object.keys(attributes))
      this.types.set(
        name,
        joined(this.types.get(name), typeOf(attributes[name] as string | number | boolean)),
      );
  }
  get geometry(): GeometryKind {
    return this.kinds.size === 1 ? ([...this.kinds][0] as GeometryKind) : "Unknown";
  }
  get columns(): Attribute[] {
    return [...this.types].map(([name, type]) => ({
      name,
      type,
      title: { zh: name, en: name },
      definition: { zh: "", en: "" },
    }));
  }
}

/** What a row has beyond the columns is an error, never dropped. */
function fitting(row: FeatureRow, schema: Schema, count: number): void {
  const { types } = schema;
  if (schema.kinds.size === 1 && !schema.kinds.has(row.geometry.kind))
    throw new Fault("fault.convert.mixed", { feature: count, geometry: row.geometry.kind });
  const { attributes } = row;
  for (const name in attributes) {
    const value = attributes[name] as string | number | boolean;
    const type = types.get(name);
    const own = typeOf(value);
    if (type === own || (type === "real" && own === "integer")) continue;
    if (type === "text") {
      attributes[name] = String(value);
      continue;
    }
    throw new Fault("fault.convert.column", {
      feature: count,
      attribute: name,
      found: own,
      expected: type ?? "—",
    });
  }
}

async function geojsonTable(file: ForeignFile, { scanAll }: ConvertOptions): Promise<Table> {
  const schema = new Schema();
  const { readGeojson } = await import("../formats/geojson/read-geojson.ts");
  let system = "";
  const onHead = ({ crs }: { crs?: string | null }) => {
    if (crs !== undefined) system = crs ?? "GCJ-02";
  };
  if (scanAll)
    for await (const batch of readGeojson(file.chunks(), onHead)) for (const row of batch) schema.see(row);
  const source = readGeojson(file.chunks(), onHead)[Symbol.asyncIterator]();
  let first: FeatureRow[] = [];
  while (first.length < SAMPLE) {
    const next = await source.next();
    if (next.done) break;
    if (!scanAll) for (const row of next.value) schema.see(row);
    first.push(...next.value);
  }
  async function* rows() {
    let count = 0;
    for (const row of first) fitting(row, schema, ++count);
    yield first;
    first = [];
    for (let next = await source.next(); !next.done; next = await source.next()) {
      for (const row of next.value) fitting(row, schema, ++count);
      yield next.value;
    }
  }
  const { written, mark } = await systemOf(system);
  return {
    crs: written,
    mark,
    geometry: schema.geometry,
    columns: schema.columns,
    rows: rows(),
  };
}

async function flatgeobufTable(file: ForeignFile): Promise<Table> {
  const { openFlatGeobuf } = await import("../formats/flatgeobuf/read-flatgeobuf.ts");
  const open = await openFlatGeobuf(file.read, file.name);
  const { crs } = open;
  const columns = open.columns.map(
    ({ name, type }): Attribute => ({
      name,
      type,
      title: { zh: name, en: name },
      definition: { zh: "", en: "" },
    }),
  );
  const { written, mark } = await systemOf(crs === undefined ? "EPSG:4326" : `EPSG:${crs}`);
  return { crs: written, mark, geometry: open.geometry, columns, rows: open.rows() };
}

/**
 * @param format id of a format that writes features
 * @returns the paths written
 * @throws Fault fault.convert.*, fault.export.*
 */
export async function convertFile(
  file: ForeignFile,
  format: string,
  target: WriteTarget,
  options: ConvertOptions = {},
): Promise<string[]> {
  const name = file.name.replace(/\.[^.]*$/, "");
  const to = formatOf(format);
  const isBinary = /\.fgb$/i.test(file.name);
  const table = await (isBinary ? flatgeobufTable(file) : geojsonTable(file, options));
  checkNames(to, [name]);
  const { write } = await to.writeFeatures();
  return write([{ name, title: { zh: name, en: name }, expectedCount: 0, ...table }], target, {
    crs: table.crs,
    baseName: name,
    mark: table.mark,
    metadata: {},
    changedAt: new Date(0).toISOString(),
    ...(options.onRows && { onRows: options.onRows }),
    ...(options.signal && { signal: options.signal }),
  });
}
