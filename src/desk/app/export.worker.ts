// The export worker: counts what an area holds and writes whole packages in this browser, from the city's files by range
// reads. One task at a time; a cancelled one is told at its next pause.

import { countArea } from "../../data/export/count-area.ts";
import { exportPackage } from "../../data/export/export-package.ts";
import { httpReader } from "../../data/export/http-reader.ts";
import { memoryTarget } from "../../data/export/memory-target.ts";
import type { CityReader } from "../../data/export/request.ts";
import { zipPackage } from "../../data/export/zip-package.ts";
import { Fault } from "../../model/records/fault.ts";
import { openSqlite } from "../panels/export/sqlite-database.ts";
import type { FromExportWorker, ToExportWorker } from "../panels/export/worker-messages.ts";

declare const self: DedicatedWorkerGlobalScope;

type Opened = Extract<ToExportWorker, { kind: "open" }>;
const tasks = new Map<number, AbortController>();
let opened: Opened | undefined;
let reader: CityReader | undefined;

const tell = (message: FromExportWorker) => self.postMessage(message);

async function zipped(
  { software }: Opened,
  message: Extract<ToExportWorker, { kind: "export" }>,
  city: CityReader,
  signal: AbortSignal,
): Promise<void> {
  const { n, request } = message;
  const target = memoryTarget(openSqlite);
  const onProgress = (progress: Extract<FromExportWorker, { kind: "progress" }>["progress"]) =>
    tell({ kind: "progress", n, progress });
  const report = await exportPackage(city, request, target, { onProgress, signal, software });
  const total = report.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  await zipPackage(
    report.files,
    (path) => target.read(path),
    (bytes) => void pieces.push(new Uint8Array(bytes)),
    { signal, onBytes: (done) => onProgress({ step: "packing", done, total }) },
  );
  tell({ kind: "done", n, report, zip: new Blob(pieces, { type: "application/zip" }) });
}

async function work(message: Extract<ToExportWorker, { n: number }>): Promise<void> {
  const { n } = message;
  const mine = new AbortController();
  tasks.set(n, mine);
  try {
    if (!opened || !reader) throw new Error("no city");
    if (message.kind === "count")
      tell({ kind: "counted", n, count: await countArea(reader, message.area, mine.signal) });
    if (message.kind === "export") await zipped(opened, message, reader, mine.signal);
  } catch (error) {
    const fault =
      error instanceof Fault
        ? error
        : new Fault("fault.export.failed", {
            reason: error instanceof Error ? error.message : String(error),
          });
    tell({ kind: "fault", n, code: fault.code, params: fault.params });
  } finally {
    tasks.delete(n);
  }
}

self.addEventListener("message", ({ data }: MessageEvent<ToExportWorker>) => {
  if (data.kind === "open") {
    opened = data;
    const { city, url } = data;
    reader = httpReader({ city, url, fetch: (input, init) => fetch(input, init) });
  } else if (data.kind === "cancel") tasks.get(data.n)?.abort();
  else void work(data);
});
