// What `npm start` builds when it is not there or older than its sources: the sample city and the app.
// A stamp of the sources' content decides, so that an unchanged tree starts at once and a changed one is never stale.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** SHA-256 over the names and bytes of files and folders, in a stable order. */
export async function stampOf(root: string, paths: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    const full = join(root, path);
    const files = /\.[a-z]+$/.test(path) ? [full] : await filesUnder(full);
    for (const file of files.sort()) hash.update(`${relative(root, file)}\0`).update(await readFile(file));
  }
  return hash.digest("hex");
}

const STAMP = ".stamp";

/** Runs `build` unless `folder` carries the stamp of the sources as they are now. */
export async function buildIfStale(
  root: string,
  folder: string,
  sources: string[],
  build: () => Promise<void>,
): Promise<boolean> {
  const stamp = await stampOf(root, sources);
  const stampFile = join(root, folder, STAMP);
  if (existsSync(stampFile) && (await readFile(stampFile, "utf8")) === stamp) return false;
  await build();
  await writeFile(stampFile, stamp);
  return true;
}
