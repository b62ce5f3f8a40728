// What a loaded tile's model holds, one row a feature, whoever made it: how its rows are read, which row a ray met, how
// a row is shown. Our own primitives are joined into one draw; other models keep their meshes and materials.

import type { Intersection, Object3D, ShaderMaterial } from "three";
import { type Column, idColumn, placeId, tilePath } from "../tilesets/feature-columns.ts";
import type { FeatureLook } from "../tilesets/feature-looks.ts";
import { dressModel } from "./dress-model.ts";
import { joinFeatures } from "./feature-mesh.ts";
import { type FeatureTable, openTable } from "./feature-table.ts";

/** Where the looks of rows are written. */
export interface LookTarget {
  rowOfHit(hit: Intersection): number | undefined;
  setLook(row: number, look: FeatureLook): void;
  detach(): void;
}

export interface FeatureSet {
  tileset: string;
  rows: number;
  read(row: number, name: string): unknown;
  columns(row: number): Column[];
  idOf(row: number): string;
  rowsOf(id: string): readonly number[];
  /** Undefined where what was met has no row. */
  rowOfHit(hit: Intersection): number | undefined;
  setLook(row: number, look: FeatureLook): void;
  shown(row: number): boolean;
  detach(): void;
}

export function readFeatures(
  model: Object3D,
  surface: ShaderMaterial,
  { tileset, url, tileUrl }: { tileset: string; url: string; tileUrl: string },
): FeatureSet {
  const table: FeatureTable | undefined = openTable(model);
  const targets: LookTarget[] = [...joinFeatures(model, surface), ...dressModel(model)];
  const path = tilePath(tileUrl, url);
  const idName = table && idColumn(table.names);
  const rows = table?.rows ?? 0;
  const gone = new Uint8Array(rows);
  let byId: Map<string, number[]> | undefined;
  const idOf = (row: number) => {
    const value = idName === undefined ? undefined : table?.read(row, idName);
    return value === undefined || value === null || value === ""
      ? placeId(tileset, path, row)
      : String(value);
  };
  return {
    tileset,
    rows,
    idOf,
    read: (row, name) => table?.read(row, name),
    columns: (row) => table?.columns(row) ?? [],
    rowsOf(id) {
      if (!byId) {
        byId = new Map();
        for (let row = 0; row < rows; row++) {
          const own = idOf(row);
          const list = byId.get(own);
          if (list) list.push(row);
          else byId.set(own, [row]);
        }
      }
      return byId.get(id) ?? [];
    },
    rowOfHit(hit) {
      for (const target of targets) {
        const row = target.rowOfHit(hit);
        if (row !== undefined) return row < rows ? row : undefined;
      }
      return undefined;
    },
    setLook(row, look) {
      gone[row] = look.show ? 0 : 1;
      for (const target of targets) target.setLook(row, look);
    },
    shown: (row) => gone[row] !== 1,
    detach() {
      for (const target of targets) target.detach();
    },
  };
}
