// A folder as a target for writers, and its errors in our words. Writes are synchronous on purpose: an export has a process
// of its own, and nothing waits for it there.

import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Fault } from "../../../model/records/fault.ts";
import type { RandomFile, SqlDatabase, SqlValue, WriteTarget } from "../../formats/format.ts";

const FULL = /ENOSPC|EDQUOT|SQLITE_FULL|database or disk is full/;
const READ_BYTES = 1 << 18;

/** A file error in our words; what is no file error stays as it is. */
export function diskFault(error: unknown, folder: string): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (FULL.test(code) || FULL.test(error.message)) return new Fault("fault.export.disk-full", { folder });
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) return new Fault("fault.export.disk-denied", { folder, code });
  return error;
}

export function writeWhole(fd: number, bytes: Uint8Array, offset: number | null): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(fd, bytes, done, bytes.length - done, offset === null ? null : offset + done);
}

async function sqlite(path: string): Promise<SqlDatabase> {
  // Native code that only GeoPackage needs.
  const { default: Libsql } = await import("libsql");
  const database = new Libsql(path);
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return { run: (values) => void statement.run(values) };
    },
    get: (sql) => (database.prepare(sql).raw().get() as SqlValue[] | undefined)?.[0],
    close: async () => void database.close(),
  };
}

/**
 * A folder that a package is written into; it is made, and what it holds by then is not touched. Scratch files lie beside
 * it and go at `dispose`, which is to be called whatever happened.
 * @param told how messages name the place
 */
export function folderTarget(dir: string, told = dir): WriteTarget & { dispose(): void } {
  const root = resolve(dir);
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw diskFault(error, told);
    }
  };
  guarded(() => mkdirSync(root, { recursive: true }));
  let scratchFolder: string | undefined;
  let scratchCount = 0;
  const fds = new Set<number>();
  const databases = new Set<SqlDatabase>();
  const opened = (path: string, flags: string) => {
    const fd = openSync(path, flags);
    fds.add(fd);
    return fd;
  };
  const closed = (fd: number) => {
    if (fds.delete(fd)) closeSync(fd);
  };
  const random = (path: string, flags: string): RandomFile => {
    const fd = opened(path, flags);
    return {
      write: (offset, bytes) => guarded(() => writeWhole(fd, bytes, offset)),
      read: (offset, into) => {
        for (let done = 0; done < into.length; ) {
          const more = readSync(fd, into, done, into.length - done, offset + done);
          if (more === 0) throw new RangeError(`A file ends before ${offset + into.length}`);
          done += more;
        }
      },
      close: () => closed(fd),
    };
  };
  const placeOf = (path: string) => {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    return full;
  };
  return {
    create: async (path) =>
      guarded(() => {
        const fd = opened(placeOf(path), "wx");
        return {
          write: (bytes) => guarded(() => writeWhole(fd, bytes, null)),
          close: async () => guarded(() => closed(fd)),
        };
      }),
    scratch: () =>
      guarded(() => {
        scratchFolder ??= mkdtempSync(join(dirname(root), ".lanetwin-scratch-"));
        scratchCount += 1;
        const path = join(scratchFolder, String(scratchCount));
        const file = random(path, "wx+");
        return {
          ...file,
          close: () => {
            file.close();
            rmSync(path, { force: true });
          },
        };
      }),
    reopen: (path) => guarded(() => random(join(root, path), "r+")),
    database: async (path) => {
      const place = guarded(() => placeOf(path));
      const inner = await sqlite(place).catch((error) => {
        throw diskFault(error, told);
      });
      const database: SqlDatabase = {
        exec: (sql) => guarded(() => inner.exec(sql)),
        prepare: (sql) => {
          const statement = guarded(() => inner.prepare(sql));
          return { run: (values) => guarded(() => statement.run(values)) };
        },
        get: (sql) => guarded(() => inner.get(sql)),
        close: async () => {
          if (databases.delete(database)) await inner.close();
        },
      };
      databases.add(database);
      return database;
    },
    read: (path) => createReadStream(join(root, path), { highWaterMark: READ_BYTES }),
    hash: () => {
      const hash = createHash("sha256");
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
    },
    dispose: () => {
      for (const database of databases) void database.close();
      for (const fd of fds) closed(fd);
      if (scratchFolder) rmSync(scratchFolder, { recursive: true, force: true });
      scratchFolder = undefined;
    },
  };
}
