// The importer on a file system: reads a map, writes a city folder beside its place and renames it when it is whole.

import { createReadStream } from "node:fs";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { Fault } from "../../model/records/fault.ts";
import { formats, roadsFormat } from "../formats/formats.ts";
import { headOf, replaceCity, sha256 } from "./disk/node.ts";
import { type ImportedCity, type ImportOptions, importRoads } from "./import-roads.ts";

export interface ImportFileOptions extends ImportOptions {
  onProgress?: (step: { key: "reading"; share: number } | { key: "building" } | { key: "writing" }) => void;
  signal?: AbortSignal;
}

/** @throws Fault fault.import.no-file, fault.import.format and those of reading and building */
export async function readMap(file: string, options: ImportFileOptions): Promise<ImportedCity> {
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
  if (size === undefined) throw new Fault("fault.import.no-file", { file });
  const format = roadsFormat(await headOf(file), basename(file));
  if (!format?.readRoads)
    throw new Fault("fault.import.format", {
      file: basename(file),
      known: [
        ...new Set(
          formats.flatMap(({ readRoads, readObjects, extensions }) =>
            readRoads || readObjects ? extensions : [],
          ),
        ),
      ].join(", "),
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
  return imported;
}

/** The roads' part of a city folder. */
export async function writeRoads(folder: string, { files, network, findings }: ImportedCity): Promise<void> {
  await mkdir(join(folder, "roads"), { recursive: true });
  for (const { path, bytes } of files) await writeFile(join(folder, "roads", path), bytes);
  await writeFile(join(folder, "roads/network.json.gz"), gzipSync(JSON.stringify(network), { level: 9 }));
  await writeFile(join(folder, "roads/findings.json"), `${JSON.stringify(findings, null, 1)}\n`);
}

/**
 * Imports a road map into the folder `out`; an existing city there is replaced, anything else is left alone.
 * @throws Fault fault.import.no-file, fault.import.format, fault.import.occupied and those of reading and building
 */
export async function importFile(
  file: string,
  out: string,
  options: ImportFileOptions,
): Promise<ImportedCity> {
  return await replaceCity(out, async (partial) => {
    const imported = await readMap(file, options);
    options.onProgress?.({ key: "writing" });
    await writeRoads(partial, imported);
    await writeFile(join(partial, "city.json"), `${JSON.stringify(imported.city, null, 2)}\n`);
    if (options.signal?.aborted) throw new Fault("fault.opendrive.cancelled", { file });
    return imported;
  });
}
