// An export in a process of its own: writes the package's files into the job's folder, then the .zip beside them, and says
// how far it is.

import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { exportPackage } from "../../data/export/export-package.ts";
import { diskFault, folderTarget } from "../../data/export/folder/node.ts";
import { diskReader } from "../../data/export/node.ts";
import type { ExportProgress, ExportReport } from "../../data/export/request.ts";
import { zipPackage } from "../../data/export/zip-package.ts";
import { Fault } from "../../model/records/fault.ts";
import { type ExportTask, PACKAGE_FILE, type ProcessMessage } from "./process-messages.ts";

/** Progress is told at most so often. */
const PERIOD_MS = 100;

const tell = (message: ProcessMessage) => void process.send?.(message);

function teller(): (progress: ExportProgress) => void {
  let toldMs = Number.NEGATIVE_INFINITY;
  let step: string | undefined;
  return (progress) => {
    const now = performance.now();
    if (progress.step === step && now - toldMs < PERIOD_MS) return;
    toldMs = now;
    step = progress.step;
    tell({ kind: "progress", progress });
  };
}

async function run(task: ExportTask): Promise<{ report: ExportReport; bytes: number }> {
  const { cityFolder, jobFolder, request, software } = task;
  const onProgress = teller();
  const reader = await diskReader(cityFolder);
  const filesFolder = join(jobFolder, "package");
  const target = folderTarget(filesFolder);
  let report: ExportReport;
  try {
    report = await exportPackage(reader, request, target, { onProgress, software });
  } finally {
    target.dispose();
  }
  const total = report.files.reduce((sum, file) => sum + file.bytes, 0);
  const zip = openSync(join(jobFolder, PACKAGE_FILE), "wx");
  let bytes = 0;
  try {
    const onBytes = (done: number) => onProgress({ step: "packing", done, total });
    await zipPackage(
      report.files,
      (path) => target.read(path),
      (piece) => {
        for (let done = 0; done < piece.length; ) done += writeSync(zip, piece, done);
        bytes += piece.length;
      },
      { onBytes },
    );
  } finally {
    closeSync(zip);
  }
  rmSync(filesFolder, { recursive: true, force: true });
  return { report, bytes };
}

process.once("message", (task: ExportTask) => {
  run(task).then(
    (done) => tell({ kind: "done", ...done }),
    (error: unknown) => {
      const known = diskFault(error, task.jobFolder);
      if (known instanceof Fault) return tell({ kind: "fault", code: known.code, params: known.params });
      console.error(known);
      const reason = known instanceof Error ? known.message : String(known);
      return tell({ kind: "fault", code: "fault.export.failed", params: { reason } });
    },
  );
});
