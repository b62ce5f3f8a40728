// Cities and packages on a disk: a city folder as a reader, and whole exports into a folder or an archive.

import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { parseCity } from "../../model/city/city-schema.ts";
import { Fault } from "../../model/records/fault.ts";
import { cancelled } from "../formats/attend.ts";
import type { WriteTarget } from "../formats/format.ts";
import { exportPackage } from "./export-package.ts";
import { diskFault, folderTarget, writeWhole } from "./folder/node.ts";
import type { CityReader, ExportOptions, ExportReport, ExportRequest } from "./request.ts";
import { zipPackage } from "./zip-package.ts";

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
