// Cities and packages on a disk: a city folder as a reader, a folder as a target. Writes are synchronous on purpose: an
// export has a process of its own, and nothing waits for it there.

import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import Libsql from "libsql";
import { parseCity } from "../../model/city/city-schema.ts";
import { Fault } from "../../model/records/fault.ts";
import { cancelled } from "../formats/attend.ts";
import type { RandomFile, SqlDatabase, SqlValue, WriteTarget } from "../formats/format.ts";
import { type ConvertOptions, convertFile } from "./convert.ts";
import { exportPackage } from "./export-package.ts";
import type { CityReader, ExportOptions, ExportReport, ExportRequest } from "./request.ts";
import { zipPackage } from "./zip-package.ts";

const FULL = /ENOSPC|EDQUOT|SQLITE_FULL|database or disk is full/;
const READ_BYTES = 1 << 18;
const CHUNK_BYTES = 1 << 20;

/** A file error in our words; what is no file error stays as it is. */
export function diskFault(error: unknown, folder: string): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (FULL.test(code) || FULL.test(error.message)) return new Fault("fault.export.disk-full", { folder });
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) return new Fault("fault.export.disk-denied", { folder, code });
  return error;
}

/** @throws Fault fault.export.city-none, fault.export.city-wrong */
export async function diskReader(folder: string): Promise<CityReader> {
  const root = resolve(folder);
  const bytes = await readFile(join(root, "city.json")).catch(() => undefined);
  if (!bytes) throw new Fault("fault.export.city-none", { folder });
  const json = (() => {
    try {
      return JSON.parse(bytes.toString("utf8")) as unknown;
    } catch {
      return undefined;
    }
  })();
  const checked = parseCity(json);
  if (!checked.ok)
    throw new Fault("fault.export.city-wrong", {
      folder,
      path: checked.issues[0]?.path,
      reason: checked.issues[0]?.reason,
    });
  const placeOf = (path: string) => {
    const full = resolve(root, path);
    if (!full.startsWith(root + sep)) throw new Fault("fault.export.file-missing", { file: path });
    return full;
  };
  return {
    city: checked.city,
    cityJson: async () => new Uint8Array(bytes),
    size: async (path) => (await stat(placeOf(path))).size,
    async read(path, offset, length) {
      const handle = await open(placeOf(path)).catch(() => {
        throw new Fault("fault.export.file-missing", { file: path });
      });
      try {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
  };
}

function writeWhole(fd: number, bytes: Uint8Array, offset: number | null): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(fd, bytes, done, bytes.length - done, offset === null ? null : offset + done);
}

function sqlite(path: string): SqlDatabase {
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
    database: async (path) =>
      guarded(() => {
        const inner = sqlite(placeOf(path));
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
      }),
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

export interface DiskExport {
  report: ExportReport;
  /** What stands at `out` now. */
  bytes: number;
}

/** Deflates a package's files into one archive. */
async function zipFolder(
  report: ExportReport,
  target: WriteTarget,
  file: string,
  { onProgress, signal }: ExportOptions,
): Promise<number> {
  const total = report.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const fd = openSync(file, "wx");
  let size = 0;
  try {
    await zipPackage(
      report.files,
      (path) => target.read(path),
      (bytes) => {
        writeWhole(fd, bytes, null);
        size += bytes.length;
      },
      { onBytes: (done) => onProgress?.({ step: "packing", done, total }), ...(signal && { signal }) },
    );
  } finally {
    closeSync(fd);
  }
  return size;
}

/**
 * Exports into a folder, or into an archive where `out` ends in .zip: written beside and renamed when whole. After a
 * failure nothing is left.
 * @throws Fault fault.export.*
 */
export async function exportToDisk(
  reader: CityReader,
  request: ExportRequest,
  out: string,
  options: ExportOptions,
): Promise<DiskExport> {
  const place = resolve(out);
  if (existsSync(place)) throw new Fault("fault.export.occupied", { out });
  const isZip = /\.zip$/i.test(place);
  const partial = join(dirname(place), `.${basename(place)}.partial-${process.pid}`);
  const archive = `${partial}.zip`;
  let target: ReturnType<typeof folderTarget> | undefined;
  try {
    mkdirSync(dirname(place), { recursive: true });
    target = folderTarget(partial, out);
    const report = await exportPackage(reader, request, target, options);
    let bytes = report.files.reduce((sum, file) => sum + file.bytes, 0);
    if (isZip) bytes = await zipFolder(report, target, archive, options);
    cancelled(options.signal);
    renameSync(isZip ? archive : partial, place);
    return { report, bytes };
  } catch (error) {
    throw options.signal?.aborted ? new Fault("fault.export.cancelled") : diskFault(error, out);
  } finally {
    target?.dispose();
    rmSync(partial, { recursive: true, force: true });
    rmSync(archive, { force: true });
  }
}

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
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
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
