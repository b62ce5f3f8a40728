// What the server and an export's own process say to each other.

import type { ExportProgress, ExportReport, ExportRequest } from "../../data/export/request.ts";
import type { FaultParams } from "../../model/records/fault.ts";

export interface ExportTask {
  cityFolder: string;
  /** Everything the export writes lies in here; also the process's one argument, for when the server is gone. */
  jobFolder: string;
  request: ExportRequest;
  software: { name: string; version: string };
}

export type ProcessMessage =
  | { kind: "progress"; progress: ExportProgress }
  | { kind: "done"; report: ExportReport; bytes: number }
  | { kind: "fault"; code: string; params: FaultParams };

/** Name of the finished package in the job's folder. */
export const PACKAGE_FILE = "package.zip";
