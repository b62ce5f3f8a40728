// The property table of one tile: id, kind and every attribute that one of its rows has, as EXT_structural_metadata wants
// them (UTF-8 texts end to end, offsets in bytes, bits for booleans, codes for listed values).

import type { GlbBuffers } from "../glb-container.ts";
import { type Column, KIND_COLUMN, UNSET } from "./attribute-census.ts";
import { type FeatureRecord, idBytes, readAttributes } from "./read-record.ts";

const encoder = new TextEncoder();
/** What number columns hold where a feature says nothing. */
export const NO_INT = -2147483648;
export const NO_FLOAT = -3.4028234663852886e38;
const NO_CODE = 255;

export interface Metadata {
  schema: object;
  propertyTables: object[];
}

type Cells =
  | { type: "STRING"; values: (Uint8Array | undefined)[] }
  | { type: "NUMBER"; values: Float64Array }
  | { type: "CODE"; values: Uint8Array };

function emptyCells(column: Column, rows: number): Cells {
  if (column.type === "STRING") return { type: "STRING", values: new Array(rows) };
  if (column.type === "ENUM") return { type: "CODE", values: new Uint8Array(rows).fill(NO_CODE) };
  if (column.type === "BOOLEAN") return { type: "CODE", values: new Uint8Array(rows) };
  return {
    type: "NUMBER",
    values: new Float64Array(rows).fill(column.type === "INT32" ? NO_INT : NO_FLOAT),
  };
}

function fill(records: readonly FeatureRecord[], columns: readonly Column[]): Map<number, Cells> {
  const filled = new Map<number, Cells>();
  let row = 0;
  const cellsOf = (attribute: number): [Column, Cells] => {
    const column = columns[attribute] as Column;
    let cells = filled.get(attribute);
    if (!cells) {
      cells = emptyCells(column, records.length);
      filled.set(attribute, cells);
    }
    return [column, cells];
  };
  const text = (attribute: number, value: Uint8Array) => {
    const [, cells] = cellsOf(attribute);
    if (cells.type === "STRING") cells.values[row] = value;
  };
  const taker = {
    text,
    coded: (attribute: number, code: number) => {
      const [column, cells] = cellsOf(attribute);
      if (cells.type === "CODE") cells.values[row] = column.placeOf[code] as number;
      else if (cells.type === "STRING") cells.values[row] = encoder.encode(column.coded[code]);
    },
    number: (attribute: number, value: number) => {
      const [, cells] = cellsOf(attribute);
      if (cells.type === "NUMBER") cells.values[row] = value;
      else text(attribute, encoder.encode(String(value)));
    },
    boolean: (attribute: number, value: boolean) => {
      const [, cells] = cellsOf(attribute);
      if (cells.type === "CODE") cells.values[row] = value ? 1 : 0;
      else text(attribute, encoder.encode(String(value)));
    },
  };
  for (const record of records) {
    readAttributes(record, taker);
    row += 1;
  }
  return filled;
}

function strings(file: GlbBuffers, values: readonly (Uint8Array | undefined)[]): object {
  const size = values.reduce((sum, part) => sum + (part?.length ?? 0), 0);
  const wide = size > 65535;
  const offsets = wide ? new Uint32Array(values.length + 1) : new Uint16Array(values.length + 1);
  const all = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    const part = values[i];
    if (part) {
      all.set(part, at);
      at += part.length;
    }
    offsets[i + 1] = at;
  }
  return {
    values: file.view(all),
    stringOffsets: file.view(offsets),
    ...(!wide && { stringOffsetType: "UINT16" }),
  };
}

/** Codes of listed values, numbered anew by those that this tile has. */
function listed(file: GlbBuffers, column: Column, codes: Uint8Array) {
  const used = [...new Set(codes)].filter((code) => code !== NO_CODE).sort((a, b) => a - b);
  const partial = codes.includes(NO_CODE);
  const values = used.map((code) => ({ name: column.values[code] as string, value: code }));
  if (partial) values.push({ name: UNSET, value: NO_CODE });
  return { values, partial, property: { values: file.view(codes) } };
}

function bits(values: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, i) => {
    if (value) out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  });
  return out;
}

/** Writes one row a record; the columns are the city's. */
export function writePropertyTable(
  file: GlbBuffers,
  records: readonly FeatureRecord[],
  columns: readonly Column[],
): Metadata {
  const classProperties: Record<string, object> = {};
  const properties: Record<string, object> = {};
  const enums: Record<string, object> = {};
  const add = (column: Column, cells: Cells) => {
    const name = column.id === column.name ? {} : { name: column.name };
    if (cells.type === "STRING") {
      classProperties[column.id] = { ...name, type: "STRING", noData: "" };
      properties[column.id] = strings(file, cells.values);
    } else if (column.type === "ENUM" && cells.type === "CODE") {
      const { values, partial, property } = listed(file, column, cells.values);
      enums[column.id] = { valueType: "UINT8", values };
      classProperties[column.id] = {
        ...name,
        type: "ENUM",
        enumType: column.id,
        ...(partial && { noData: UNSET }),
      };
      properties[column.id] = property;
    } else if (cells.type === "CODE") {
      classProperties[column.id] = { ...name, type: "BOOLEAN" };
      properties[column.id] = { values: file.view(bits(cells.values)) };
    } else {
      const noData = column.type === "INT32" ? NO_INT : NO_FLOAT;
      const array =
        column.type === "INT32"
          ? Int32Array.from(cells.values)
          : column.type === "FLOAT32"
            ? Float32Array.from(cells.values)
            : cells.values;
      classProperties[column.id] = {
        ...name,
        type: "SCALAR",
        componentType: column.type,
        ...(cells.values.includes(noData) && { noData }),
      };
      properties[column.id] = { values: file.view(array) };
    }
  };
  classProperties.id = { type: "STRING", required: true };
  properties.id = strings(file, records.map(idBytes));
  add(KIND_COLUMN, { type: "CODE", values: Uint8Array.from(records, ({ kind }) => kind) });
  const filled = fill(records, columns);
  for (const attribute of [...filled.keys()].sort((a, b) => a - b))
    add(columns[attribute] as Column, filled.get(attribute) as Cells);
  return {
    schema: { id: "lanetwin", classes: { feature: { properties: classProperties } }, enums },
    propertyTables: [{ class: "feature", count: records.length, properties }],
  };
}
