// Property tables of one GLB: lengths, alignment, string offsets, and the ids of its features.

import type { Glb, Json } from "./read-glb.ts";
import type { VerifyBook } from "./verify-report.ts";

const COMPONENT_BYTES: Record<string, number> = {
  INT8: 1,
  UINT8: 1,
  INT16: 2,
  UINT16: 2,
  INT32: 4,
  UINT32: 4,
  INT64: 8,
  UINT64: 8,
  FLOAT32: 4,
  FLOAT64: 8,
};
const ITEMS: Record<string, number> = {
  SCALAR: 1,
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
  ENUM: 1,
};

export interface Table {
  count: number;
  /** Where the table has a column of ids. */
  ids?: string[];
}

function offsetsOf(glb: Glb, view: number, type: string): number[] {
  const bytes = glb.view(view);
  const size = COMPONENT_BYTES[type] ?? 4;
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) =>
    size === 1
      ? data.getUint8(i)
      : size === 2
        ? data.getUint16(i * 2, true)
        : size === 4
          ? data.getUint32(i * 4, true)
          : Number(data.getBigUint64(i * 8, true)),
  );
}

export function checkTables(glb: Glb, where: string, book: VerifyBook): Table[] {
  const metadata = glb.json.extensions?.EXT_structural_metadata as Json | undefined;
  const tables: Table[] = [];
  const enums = metadata?.schema?.enums ?? {};
  for (const table of metadata?.propertyTables ?? []) {
    const properties = metadata?.schema?.classes?.[table.class]?.properties ?? {};
    const out: Table = { count: table.count };
    for (const [name, property] of Object.entries<Json>(table.properties ?? {})) {
      book.saw("metadata");
      const wrong = (detail: string) => book.wrong("metadata", where, `${name}: ${detail}`);
      const type = properties[name] as Json | undefined;
      if (!type) {
        wrong("not in the class");
        continue;
      }
      const component =
        type.type === "ENUM" ? (enums[type.enumType]?.valueType ?? "UINT16") : type.componentType;
      const view = glb.json.bufferViews[property.values] as Json;
      const align = (index: number, size: number) => {
        const at = glb.binAt + (glb.json.bufferViews[index].byteOffset ?? 0);
        if (at % size !== 0) wrong(`begins at ${at}, no multiple of ${size}`);
      };
      if (type.array) continue;
      if (type.type === "STRING") {
        const offsetType = property.stringOffsetType ?? "UINT32";
        align(property.stringOffsets, COMPONENT_BYTES[offsetType] ?? 4);
        const offsets = offsetsOf(glb, property.stringOffsets, offsetType);
        if (offsets.length !== table.count + 1) wrong(`${offsets.length} offsets for ${table.count} rows`);
        if (offsets.at(-1) !== view.byteLength)
          wrong(`offsets end at ${offsets.at(-1)}, the text at ${view.byteLength}`);
        if (offsets.some((offset, i) => i > 0 && offset < (offsets[i - 1] as number))) wrong("offsets fall");
        else if (name === "id" || type.semantic === "ID") {
          const bytes = glb.view(property.values);
          const decoder = new TextDecoder();
          out.ids = Array.from({ length: Math.min(table.count, offsets.length - 1) }, (_, i) =>
            decoder.decode(bytes.subarray(offsets[i], offsets[i + 1])),
          );
        }
        continue;
      }
      const expected =
        type.type === "BOOLEAN"
          ? Math.ceil(table.count / 8)
          : table.count * (COMPONENT_BYTES[component] ?? 1) * (ITEMS[type.type] ?? 1);
      if (view.byteLength !== expected) wrong(`${view.byteLength} bytes, ${expected} expected`);
      if (type.type !== "BOOLEAN") align(property.values, COMPONENT_BYTES[component] ?? 1);
    }
    tables.push(out);
  }
  return tables;
}
