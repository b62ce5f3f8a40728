// What comes of a file that is dropped on the app: tiles as GLBs, or a question that only its owner can answer.

import type { Finding } from "../../../model/records/fault.ts";
import type { SourceFile } from "../../formats/format.ts";

/** What the owner said when asked. */
export interface DroppedAnswers {
  /** EPSG code, PROJ string, "GCJ-02". */
  crs?: string;
  /** For what has no place on Earth of its own. */
  place?: { lonDeg: number; latDeg: number; heightM: number };
}

export interface DroppedOptions {
  file: SourceFile;
  answers: DroppedAnswers;
  /** Ellipsoidal ground of the open city, for what only says how high it is. */
  groundHeightM: number;
  onProgress(step: "reading" | "tiling", done: number, total?: number): void;
}

export type DroppedBatch =
  | { kind: "format"; format: string }
  /** The file does not say, or what it says cannot be trusted. */
  | { kind: "asks"; question: "crs" | "gcj02" | "place"; found: string }
  | {
      kind: "tile";
      surface: "city" | "roads" | "foreign";
      /** Tile → ECEF, column-major. */
      matrix: readonly number[];
      glb: Uint8Array<ArrayBuffer>;
    }
  | {
      kind: "done";
      counts: { read: number; out: number; skipped: number };
      crs: string;
      findings: Finding[];
      findingCount: number;
      middle: { lonDeg: number; latDeg: number; heightM: number };
      rangeM: number;
    };

/** As many findings as anybody reads; all are counted. */
export const MOST_FINDINGS = 200;
