// A package's files as one .zip, in pieces: nothing is held but what deflate needs. The same files give the same bytes on
// every machine: order as given, one fixed time. ZIP without its 64-bit extension, so neither a file nor the whole may
// reach 4 GiB.

import { Zip, ZipDeflate } from "fflate";
import { Fault } from "../../model/records/fault.ts";

const MOST_BYTES = 2 ** 32 - 1;
/** The first day ZIP knows, in local time as fflate reads it. */
const TIME = new Date(1980, 0, 1);

export interface ZippedFile {
  path: string;
  bytes: number;
}

/**
 * Writes the archive in order.
 * @param read a file's bytes, by its path
 * @throws Fault fault.export.zip-size; the signal's reason
 */
export async function zipPackage(
  files: readonly ZippedFile[],
  read: (path: string) => AsyncIterable<Uint8Array>,
  write: (bytes: Uint8Array) => void | Promise<void>,
  options: { onBytes?: (done: number) => void; signal?: AbortSignal } = {},
): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > MOST_BYTES) throw new Fault("fault.export.zip-size", { gb: (total / 1e9).toFixed(1) });
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    if (chunk.length > 0) ready.push(chunk);
  });
  const flush = async () => {
    for (const chunk of ready.splice(0)) await write(chunk);
  };
  let done = 0;
  for (const { path } of files) {
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = TIME;
    zip.add(entry);
    for await (const bytes of read(path)) {
      options.signal?.throwIfAborted();
      // Deflate keeps what it is given until later; the piece may be its reader's own again by then.
      entry.push(bytes.slice());
      done += bytes.length;
      await flush();
      options.onBytes?.(done);
    }
    entry.push(new Uint8Array(0), true);
    await flush();
  }
  zip.end();
  await flush();
}
