// CityJSON 1.0 to 2.0, read whole, and CityJSONSeq, a feature a line, of which one is held at a time. Whole files may have
// 400 MB; the sequence any size.

import type { CityObject } from "../../../model/buildings/city-object.ts";
import { Fault } from "../../../model/records/fault.ts";
import { CityTally } from "../city/city-tally.ts";
import { ImageList } from "../city/image-list.ts";
import { MOST_WHOLE_BYTES, tooLarge } from "../city/most-bytes.ts";
import { SeenIds } from "../city/seen-ids.ts";
import type { ObjectSource, ReadObjectsOptions, SourceFile } from "../format.ts";
import { type CityRoom, cityObjects } from "./city-objects.ts";
import { axesOf } from "./cityjson-axes.ts";
import type { JsonCity } from "./cityjson-types.ts";
import { readLines } from "./read-lines.ts";

const MOST_AT_ONCE = 256;

const parsed = (bytes: Uint8Array): unknown => {
  const text = new TextDecoder().decode(bytes);
  return JSON.parse(text.charCodeAt(0) === 0x1e ? text.slice(1) : text);
};
const blank = (bytes: Uint8Array) => bytes.every((byte) => byte <= 32);

/** @throws Fault fault.cityjson.not-cityjson, fault.input.too-large, fault.input.empty, fault.input.cancelled */
export async function open(file: SourceFile, options: ReadObjectsOptions): Promise<ObjectSource> {
  const tally = new CityTally();
  const images = new ImageList(file, tally);
  const seen = new SeenIds();
  let crs: string | undefined;
  let room: CityRoom | undefined;
  let bytes = 0;
  let out = 0;

  const wrong = (near: string) =>
    new Fault("fault.cityjson.not-cityjson", { file: file.name, near: near.slice(0, 120) });

  /** What the first line or the whole file says of all of it. */
  function begin(head: JsonCity): CityRoom {
    if (head.type !== "CityJSON") throw wrong(`"type": ${JSON.stringify(head.type)}`);
    const version = String(head.version ?? "");
    if (!/^(1\.[01]|2\.0)/.test(version)) tally.note("warning", "finding.cityjson.version", "", { version });
    const named = head.metadata?.referenceSystem;
    crs = typeof named === "string" && named !== "" ? named : undefined;
    const { scale, translate } = head.transform ?? {};
    if (
      [scale, translate].some(
        (each) => each !== undefined && !(Array.isArray(each) && each.every(Number.isFinite)),
      )
    )
      throw wrong(`"transform": ${JSON.stringify(head.transform)}`);
    const own = { tally, images, seen, ...(options.lod !== undefined && { lod: options.lod }) };
    return { ...own, ...axesOf(head, crs, tally) };
  }

  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.stream()) {
      if (options.signal?.aborted) throw new Fault("fault.input.cancelled", { file: file.name });
      bytes += chunk.length;
      yield chunk;
      options.onProgress?.({ bytes, objects: out });
    }
  }

  /** The objects of one feature, or of nothing when the line is none. */
  function feature(line: Uint8Array, number: number, head: JsonCity, own: CityRoom): CityObject[] {
    let city: JsonCity;
    try {
      city = parsed(line) as JsonCity;
    } catch {
      city = {};
    }
    if (city?.type !== "CityJSONFeature") {
      tally.skip("finding.cityjson.not-feature", `line ${number}`);
      return [];
    }
    return objectsOf(
      {
        ...city,
        ...(head.transform && { transform: head.transform }),
        ...(!city.appearance && head.appearance && { appearance: head.appearance }),
        ...(head["geometry-templates"] && { "geometry-templates": head["geometry-templates"] }),
      },
      own,
    );
  }

  function objectsOf(city: JsonCity, own: CityRoom): CityObject[] {
    try {
      return cityObjects(city, own);
    } catch (error) {
      if (error instanceof Fault) throw error;
      throw wrong((error as Error).message);
    }
  }

  function* batches(objects: CityObject[]): Generator<CityObject[]> {
    for (let at = 0; at < objects.length; at += MOST_AT_ONCE) yield objects.slice(at, at + MOST_AT_ONCE);
  }

  /** A file that is one object over many lines, put together again. */
  function whole(pieces: Uint8Array[]): JsonCity {
    const size = pieces.reduce((sum, piece) => sum + piece.length + 1, 0);
    const joined = new Uint8Array(size).fill(32);
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length + 1;
    }
    try {
      return parsed(joined) as JsonCity;
    } catch (error) {
      throw wrong((error as Error).message);
    }
  }

  async function* objects(): AsyncGenerator<CityObject[]> {
    let head: JsonCity | undefined;
    /** Lines of a whole file, while it may be one. */
    let pieces: Uint8Array[] | undefined = [];
    let size = 0;
    let number = 0;
    let batch: CityObject[] = [];
    try {
      for await (const { bytes: line } of readLines(counted(), MOST_WHOLE_BYTES)) {
        number += 1;
        if (blank(line)) continue;
        if (head === undefined && pieces && pieces.length === 0) head = firstLine(line);
        if (head && room && pieces === undefined) {
          batch.push(...feature(line, number, head, room));
          out = tally.counts().out;
          if (batch.length < MOST_AT_ONCE) continue;
          yield batch;
          batch = [];
        } else if (head && pieces) {
          room = begin(head);
          pieces = undefined;
          batch = objectsOf(head, room);
        } else if (pieces) {
          if (pieces.length === 0 && file.sizeBytes > MOST_WHOLE_BYTES)
            throw tooLarge(file.name, file.sizeBytes, "CityJSONSeq");
          pieces.push(line);
          size += line.length;
          if (size > MOST_WHOLE_BYTES)
            throw tooLarge(file.name, Math.max(size, file.sizeBytes), "CityJSONSeq");
        }
      }
    } catch (error) {
      if (error instanceof RangeError && /^\d+$/.test(error.message))
        throw tooLarge(file.name, Math.max(file.sizeBytes, Number(error.message)), "CityJSONSeq");
      throw error;
    }
    if (number === 0) throw new Fault("fault.input.empty", { file: file.name });
    if (pieces) {
      head = whole(pieces);
      if (head === null || typeof head !== "object") throw wrong(typeof head);
      room = begin(head);
      batch = objectsOf(head, room);
    }
    yield* batches(batch);
    tally.close();
  }

  /** The first line when it is a whole object: a sequence's head, or a file without line breaks. */
  function firstLine(line: Uint8Array): JsonCity | undefined {
    if (line.length > MOST_WHOLE_BYTES) throw tooLarge(file.name, line.length, "CityJSONSeq");
    let head: unknown;
    try {
      head = parsed(line);
    } catch {
      return undefined;
    }
    if (head === null || typeof head !== "object") throw wrong(typeof head);
    return head as JsonCity;
  }

  return {
    crs: () => crs,
    objects,
    counts: () => tally.counts(),
    findings: tally.findings,
    image: (index) => images.image(index),
  };
}
