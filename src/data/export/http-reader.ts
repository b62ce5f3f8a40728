// A city folder on an HTTP host, by range requests; a host that doesn't know ranges sends the whole file, which is kept.
// Blocks are kept for a while: counting and exporting read the same headers and indexes.

import type { CityFile } from "../../model/city/city-file.ts";
import { Fault } from "../../model/records/fault.ts";
import type { CityReader } from "./request.ts";

const KEPT_BYTES = 32 << 20;

export interface HttpReaderOptions {
  city: CityFile;
  /** Of city.json. */
  url: string;
  fetch: typeof globalThis.fetch;
  signal?: AbortSignal;
}

export function httpReader({ city, url, fetch, signal }: HttpReaderOptions): CityReader {
  const kept = new Map<string, Uint8Array>();
  let keptBytes = 0;
  const whole = new Map<string, Uint8Array>();
  const keep = (key: string, bytes: Uint8Array) => {
    kept.set(key, bytes);
    keptBytes += bytes.length;
    for (const [old, { length }] of kept) {
      if (keptBytes <= KEPT_BYTES) break;
      kept.delete(old);
      keptBytes -= length;
    }
  };
  const get = async (path: string, headers: Record<string, string>): Promise<Response> => {
    const address = new URL(path, url);
    const answer = await fetch(address, { headers, ...(signal && { signal }) }).catch((error: unknown) => {
      if (signal?.aborted) throw new Fault("fault.export.cancelled");
      throw new Fault("fault.export.unreachable", {
        file: path,
        reason: error instanceof Error ? error.message : String(error),
      });
    });
    if (!answer.ok && answer.status !== 416)
      throw new Fault("fault.export.unreachable", { file: path, reason: `HTTP ${answer.status}` });
    return answer;
  };
  const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
  const read: CityReader["read"] = async (path, offset, length) => {
    const all = whole.get(path);
    if (all) return all.subarray(offset, offset + length);
    const key = `${path} ${offset} ${length}`;
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    if (length === 0) return new Uint8Array(0);
    const answer = await get(path, { range: `bytes=${offset}-${offset + length - 1}` });
    if (answer.status === 416) return new Uint8Array(0);
    const bytes = await bytesOf(answer);
    if (answer.status === 206) {
      keep(key, bytes);
      return bytes;
    }
    whole.set(path, bytes);
    return bytes.subarray(offset, offset + length);
  };
  return {
    city,
    cityJson: async () => bytesOf(await get("", {})),
    size: async (path) => {
      const all = whole.get(path);
      if (all) return all.length;
      const answer = await get(path, { range: "bytes=0-0" });
      const total = /\/(\d+)$/.exec(answer.headers.get("content-range") ?? "")?.[1];
      if (total !== undefined) {
        await answer.arrayBuffer();
        return Number(total);
      }
      const bytes = await bytesOf(answer);
      whole.set(path, bytes);
      return bytes.length;
    },
    read,
  };
}
