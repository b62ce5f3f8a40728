// Metadata of a three model by row and name: the first property table of a glTF tile, or the batch table of an older
// one. Names are those that the schema shows; what is marked as no data is undefined.

import type { Object3D } from "three";
import type { Column } from "../tilesets/feature-columns.ts";

export interface FeatureTable {
  rows: number;
  names: readonly string[];
  read(row: number, name: string): unknown;
  columns(row: number): Column[];
}

interface PropertyTable {
  count: number;
  properties: Record<string, { name: string | null; noData: unknown; type: string }>;
  includesData(name: string): boolean;
  getPropertyValue(name: string, row: number, target?: unknown): unknown;
}
interface BatchTable {
  count: number;
  getKeys(): string[];
  getDataFromId(row: number, target?: object): Record<string, unknown>;
}
interface Holder {
  userData: { structuralMetadata?: { tableAccessors?: PropertyTable[] } };
  batchTable?: BatchTable;
}

function propertyTable(table: PropertyTable): FeatureTable {
  // The reader turns what is marked as no data into 0 and "": the mark is taken off it, and said as undefined here.
  const marks = new Map<string, unknown>();
  const stored = new Map<string, string>();
  for (const [id, property] of Object.entries(table.properties)) {
    if (!table.includesData(id)) continue;
    if (property.noData !== null) marks.set(id, property.noData);
    property.noData = null;
    stored.set(property.name ?? id, id);
  }
  const read = (row: number, name: string) => {
    const id = stored.get(name);
    if (id === undefined) return undefined;
    try {
      const value = table.getPropertyValue(id, row);
      return marks.has(id) && marks.get(id) === value ? undefined : value;
    } catch {
      return undefined;
    }
  };
  const names = [...stored.keys()];
  return {
    rows: table.count,
    names,
    read,
    columns: (row) => names.map((name) => [name, read(row, name)] as const),
  };
}

function batchTable(table: BatchTable): FeatureTable {
  const names = table.getKeys();
  let last: { row: number; data: Record<string, unknown> } | undefined;
  const rowOf = (row: number) => {
    if (last?.row !== row) last = { row, data: table.getDataFromId(row) };
    return last.data;
  };
  return {
    rows: table.count,
    names,
    read: (row, name) => rowOf(row)[name],
    columns: (row) => Object.entries(rowOf(row)),
  };
}

export function openTable(model: Object3D): FeatureTable | undefined {
  let found: FeatureTable | undefined;
  model.traverse((each) => {
    if (found) return;
    const holder = each as unknown as Holder;
    const table = holder.userData.structuralMetadata?.tableAccessors?.[0];
    if (table) found = propertyTable(table);
    else if (holder.batchTable && holder.batchTable.count > 0) found = batchTable(holder.batchTable);
  });
  return found;
}

/** The parts of a model that have a batch table each, or the model itself. */
export function tableHolders(model: Object3D): Object3D[] {
  const found: Object3D[] = [];
  model.traverse((each) => {
    if ((each as unknown as Holder).batchTable) found.push(each);
  });
  return found.length > 1 ? found : [model];
}
