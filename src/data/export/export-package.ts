// A whole export: the features of an area as files of one format, and beside them what they mean, where they come from and
// what they weigh. The same request on the same city gives the same bytes; no clock is read.

import { Fault } from "../../model/records/fault.ts";
import { ROAD_CLASSES } from "../../model/records/road-attributes.ts";
import { sha256 } from "../../model/records/sha256.ts";
import { cancelled } from "../formats/attend.ts";
import type { WriteTarget, WrittenTable } from "../formats/format.ts";
import { checkRequest } from "./check-request.ts";
import { countClasses } from "./count-area.ts";
import { openClass, rowsWithin } from "./open-class.ts";
import { packageDocuments } from "./package-documents.ts";
import { changedAt, type ExportedData, tableMetadata } from "./package-metadata.ts";
import type { CityReader, ExportPackage, ExportReport } from "./request.ts";

const DATA = "data/";

/** A folder within a target. */
const within = (target: WriteTarget, folder: string): WriteTarget => ({
  create: (path) => target.create(folder + path),
  database: (path) => target.database(folder + path),
  reopen: (path) => target.reopen(folder + path),
  scratch: () => target.scratch(),
  read: (path) => target.read(folder + path),
});

async function put(target: WriteTarget, path: string, text: string): Promise<void> {
  const sink = await target.create(path);
  await sink.write(new TextEncoder().encode(text));
  await sink.close();
}

async function weigh(
  target: WriteTarget,
  path: string,
  signal: AbortSignal | undefined,
): Promise<ExportReport["files"][number]> {
  const hash = target.hash?.() ?? sha256();
  let bytes = 0;
  for await (const piece of target.read(path)) {
    cancelled(signal);
    hash.update(piece);
    bytes += piece.length;
  }
  return { path, bytes, sha256: hash.hex() };
}

function tablesOf(reader: CityReader, data: ExportedData, onRows: (count: number) => void): WrittenTable[] {
  return data.classes.map(({ id, columns }) => {
    const { title, geometry } = ROAD_CLASSES.find((each) => each.id === id) as (typeof ROAD_CLASSES)[number];
    const wanted = new Set(columns.map(({ name }) => name));
    const rows = async function* () {
      const file = await openClass(reader, id);
      if (!file) return;
      for await (const found of rowsWithin(file, data.area, wanted)) {
        onRows(found.length);
        yield found.map((row) => ({ ...row, geometry: data.crs.convert(row.geometry) }));
      }
    };
    return { name: id, title, geometry, columns, expectedCount: data.count.byClass[id] ?? 0, rows: rows() };
  });
}

export const exportPackage: ExportPackage = async (reader, request, target, options) => {
  const { signal, onProgress } = options;
  const checked = checkRequest(reader, request);
  const { area, classes, crs, format } = checked;
  const ids = classes.map(({ id }) => id);
  onProgress?.({ step: "reading", done: 0, total: 0 });
  const count = await countClasses(reader, area, ids, signal);
  const total = Object.values(count.byClass).reduce((sum, own) => sum + own, 0);
  if (total === 0) throw new Fault("fault.export.nothing", { classes: ids.join(", ") });
  const data: ExportedData = { ...checked, city: reader.city, count };
  let features = 0;
  const tables = tablesOf(reader, data, (more) => {
    features += more;
  });
  const { write } = await format.writeFeatures();
  const written = await write(tables, within(target, DATA), {
    crs: crs.written,
    baseName: reader.city.id,
    mark: crs.mark,
    metadata: tableMetadata(data),
    changedAt: changedAt(reader.city),
    onRows: (done) => onProgress?.({ step: "writing", done, total }),
    ...(signal && { signal }),
  });
  const paths = written.map((path) => DATA + path);
  const cityJson = await reader.cityJson();
  for (const { path, text } of packageDocuments(data, { request, cityJson, paths, ...options })) {
    await put(target, path, text);
    paths.push(path);
  }
  const files: ExportReport["files"] = [];
  for (const path of paths.sort()) {
    onProgress?.({ step: "packing", done: files.length, total: paths.length });
    files.push(await weigh(target, path, signal));
  }
  await put(target, "manifest.json", `${JSON.stringify({ formatVersion: 1, files }, null, 2)}\n`);
  files.push(await weigh(target, "manifest.json", signal));
  onProgress?.({ step: "packing", done: paths.length, total: paths.length });
  return { files, count, features };
};
