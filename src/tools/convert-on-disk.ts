// A foreign file on a disk into a folder beside: written under another name and renamed when whole.

import { existsSync, readSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type ConvertOptions, convertFile } from "../data/export/convert.ts";
import { diskFault, folderTarget } from "../data/export/folder/node.ts";
import { cancelled } from "../data/formats/attend.ts";
import { Fault } from "../model/records/fault.ts";

const CHUNK_BYTES = 1 << 20;

/** @throws Fault fault.convert.no-file, fault.convert.*, fault.export.* */
export async function convertOnDisk(
  file: string,
  format: string,
  out: string,
  options: ConvertOptions,
): Promise<string[]> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) throw new Fault("fault.convert.no-file", { file });
  const place = resolve(out);
  if (existsSync(place)) throw new Fault("fault.export.occupied", { out });
  const partial = join(dirname(place), `.${basename(place)}.partial-${process.pid}`);
  let target: ReturnType<typeof folderTarget> | undefined;
  try {
    target = folderTarget(partial, out);
    const source = {
      name: basename(file),
      chunks: async function* () {
        const bytes = new Uint8Array(CHUNK_BYTES);
        for (let at = 0; ; ) {
          const held = readSync(handle.fd, bytes, 0, bytes.length, at);
          if (held === 0) return;
          at += held;
          yield bytes.subarray(0, held);
        }
      },
      read: async (offset: number, length: number) => {
        const bytes = new Uint8Array(length);
        return bytes.subarray(0, readSync(handle.fd, bytes, 0, length, offset));
      },
    };
    const paths = await convertFile(source, format, target, options);
    cancelled(options.signal);
    renameSync(partial, place);
    return paths;
  } catch (error) {
    throw diskFault(error, out);
  } finally {
    target?.dispose();
    await handle.close();
    rmSync(partial, { recursive: true, force: true });
  }
}
