// Gzip copies beside a city's tiles, for servers that send one where the browser takes it: half of the bytes and less,
// packed meshes included. They are made while the next tile is, on zlib's own threads. What people edit by hand
// (city.json) gets none: it would go stale.

import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const deflate = promisify(gzip);
const WORTH_BYTES = 1024;
/** The highest level takes three times as long for two per cent. */
const LEVEL = 6;
/** zlib works on threads of its own: this many at a time keep them busy. */
const AT_ONCE = 8;

/** Whether a file of a city folder gets a copy, by its path within the folder. */
export const hasCopy = (path: string): boolean => /[\\/].*\.(glb|json)$/.test(path);

export class GzipCopies {
  private readonly running = new Set<Promise<void>>();
  private failed: unknown;

  /** Waits while many are on their way; `done` tells of what failed. */
  async add(file: string, bytes: Uint8Array): Promise<void> {
    if (bytes.length < WORTH_BYTES) return;
    while (this.running.size >= AT_ONCE) await Promise.race(this.running);
    const copy = deflate(bytes, { level: LEVEL })
      .then(async (packed) => await writeFile(`${file}.gz`, packed))
      .catch((error: unknown) => {
        this.failed ??= error;
      });
    const own: Promise<void> = copy.finally(() => this.running.delete(own));
    this.running.add(own);
  }

  /** @throws what the first failed copy threw */
  async done(): Promise<void> {
    await Promise.all(this.running);
    if (this.failed !== undefined) throw this.failed;
  }
}

/** FILE.gz for every tile and tileset under a city folder that has none yet. */
export async function writeGzipCopies(city: string): Promise<void> {
  const entries = await readdir(city, { withFileTypes: true, recursive: true });
  const copies = new GzipCopies();
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !hasCopy(file.slice(city.length + 1)) || existsSync(`${file}.gz`)) continue;
    await copies.add(file, await readFile(file));
  }
  await copies.done();
}
