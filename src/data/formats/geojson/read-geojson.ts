// GeoJSON as a stream of rows, from anybody's file: a FeatureCollection of any size, one feature held at a time. Geometries
// are those that rows have: Point, LineString, Polygon without holes, MultiPolygon without holes, each with heights.

import { Fault } from "../../../model/records/fault.ts";
import type { FeatureRow, Geometry } from "../../../model/records/feature-row.ts";
import { type Coordinates, type Json, JsonBytes, JsonWrong, MORE } from "./json-bytes.ts";

const LONGEST_FEATURE_BYTES = 256 << 20;
const MOST_AT_ONCE = 512;

/** What stands before the features. */
export interface GeojsonHead {
  name?: string;
  /** Name of the "crs" member of the 2008 specification, null where it is null; absent = RFC 7946, WGS 84. */
  crs?: string | null;
}

/** A feature's own properties, as they stand. */
export interface GeojsonRow extends FeatureRow {
  attributes: Record<string, string | number | boolean | undefined>;
}

const DEPTHS: Record<string, number> = { Point: 0, LineString: 1, Polygon: 2, MultiPolygon: 3 };

function geometryOf(kind: string, found: Coordinates | undefined, feature: number): Geometry {
  const depth = DEPTHS[kind];
  if (depth === undefined || found === undefined)
    throw new Fault("fault.convert.geometry", { feature, geometry: kind });
  if (found.depth !== depth || found.flat.length === 0)
    throw new Fault("fault.convert.geometry", { feature, geometry: `${kind}, depth ${found.depth}` });
  if (found.odd) throw new Fault("fault.convert.height", { feature });
  const { flat, ends, groups } = found;
  const rings = depth < 2 ? 1 : groups.length;
  if (ends.length !== rings)
    throw new Fault("fault.convert.geometry", { feature, geometry: `${kind} with holes` });
  if (ends.length === 1) return { kind: kind as Geometry["kind"], parts: [flat] };
  return {
    kind: kind as Geometry["kind"],
    parts: ends.map((end, i) => flat.slice(i === 0 ? 0 : ends[i - 1], end)),
  };
}

const plain = (value: Json): string | number | boolean | undefined =>
  value === null ? undefined : typeof value === "object" ? JSON.stringify(value) : value;

function readFeature(json: JsonBytes, feature: number): GeojsonRow {
  let id = "";
  let kind = "null";
  let found: Coordinates | undefined;
  const attributes: GeojsonRow["attributes"] = {};
  json.members((key) => {
    if (key === "id") id = String(json.value());
    else if (key === "properties" && json.peek() === 123)
      json.members((name) => {
        const value = plain(json.value());
        if (value !== undefined) attributes[name] = value;
      });
    else if (key === "geometry" && json.peek() === 123)
      json.members((part) => {
        if (part === "coordinates") found = json.coordinates();
        else if (part === "type") kind = String(json.value());
        else json.value();
      });
    else json.value();
  });
  return { id, attributes, geometry: geometryOf(kind, found, feature) };
}

function noteMember(head: GeojsonHead, key: string, value: Json): void {
  if (key === "name" && typeof value === "string") head.name = value;
  if (key !== "crs") return;
  const named = (value as { properties?: { name?: unknown } } | null)?.properties?.name;
  head.crs = value === null ? null : String(named ?? "");
}

/**
 * Rows in batches, as they come whole out of the bytes.
 * @param onHead told once, before the first row
 * @throws Fault fault.convert.not-geojson, fault.convert.geometry, fault.convert.height
 */
export async function* readGeojson(
  chunks: AsyncIterable<Uint8Array>,
  onHead: (head: GeojsonHead) => void,
): AsyncGenerator<GeojsonRow[]> {
  const json = new JsonBytes();
  const source = chunks[Symbol.asyncIterator]();
  const head: GeojsonHead = {};
  /** Takes a whole value or brings bytes until it can. */
  const more = async (from: number) => {
    json.back(from);
    if (json.bytes.length - from > LONGEST_FEATURE_BYTES)
      throw new Fault("fault.convert.not-geojson", { near: "a feature of more than 256 MB" });
    const next = await source.next();
    if (next.done) {
      if (json.last) throw new Fault("fault.convert.not-geojson", { near: "the end of the file" });
      json.last = true;
    } else json.feed(next.value);
  };
  const attempt = <T>(take: () => T): T | typeof MORE => {
    try {
      return take();
    } catch (error) {
      if (error === MORE) return MORE;
      if (error instanceof JsonWrong) throw new Fault("fault.convert.not-geojson", { near: error.message });
      throw error;
    }
  };
  const whole = async <T>(take: () => T): Promise<T> => {
    for (;;) {
      const from = json.at;
      const got = attempt(take);
      if (got !== MORE) return got as T;
      await more(from);
    }
  };
  await more(0);
  // A BOM is allowed by nobody and written by some.
  if (json.bytes[0] === 0xef) json.at = 3;
  let inFeatures = await whole(() => {
    json.take(123);
    return json.takes(125);
  });
  if (inFeatures) throw new Fault("fault.convert.not-geojson", { near: "{}" });
  while (!inFeatures) {
    inFeatures = await whole(() => {
      const key = json.key();
      if (key === "features") {
        json.take(91);
        return true;
      }
      noteMember(head, key, json.value());
      if (json.takes(44)) return false;
      throw new JsonWrong("no features");
    });
  }
  onHead(head);
  let feature = 0;
  let ended = await whole(() => json.takes(93));
  let batch: GeojsonRow[] = [];
  while (!ended) {
    const from = json.at;
    const row = attempt(() => {
      const own = readFeature(json, feature + 1);
      ended = !json.takes(44);
      if (ended) json.take(93);
      return own;
    });
    if (row !== MORE) {
      feature += 1;
      batch.push(row as GeojsonRow);
      if (batch.length < MOST_AT_ONCE && !ended) continue;
    } else ended = false;
    if (batch.length > 0) yield batch;
    batch = [];
    if (row === MORE) await more(from);
  }
}
