// Brotli and gzip copies beside the app's text files, so that serving them costs nothing.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

const COMPRESSIBLE = /\.(js|css|html|json|svg|wasm|txt|xml)$/;
const WORTH_BYTES = 1024;

/** Writes FILE.br and FILE.gz for every compressible file under `folder`, cities excepted. */
export async function precompress(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const tiles = join(folder, "tiles");
  for (const entry of entries) {
    if (!entry.isFile() || !COMPRESSIBLE.test(entry.name) || entry.parentPath.startsWith(tiles)) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    if (bytes.length < WORTH_BYTES) continue;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };
    await writeFile(`${file}.br`, await brotli(bytes, quality));
    await writeFile(`${file}.gz`, await deflate(bytes, { level: 9 }));
  }
}
