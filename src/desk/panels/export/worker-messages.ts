// What the panel's side and the export worker say to each other.

import type { AreaCount, ExportProgress, ExportReport, ExportRequest } from "../../../data/export/request.ts";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { Area } from "../../../model/geo/area.ts";
import type { FaultParams } from "../../../model/records/fault.ts";

export type ToExportWorker =
  | { kind: "open"; city: CityFile; url: string; software: { name: string; version: string } }
  | { kind: "count"; n: number; area?: Area }
  | { kind: "export"; n: number; request: ExportRequest }
  | { kind: "cancel"; n: number };

export type FromExportWorker =
  | { kind: "counted"; n: number; count: AreaCount }
  | { kind: "progress"; n: number; progress: ExportProgress }
  | { kind: "done"; n: number; report: ExportReport; zip: Blob }
  | { kind: "fault"; n: number; code: string; params: FaultParams };
