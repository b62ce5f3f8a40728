// A row of a tile's metadata as a pick, the same from either engine and whoever made the tile: our own property tables,
// others', and batch tables. Vectors and lists become text; what is marked as no data is left out.

import type { TilesetKind } from "../../../model/city/city-file.ts";
import type { Pick } from "../../view/pick.ts";

export type Column = readonly [name: string, value: unknown];

/** Names under which tiles carry an id, the best first; letters' case does not count. */
const ID_NAMES = [
  "id",
  "gml_id",
  "gml:id",
  "gmlid",
  "osm_id",
  "osmid",
  "feature_id",
  "featureid",
  "objectid",
  "object_id",
  "uuid",
  "guid",
  "fid",
  "building_id",
  "bin",
];

/** What a feature is when its tile does not say: by the kind of its tileset. */
const KINDS: Record<TilesetKind, string> = {
  roads: "lane",
  buildings: "building",
  terrain: "land",
  furniture: "furniture",
  points: "points",
  other: "other",
};

function plain(value: unknown): string | number | boolean | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  return undefined;
}

/** Engines have vectors of their own: x, y, z, w of either, or a list. */
function list(value: object): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  const parts = value as Record<string, unknown>;
  if (typeof parts.x !== "number" || typeof parts.y !== "number") return undefined;
  return ["x", "y", "z", "w"].flatMap((axis) => (typeof parts[axis] === "number" ? [parts[axis]] : []));
}

function put(out: Pick["properties"], name: string, value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) {
    const simple = plain(value);
    if (simple !== undefined) out[name] = simple;
    return;
  }
  const items = list(value);
  if (items) {
    const text = items.map((item) => plain(item) ?? "").join(", ");
    if (text.replaceAll(/[, ]/g, "") !== "") out[name] = text;
    return;
  }
  if (depth > 2) return;
  for (const [part, inner] of Object.entries(value)) put(out, `${name}.${part}`, inner, depth + 1);
}

export function columnProperties(columns: Iterable<Column>): Pick["properties"] {
  const out: Pick["properties"] = {};
  for (const [name, value] of columns) put(out, name, value, 0);
  return out;
}

/** The column that holds the id. */
export function idColumn(names: readonly string[]): string | undefined {
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]));
  for (const name of ID_NAMES) if (byName.has(name)) return byName.get(name);
  return undefined;
}

/** Of a feature without an id of its own: where it stands in its tileset. */
export const placeId = (tileset: string, tile: string, row: number): string => `${tileset}/${tile}#${row}`;

/** A tile's address within its tileset's folder, without what comes after "?". */
export function tilePath(url: string, tilesetUrl: string): string {
  const clean = (text: string) => text.replace(/[?#].*$/, "");
  const folder = clean(tilesetUrl).replace(/[^/]*$/, "");
  const path = clean(url);
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

export function tilePick(layer: string, kind: TilesetKind, id: string, properties: Pick["properties"]): Pick {
  const stated = properties.kind;
  return {
    id,
    layer,
    kind: typeof stated === "string" ? stated : KINDS[kind],
    properties: "id" in properties ? properties : { id, ...properties },
  };
}
