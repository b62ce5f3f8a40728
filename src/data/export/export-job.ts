// What the server and the panel say to each other of an export: the order, and where it stands. JSON both ways.

import type { FaultParams } from "../../model/records/fault.ts";
import type { ExportProgress, ExportReport, ExportRequest } from "./request.ts";

export interface ExportOrder extends ExportRequest {
  /** Id of the city, of those that the server shows. */
  city: string;
  /** Of the package, as the browser is to save it. */
  fileName: string;
}

/** What is answered to an order. */
export interface ExportTicket {
  id: string;
}

export type ExportJobState =
  | { state: "running"; progress?: ExportProgress }
  | { state: "done"; report: ExportReport; fileName: string; bytes: number }
  | { state: "failed"; code: string; params: FaultParams };

const tame = (text: string) =>
  text
    .normalize("NFKD")
    .replaceAll(/[^\w.-]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "")
    .slice(0, 40);

/** city-area-format-crs.zip, in characters that every file system takes. */
export const packageName = (city: string, area: string, format: string, crs: string): string =>
  `${[city, area, format, crs.replace(":", "")].map(tame).filter(Boolean).join("-").toLowerCase()}.zip`;
