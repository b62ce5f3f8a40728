// Gzip copies beside a city's tiles, for servers that send one where the browser takes it: half of the bytes and less,
// packed meshes included. What people edit by hand (city.json) gets none: it would go stale.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const deflate = promisify(gzip);
/** The highest takes three times as long for two per cent. */
const LEVEL = 6;
const WORTH_BYTES = 1024;
/** zlib works on threads of its own: this many at a time keep them busy. */
const AT_ONCE = 8;

/** FILE.gz for every tile and tileset under a city folder. */
export async function writeGzipCopies(city: string): Promise<void> {
  const entries = await readdir(city, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.parentPath !== city && /\.(glb|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const copy = async (file: string) => {
    const bytes = await readFile(file);
    if (bytes.length >= WORTH_BYTES) await writeFile(`${file}.gz`, await deflate(bytes, { level: LEVEL }));
  };
  for (let i = 0; i < files.length; i += AT_ONCE) await Promise.all(files.slice(i, i + AT_ONCE).map(copy));
}
