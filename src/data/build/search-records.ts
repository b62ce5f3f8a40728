// A search index of road features from their FlatGeobuf files, for cities whose search.bin does not hold them: lanes, signs,
// signals, markings by id, name and attribute. Made in memory, in the same form, so that one reader serves both.

import { enuFrame, geodeticToEcef } from "../../model/geo/frames.ts";
import { openFlatGeobuf } from "../formats/flatgeobuf/read-flatgeobuf.ts";
import type { ByteSink } from "../formats/format.ts";
import { memoryScratch } from "../formats/memory-scratch.ts";
import { SearchWriter } from "./search-writer.ts";

export interface RecordFile {
  class: string;
  url: string;
}

type Numbers = readonly number[];

/** Middle and half extent of parts in degrees and metres, in an ENU frame. */
function boxOf(parts: readonly Numbers[], toEnu: (lon: number, lat: number, height: number) => Numbers) {
  const low = [1 / 0, 1 / 0, 1 / 0];
  const high = [-1 / 0, -1 / 0, -1 / 0];
  for (const part of parts)
    for (let i = 0; i + 2 < part.length; i += 3) {
      const enu = toEnu(part[i] as number, part[i + 1] as number, part[i + 2] as number);
      for (let axis = 0; axis < 3; axis++) {
        low[axis] = Math.min(low[axis] as number, enu[axis] as number);
        high[axis] = Math.max(high[axis] as number, enu[axis] as number);
      }
    }
  const each = (of: (axis: number) => number): [number, number, number] => [of(0), of(1), of(2)];
  return {
    centre: each((axis) => ((low[axis] as number) + (high[axis] as number)) / 2),
    half: each((axis) => ((high[axis] as number) - (low[axis] as number)) / 2),
  };
}

/**
 * Bytes of an index as search.bin has them.
 * @param read a file's bytes by range; fewer at its end
 */
export async function indexRecords(
  files: readonly RecordFile[],
  read: (url: string, offset: number, length: number) => Promise<Uint8Array>,
  anchor: { lonDeg: number; latDeg: number; heightM: number },
): Promise<Uint8Array> {
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  const toEnu = (lon: number, lat: number, height: number) =>
    frame.toEnu(...geodeticToEcef(lon, lat, height));
  const writer = new SearchWriter(memoryScratch(), anchor);
  for (const file of files) {
    const opened = await openFlatGeobuf((offset, length) => read(file.url, offset, length), file.url);
    for await (const batch of opened.rows())
      for (const { id, attributes, geometry } of batch) {
        if (id === "") continue;
        const { id: _, ...rest } = attributes;
        const known = Object.entries(rest).filter(
          (entry): entry is [string, string | number | boolean] => entry[1] !== undefined && entry[1] !== "",
        );
        const box = boxOf(geometry.parts, toEnu);
        if (box.centre.every(Number.isFinite))
          writer.add({
            id,
            kind: id.slice(0, id.indexOf(":")) || file.class,
            attributes: Object.fromEntries(known),
            ...box,
          });
      }
  }
  const pieces: Uint8Array[] = [];
  const sink: ByteSink = { write: (bytes) => void pieces.push(bytes.slice()), close: async () => {} };
  await writer.finish(sink);
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
