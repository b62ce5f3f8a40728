// The records of the open city by range reads; the reader is loaded when the first one is asked for.

import type { ReadFileRange } from "../../data/formats/flatgeobuf/find-record.ts";
import type { Pick } from "../view/pick.ts";
import type { OpenedCity } from "./open-city.ts";

/** A host that knows no ranges sends the whole file: it is kept, and not asked for again. */
export function rangeReader(base: string): ReadFileRange {
  const whole = new Map<string, Uint8Array>();
  return async (url, offset, length) => {
    const kept = whole.get(url);
    if (kept) return kept.slice(offset, offset + length);
    const answer = await fetch(new URL(url, base), {
      headers: { Range: `bytes=${offset}-${offset + length - 1}` },
    });
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (answer.status === 206) return bytes;
    whole.set(url, bytes);
    return bytes.slice(offset, offset + length);
  };
}

export function readRecords({
  city,
  base,
}: OpenedCity): (id: string) => Promise<Pick["properties"] | undefined> {
  const { roads } = city;
  if (!roads || roads.ids === "") return async () => undefined;
  let opened: Promise<ReturnType<typeof import("../../data/formats/flatgeobuf/find-record.ts").openRecords>>;
  return async (id) => {
    opened ??= import("../../data/formats/flatgeobuf/find-record.ts").then(({ openRecords }) =>
      openRecords(roads, rangeReader(base)),
    );
    return (await (await opened)(id))?.attributes;
  };
}
