// Buildings from GeoJSON polygons, streamed: a FeatureCollection, or features one after another (GeoJSONSeq, RFC 8142 or a
// line each). One feature is held at a time, so that memory does not grow with the file. Coordinates are as written:
// longitude, latitude or the plane that a "crs" member names.

import type { CityObject } from "../../../model/buildings/city-object.ts";
import { Fault } from "../../../model/records/fault.ts";
import { CityTally } from "../city/city-tally.ts";
import { footprintObject } from "../city/footprint-object.ts";
import { MOST_WHOLE_BYTES, tooLarge } from "../city/most-bytes.ts";
import { SeenIds } from "../city/seen-ids.ts";
import type { ObjectSource, ReadObjectsOptions, SourceFile } from "../format.ts";
import { crsMember, FootprintCrs } from "./footprint-crs.ts";
import { type GeojsonKind, geojsonKind } from "./geojson-kind.ts";
import { JsonBytes, JsonWrong, MORE } from "./json-bytes.ts";
import { type PlanFeature, polygonsOf, readPlanFeature } from "./plan-feature.ts";

const LONGEST_FEATURE_BYTES = 256 << 20;
const MOST_AT_ONCE = 1024;
/** Properties that name a thing where the feature itself has no id; the first that is there. */
const ID_PROPERTIES = ["@id", "id", "gml_id", "osm_id", "fid"];
const NEWLINE = 10;
const RECORD_SEPARATOR = 0x1e;

/** Bytes as they come, joined until a value is whole. */
class Feed {
  readonly json = new JsonBytes();
  read = 0;
  private readonly source: AsyncIterator<Uint8Array>;
  private readonly told: (bytes: number) => void;
  constructor(chunks: AsyncIterable<Uint8Array>, told: (bytes: number) => void) {
    this.source = chunks[Symbol.asyncIterator]();
    this.told = told;
    this.json.lenient = true;
  }

  /** More bytes, at least as many as are held, so that a long value is not read again and again. */
  async more(from: number): Promise<void> {
    const { json } = this;
    json.back(from);
    const held = json.bytes.length - from;
    const pieces: Uint8Array[] = [];
    let got = 0;
    do {
      const next = await this.source.next();
      if (next.done) {
        json.last = true;
        break;
      }
      pieces.push(next.value);
      got += next.value.length;
    } while (got < held);
    this.read += got;
    if (pieces.length === 1) json.feed(pieces[0] as Uint8Array);
    else {
      const joined = new Uint8Array(got);
      let at = 0;
      for (const piece of pieces) {
        joined.set(piece, at);
        at += piece.length;
      }
      json.feed(joined);
    }
    this.told(this.read);
  }

  async close(): Promise<void> {
    await this.source.return?.();
  }
}

function attempt<T>(take: () => T): T | typeof MORE | JsonWrong {
  try {
    return take();
  } catch (error) {
    if (error === MORE) return MORE;
    if (error instanceof JsonWrong) return error;
    throw error;
  }
}

/** @throws Fault fault.footprints.not-geojson, fault.input.too-large, fault.input.cancelled, fault.input.empty */
export async function open(file: SourceFile, options: ReadObjectsOptions): Promise<ObjectSource> {
  const tally = new CityTally();
  const seen = new SeenIds();
  const crs = new FootprintCrs(tally);
  let out = 0;
  let feature = 0;
  let assumed = 0;
  const { signal } = options;
  const notGeojson = (near: string) => new Fault("fault.footprints.not-geojson", { file: file.name, near });

  function idOf(own: PlanFeature, where: string): string | undefined {
    if (own.id !== undefined) {
      if (seen.add(own.id)) return own.id;
      tally.skip("finding.input.repeated-id", where, { id: own.id });
      return undefined;
    }
    const key = ID_PROPERTIES.find((name) => own.attributes[name] !== undefined);
    const id = key === undefined ? String(feature) : String(own.attributes[key]);
    if (seen.add(id)) return id;
    // A property need not be unique: parts of one thing often share it.
    const made = `${id}~${feature}`;
    seen.add(made);
    if (key !== undefined) tally.note("warning", "finding.input.shared-id", where, { id, made });
    return made;
  }

  function objectOf(own: PlanFeature): CityObject | undefined {
    const where = own.id === undefined ? `feature ${feature}` : `feature ${feature}, id ${own.id}`;
    const got = polygonsOf(own);
    if (typeof got === "string") {
      tally.skip(got, where, { geometry: own.geometry });
      return undefined;
    }
    const id = idOf(own, where);
    if (id === undefined) return undefined;
    const { attributes } = own;
    const object = footprintObject({ id, attributes, polygons: got }, where, tally, options);
    if (!object) return undefined;
    crs.sees(got.polygons[0]?.[0]);
    const shape = object.shapes[0]?.shape;
    if (shape?.type === "extrusion" && shape.heightFrom === "assumed") assumed += 1;
    tally.took();
    out += 1;
    return object;
  }

  function takeFeature(feed: Feed, object: (own: PlanFeature) => void, after: () => void) {
    const { json } = feed;
    return attempt(() => {
      const own = readPlanFeature(json);
      after();
      feature += 1;
      object(own);
    });
  }

  /** Past a value that is no feature: to the next separator or line. */
  async function resync(feed: Feed, from: number, ends: number): Promise<void> {
    const { json } = feed;
    let at = from;
    for (;;) {
      const found = json.bytes.indexOf(ends, at);
      if (found >= 0) return json.back(found);
      if (json.last) return json.back(json.bytes.length);
      json.back(json.bytes.length);
      await feed.more(json.at);
      at = 0;
    }
  }

  async function* features(feed: Feed, kind: GeojsonKind): AsyncGenerator<CityObject[]> {
    const { json } = feed;
    let batch: CityObject[] = [];
    const take = (own: PlanFeature) => {
      const object = objectOf(own);
      if (object) batch.push(object);
    };
    let ends = NEWLINE;
    let ended = kind === "collection" ? await toFeatures(feed) : false;
    const after = () => {
      if (kind === "sequence") return;
      ended = !json.takes(44);
      if (ended) json.take(93);
    };
    while (!ended) {
      if (kind === "sequence") {
        for (let byte = json.bytes[json.at] ?? 33; byte <= 32; byte = json.bytes[++json.at] ?? 33)
          if (byte === RECORD_SEPARATOR) ends = RECORD_SEPARATOR;
        if (json.at >= json.bytes.length && json.last) break;
      }
      const from = json.at;
      const got = takeFeature(feed, take, after);
      if (got === MORE && !json.last) {
        ended = false;
        if (batch.length > 0) yield batch;
        batch = [];
        if (signal?.aborted) throw new Fault("fault.input.cancelled", { file: file.name });
        if (json.bytes.length - from > LONGEST_FEATURE_BYTES) throw notGeojson("> 256 MB, 1 feature");
        await feed.more(from);
      } else if (got !== undefined) {
        const near = got === MORE ? "…" : (got as JsonWrong).message;
        if (kind === "collection") throw notGeojson(near);
        feature += 1;
        tally.skip("finding.footprints.not-feature", `feature ${feature}`, { near: near.slice(0, 60) });
        await resync(feed, from, ends);
      } else if (batch.length >= MOST_AT_ONCE) {
        yield batch;
        batch = [];
      }
    }
    if (kind === "collection") await afterFeatures(feed);
    if (batch.length > 0) yield batch;
  }

  async function whole<T>(feed: Feed, take: () => T): Promise<T> {
    for (;;) {
      const from = feed.json.at;
      const got = attempt(take);
      if (got instanceof JsonWrong) throw notGeojson(got.message);
      if (got !== MORE) return got as T;
      if (feed.json.last) throw notGeojson("…");
      await feed.more(from);
    }
  }

  /** To the first feature. @returns whether there is none */
  async function toFeatures(feed: Feed): Promise<boolean> {
    const { json } = feed;
    await whole(feed, () => json.take(123));
    for (;;) {
      const reached = await whole(feed, () => {
        const key = json.key();
        if (key === "features") {
          json.take(91);
          return true;
        }
        const value = json.value();
        if (key === "crs") crs.says(crsMember(value));
        if (!json.takes(44)) throw new JsonWrong("no features");
        return false;
      });
      if (reached) return whole(feed, () => json.takes(93));
    }
  }

  /** What stands behind the features, where some writers put "crs"; then the end. */
  async function afterFeatures(feed: Feed): Promise<void> {
    const { json } = feed;
    while (await whole(feed, () => json.takes(44)))
      await whole(feed, () => {
        const key = json.key();
        const value = json.value();
        if (key === "crs") crs.says(crsMember(value));
      });
    await whole(feed, () => json.take(125));
  }

  async function* objects(): AsyncGenerator<CityObject[]> {
    let kind: GeojsonKind | undefined;
    const feed = new Feed(file.stream(), (bytes) => {
      if (kind === "collection" && bytes > MOST_WHOLE_BYTES) throw tooLarge(file.name, bytes, "GeoJSONSeq");
      options.onProgress?.({ bytes, objects: out });
    });
    try {
      do {
        await feed.more(0);
        if (feed.json.bytes.length === 0 && feed.json.last)
          throw new Fault("fault.input.empty", { file: file.name });
        kind = geojsonKind(feed.json.bytes, feed.json.last, file.name);
      } while (kind === undefined);
      if (kind === "collection" && file.sizeBytes > MOST_WHOLE_BYTES)
        throw tooLarge(file.name, file.sizeBytes, "GeoJSONSeq");
      feed.json.back(feed.json.bytes[0] === 0xef ? 3 : 0);
      yield* features(feed, kind);
    } finally {
      await feed.close();
    }
    if (assumed > 0)
      tally.note("info", "finding.input.height-assumed", "", {
        count: assumed,
        heightM: options.assumedHeightM ?? 6,
      });
    tally.close();
  }

  return {
    crs: () => crs.text(),
    objects,
    counts: () => tally.counts(),
    findings: tally.findings,
  };
}
