// What the panel needs of whoever writes exports: the server, or a worker of this browser where there is none.

import { createContext, useContext } from "react";
import type { AreaCount, ExportProgress, ExportReport, ExportRequest } from "../../../data/export/request.ts";
import type { Format } from "../../../data/formats/format.ts";
import type { Area } from "../../../model/geo/area.ts";
import type { ExportDesk } from "./export-desk.ts";

export interface ExportOutcome {
  report: ExportReport;
  fileName: string;
  bytes: number;
  /** Where the browser saves the package from. */
  href: string;
  /** The package stays here until it is disposed of; else it is gone with its first download. */
  stays: boolean;
  dispose(): void;
}

export interface Exporter {
  by: "server" | "browser";
  /** Features it takes on at a time; undefined = as many as there are. */
  mostFeatures?: number;
  canWrite(format: Format): boolean;
  /** @throws Fault fault.export.* */
  count(area: Area | undefined, signal: AbortSignal): Promise<AreaCount>;
  /** @throws Fault fault.export.*; the signal's reason */
  run(
    request: ExportRequest,
    fileName: string,
    options: { onProgress(progress: ExportProgress): void; signal: AbortSignal },
  ): Promise<ExportOutcome>;
  detach(): void;
}

export const ExportContext = createContext<ExportDesk | undefined>(undefined);

export function useExportDesk(): ExportDesk {
  const desk = useContext(ExportContext);
  if (!desk) throw new Error("no export desk around this panel");
  return desk;
}
