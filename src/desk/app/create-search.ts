// Search over the open city, in its own worker, which starts with the first question.

import { Fault } from "../../model/records/fault.ts";
import type { FoundThings, Searcher } from "../view/searching.ts";
import type { OpenedCity } from "./open-city.ts";
import type { FromSearchWorker, ToSearchWorker } from "./search-messages.ts";

/** Road records of more features than this are not read whole for a search; their ids still find them. */
const MOST_RECORDS = 200_000;
/** What people look for by name; a kerb has none. */
const CLASSES = new Set([
  "lane",
  "sign",
  "signal",
  "object",
  "junction",
  "stopline",
  "crosswalk",
  "parking",
  "marking",
]);

export function createSearch({ city, base }: OpenedCity): Searcher & { stop(): void } {
  const waiting = new Map<
    number,
    { resolve(found: FoundThings | undefined): void; reject(error: unknown): void }
  >();
  let worker: Worker | undefined;
  let n = 0;
  const start = (): Worker => {
    const made = new Worker(new URL("./search.worker.ts", import.meta.url), { type: "module" });
    made.addEventListener("message", ({ data }: MessageEvent<FromSearchWorker>) => {
      const asked = waiting.get(data.n);
      waiting.delete(data.n);
      if (data.kind === "found") asked?.resolve(data.found);
      else if (data.kind === "outdated") asked?.resolve(undefined);
      else asked?.reject(new Fault(data.code, data.params));
    });
    made.addEventListener("error", ({ message }) => {
      made.terminate();
      worker = undefined;
      for (const { reject } of waiting.values())
        reject(new Fault("fault.search.unread", { reason: message }));
      waiting.clear();
    });
    let records = 0;
    const features = (city.roads?.features ?? []).filter((file) => {
      if (!CLASSES.has(file.class) || records + file.count > MOST_RECORDS) return false;
      records += file.count;
      return true;
    });
    made.postMessage({
      kind: "open",
      ...(city.search !== undefined && { url: new URL(city.search, base).href }),
      records: features.map((file) => ({ class: file.class, url: new URL(file.url, base).href })),
      anchor: city.anchor,
    } satisfies ToSearchWorker);
    return made;
  };
  return {
    find: (text, limit) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        n += 1;
        waiting.set(n, { resolve, reject });
        worker.postMessage({ kind: "find", n, text, limit } satisfies ToSearchWorker);
      }),
    stop: () => worker?.terminate(),
  };
}
