// The search's own thread: search.bin by range reads, and an index of the road records made when the first question comes.
// Results of both stand in one list; a newer question ends an older one.

import { indexRecords } from "../../data/build/search-records.ts";
import { openSearch, type SearchEntry, type SearchIndex } from "../../model/city/search-index.ts";
import { ecefToGeodetic, enuFrame } from "../../model/geo/frames.ts";
import { Fault } from "../../model/records/fault.ts";
import type { FoundThing } from "../view/searching.ts";
import type { FromSearchWorker, OpenSearch, ToSearchWorker } from "./search-messages.ts";

declare const self: DedicatedWorkerGlobalScope;

let opened: OpenSearch | undefined;
let indexes: Promise<SearchIndex[]> | undefined;
let newest = 0;

const wholes = new Map<string, Promise<Uint8Array>>();
/** A host that knows no ranges sends the whole file; it is kept. */
async function readRange(url: string, offset: number, length: number): Promise<Uint8Array> {
  const kept = wholes.get(url);
  if (kept) return (await kept).slice(offset, offset + length);
  const answer = await fetch(url, { headers: { Range: `bytes=${offset}-${offset + length - 1}` } });
  if (answer.status === 416) return new Uint8Array(0);
  if (!answer.ok) throw new Fault("fault.search.unread", { reason: `${answer.status} ${url}` });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (answer.status === 206) return bytes;
  wholes.set(url, Promise.resolve(bytes));
  return bytes.slice(offset, offset + length);
}
/** Small files are asked for once. */
async function readWhole(url: string, offset: number, length: number): Promise<Uint8Array> {
  let whole = wholes.get(url);
  if (!whole) {
    whole = fetch(url).then(async (answer) => {
      if (!answer.ok) throw new Fault("fault.search.unread", { reason: `${answer.status} ${url}` });
      return new Uint8Array(await answer.arrayBuffer());
    });
    wholes.set(url, whole);
  }
  return (await whole).slice(offset, offset + length);
}

async function open({ url, records, anchor }: OpenSearch): Promise<SearchIndex[]> {
  const made: Promise<SearchIndex>[] = [];
  if (url !== undefined) made.push(openSearch((offset, length) => readRange(url, offset, length)));
  if (records.length > 0)
    made.push(
      indexRecords(records, readWhole, anchor).then((bytes) => {
        wholes.clear();
        return openSearch(async (offset, length) => bytes.slice(offset, offset + length));
      }),
    );
  return Promise.all(made);
}

function place(anchor: SearchIndex["anchor"], entry: SearchEntry): FoundThing {
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  return { ...entry, ...ecefToGeodetic(...frame.toEcef(...entry.centre)) };
}

async function find(n: number, text: string, limit: number): Promise<FromSearchWorker> {
  if (!opened) throw new Error("no city");
  indexes ??= open(opened);
  indexes.catch(() => {
    // The next question tries again.
    indexes = undefined;
  });
  const signal = {
    throwIfAborted() {
      if (n !== newest) throw new Fault("fault.search.outdated");
    },
  };
  const entries: FoundThing[] = [];
  const seen = new Set<string>();
  let [total, of] = [0, 0];
  for (const index of await indexes) {
    const found = await index.find({ text, limit, signal });
    of += index.count;
    total += found.total;
    for (const entry of found.entries) {
      if (seen.has(entry.id)) total -= 1;
      else entries.push(place(index.anchor, entry));
      seen.add(entry.id);
    }
  }
  return { kind: "found", n, found: { entries: entries.slice(0, limit), total, of } };
}

self.addEventListener("message", ({ data }: MessageEvent<ToSearchWorker>) => {
  if (data.kind === "open") {
    opened = data;
    return;
  }
  const { n, text, limit } = data;
  newest = n;
  const post = (answer: FromSearchWorker) => self.postMessage(answer);
  // Questions that wait behind this one are heard before the work begins.
  setTimeout(() => {
    if (n !== newest) return post({ kind: "outdated", n });
    find(n, text, limit).then(post, (error: unknown) => {
      if (n !== newest) return post({ kind: "outdated", n });
      const fault =
        error instanceof Fault
          ? error
          : new Fault("fault.search.unread", { reason: String((error as Error)?.message ?? error) });
      post({ kind: "failed", n, code: fault.code, params: fault.params });
    });
  }, 0);
});
