// What a build needs of the file system: files to read, a folder to write into with scratch files beside it, and the one
// rename that makes a finished city stand. After a failure nothing is left. Disk errors come as one clear fault.

import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Fault } from "../../../model/records/fault.ts";
import type { SourceFile } from "../../formats/format.ts";
import type { TileTarget } from "../../tiling/city/city-tiles-job.ts";
import { GzipCopies, hasCopy, writeGzipCopies } from "../wire/node.ts";

const CHUNK_BYTES = 1 << 20;
const HEAD_BYTES = 4096;
const FULL = /^(ENOSPC|EDQUOT)$/;
const DENIED = /^(EACCES|EPERM|EROFS)$/;

/** A file error in our words; what is none stays as it is. */
export function diskFault(error: unknown, folder: string): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (FULL.test(code)) return new Fault("fault.city-build.disk-full", { folder });
  if (DENIED.test(code)) return new Fault("fault.city-build.disk-denied", { folder, code });
  return error;
}

/** The first bytes of a file. */
export async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES }))
    hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

/**
 * A file as readers want it. A pipe can be read in order, once.
 * @throws Fault fault.import.no-file
 */
export async function diskSource(file: string): Promise<{ source: SourceFile; head: Uint8Array }> {
  const found = await stat(file).catch(() => undefined);
  if (!found || found.isDirectory()) throw new Fault("fault.import.no-file", { file });
  const name = basename(file);
  const beside = async (path: string) => await readFile(resolve(dirname(file), path)).catch(() => undefined);
  if (!found.isFile()) {
    const stream = createReadStream(file, { highWaterMark: CHUNK_BYTES })[Symbol.asyncIterator]();
    const first = (await stream.next()).value as Uint8Array | undefined;
    return {
      head: (first ?? new Uint8Array(0)).subarray(0, HEAD_BYTES),
      source: {
        name,
        sizeBytes: 0,
        async *stream() {
          if (first) yield first;
          for (let next = await stream.next(); !next.done; next = await stream.next())
            yield next.value as Uint8Array;
        },
        range: async () => {
          throw new Fault("fault.city-build.pipe", { file });
        },
        beside,
      },
    };
  }
  return {
    head: await headOf(file),
    source: {
      name,
      sizeBytes: found.size,
      stream: () => createReadStream(file, { highWaterMark: CHUNK_BYTES }),
      range: async (offset, length) => {
        const handle = await open(file);
        try {
          const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
          return buffer.subarray(0, bytesRead);
        } finally {
          await handle.close();
        }
      },
      beside,
    },
  };
}

/**
 * A folder to write tiles into, with gzip copies beside them; `dispose` waits for those, closes what is open and takes the
 * scratch files away.
 */
export function diskTarget(folder: string, told = folder): TileTarget & { dispose(): Promise<void> } {
  const root = resolve(folder);
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw diskFault(error, told);
    }
  };
  guarded(() => mkdirSync(root, { recursive: true }));
  let scratchFolder: string | undefined;
  let count = 0;
  const fds = new Set<number>();
  const copies = new GzipCopies();
  const made = new Set<string>([root]);
  const close = (fd: number) => {
    if (fds.delete(fd)) closeSync(fd);
  };
  const writeAll = (fd: number, bytes: Uint8Array, offset: number | null) => {
    for (let done = 0; done < bytes.length; )
      done += writeSync(fd, bytes, done, bytes.length - done, offset === null ? null : offset + done);
  };
  return {
    create: async (path) =>
      guarded(() => {
        const full = join(root, path);
        const parent = dirname(full);
        if (!made.has(parent)) {
          mkdirSync(parent, { recursive: true });
          made.add(parent);
        }
        const fd = openSync(full, "wx");
        fds.add(fd);
        const parts: Uint8Array[] | undefined = hasCopy(path) ? [] : undefined;
        return {
          write: (bytes) => {
            guarded(() => writeAll(fd, bytes, null));
            parts?.push(bytes);
          },
          close: async () => {
            guarded(() => close(fd));
            const [first] = parts ?? [];
            if (parts && first) await copies.add(full, parts.length === 1 ? first : Buffer.concat(parts));
          },
        };
      }),
    scratch: () =>
      guarded(() => {
        scratchFolder ??= mkdtempSync(join(dirname(root), ".lanetwin-scratch-"));
        count += 1;
        const path = join(scratchFolder, String(count));
        const fd = openSync(path, "wx+");
        fds.add(fd);
        return {
          write: (offset, bytes) => guarded(() => writeAll(fd, bytes, offset)),
          read: (offset, into) => {
            for (let done = 0; done < into.length; ) {
              const more = readSync(fd, into, done, into.length - done, offset + done);
              if (more === 0) throw new RangeError(`A scratch file ends before ${offset + into.length}`);
              done += more;
            }
          },
          close: () => {
            close(fd);
            rmSync(path, { force: true });
          },
        };
      }),
    hash: () => {
      const hash = createHash("sha256");
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
    },
    dispose: async () => {
      for (const fd of fds) close(fd);
      if (scratchFolder) rmSync(scratchFolder, { recursive: true, force: true });
      scratchFolder = undefined;
      await copies.done().catch((error: unknown) => {
        throw diskFault(error, told);
      });
    },
  };
}

/**
 * Lets `work` fill a folder beside `out` and renames it when it is whole; a city that stands there is replaced, anything
 * else is left alone.
 * @throws Fault fault.import.occupied, fault.city-build.disk-full, fault.city-build.disk-denied, what `work` throws
 */
export async function replaceCity<T>(out: string, work: (partial: string) => Promise<T>): Promise<T> {
  const place = resolve(out);
  if (existsSync(place) && !existsSync(join(place, "city.json")))
    throw new Fault("fault.import.occupied", { folder: out });
  const partial = `${place}.partial-${process.pid}`;
  const old = `${place}.old-${process.pid}`;
  let replaced = false;
  try {
    await mkdir(dirname(place), { recursive: true });
    await mkdir(partial, { recursive: true });
    const result = await work(partial);
    await writeGzipCopies(partial);
    if (existsSync(place)) {
      await rename(place, old);
      replaced = true;
    }
    await rename(partial, place);
    return result;
  } catch (error) {
    if (replaced && !existsSync(place)) await rename(old, place);
    throw diskFault(error, out);
  } finally {
    await rm(partial, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}
