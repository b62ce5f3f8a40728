// The importer on a file system: reads a map, writes a city folder beside its place and renames it when it is whole.

import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";
import { Fault } from "../../model/records/fault.ts";
import { formats, roadsFormat } from "../formats/formats.ts";
import { type ImportedCity, type ImportOptions, importRoads } from "./import-roads.ts";

const deflate = promisify(gzip);
const WORTH_BYTES = 1024;

/** A tile file, and its gzip copy for servers that send one where the browser takes it: a third of the bytes. */
async function writeTile(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, bytes);
  if (/\.(glb|json)$/.test(file) && bytes.length >= WORTH_BYTES)
    await writeFile(`${file}.gz`, await deflate(bytes, { level: 9 }));
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

const HEAD_BYTES = 4096;

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export interface ImportFileOptions extends ImportOptions {
  onProgress?: (step: { key: "reading"; share: number } | { key: "building" } | { key: "writing" }) => void;
  signal?: AbortSignal;
}

/**
 * Imports FILE into the folder `out`; an existing city there is replaced, anything else is left alone.
 * @throws Fault fault.import.no-file, fault.import.format, fault.import.occupied and those of reading and building
 */
export async function importFile(
  file: string,
  out: string,
  options: ImportFileOptions,
): Promise<ImportedCity> {
  const target = resolve(out);
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
  if (size === undefined) throw new Fault("fault.import.no-file", { file });
  if (existsSync(target) && !existsSync(join(target, "city.json")))
    throw new Fault("fault.import.occupied", { folder: out });
  const format = roadsFormat(await headOf(file), basename(file));
  if (!format?.readRoads)
    throw new Fault("fault.import.format", {
      file: basename(file),
      known: formats.flatMap(({ readRoads, extensions }) => (readRoads ? extensions : [])).join(", "),
    });
  const { read } = await format.readRoads();
  const { network, findings } = await read(createReadStream(file, { highWaterMark: 256 * 1024 }), {
    fileName: basename(file),
    sha256: await sha256(file),
    onProgress: ({ bytes }) => options.onProgress?.({ key: "reading", share: bytes / size }),
    ...(options.signal && { signal: options.signal }),
  });
  options.onProgress?.({ key: "building" });
  const imported = importRoads(network, findings, options);
  if (options.signal?.aborted) throw new Fault("fault.opendrive.cancelled", { file });
  options.onProgress?.({ key: "writing" });
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.partial-${process.pid}`;
  const old = `${target}.old-${process.pid}`;
  try {
    await mkdir(join(partial, "roads"), { recursive: true });
    for (const { path, bytes } of imported.files) await writeTile(join(partial, "roads", path), bytes);
    await writeFile(join(partial, "roads/network.json.gz"), gzipSync(JSON.stringify(network), { level: 9 }));
    await writeFile(join(partial, "roads/findings.json"), `${JSON.stringify(imported.findings, null, 1)}\n`);
    await writeFile(join(partial, "city.json"), `${JSON.stringify(imported.city, null, 2)}\n`);
    if (options.signal?.aborted) throw new Fault("fault.opendrive.cancelled", { file });
    if (existsSync(target)) await rename(target, old);
    await rename(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
  return imported;
}
