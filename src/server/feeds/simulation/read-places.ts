// What stands in the city and is operated, from the city's own GeoJSON files (docks, parking, equipment), as the
// simulation needs it. A file that is missing or cannot be read simulates nothing; a record without a place is left out.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CityFile } from "../../../model/city/city-file.ts";

export interface Place {
  id: string;
  lonDeg: number;
  latDeg: number;
  heightM: number | undefined;
  properties: Readonly<Record<string, unknown>>;
}

interface Feature {
  id?: unknown;
  properties?: Record<string, unknown> | null;
  geometry?: { type?: string; coordinates?: unknown } | null;
}

const isCorner = (v: unknown): v is number[] =>
  Array.isArray(v) && v.length >= 2 && v.every((part) => typeof part === "number" && Number.isFinite(part));

/** All corners of a geometry, however deep. */
function corners(v: unknown): number[][] {
  if (isCorner(v)) return [v];
  return Array.isArray(v) ? v.flatMap(corners) : [];
}

function placeOf({ id, properties, geometry }: Feature): Place[] {
  const all = corners(geometry?.coordinates);
  const name = properties?.id ?? id;
  if (all.length === 0 || (typeof name !== "string" && typeof name !== "number")) return [];
  // A ring says its first corner twice.
  const ring = geometry?.type === "Polygon" ? all.slice(0, -1) : all;
  const mean = (axis: number) => ring.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / ring.length;
  return [
    {
      id: String(name),
      lonDeg: mean(0),
      latDeg: mean(1),
      heightM: ring.every((corner) => corner.length > 2) ? mean(2) : undefined,
      properties: properties ?? {},
    },
  ];
}

async function list(folder: string, path: string | undefined): Promise<Place[]> {
  if (path === undefined) return [];
  try {
    const json = JSON.parse(await readFile(join(folder, path), "utf8")) as { features?: Feature[] };
    return (json.features ?? []).flatMap(placeOf);
  } catch {
    return [];
  }
}

export interface OperatedPlaces {
  docks: Place[];
  parking: Place[];
  equipment: Place[];
}

export async function readPlaces(
  folder: string,
  { docks, parking, equipment }: Pick<CityFile, "docks" | "parking" | "equipment">,
): Promise<OperatedPlaces> {
  const [a, b, c] = await Promise.all([docks, parking, equipment].map((path) => list(folder, path)));
  return { docks: a ?? [], parking: b ?? [], equipment: c ?? [] };
}

export const textOf = ({ properties }: Place, name: string): string | undefined => {
  const value = properties[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

export const numberOf = ({ properties }: Place, name: string): number | undefined => {
  const value = properties[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
};
