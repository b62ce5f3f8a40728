// Files that were dropped on the app, or opened with its button: what became of each. They live in this browser only; a
// worker reads them, one a file. The verbs are the app's, because it knows the workers.

import type { FaultParams, Finding } from "../../model/records/fault.ts";
import type { Place } from "./view-store.ts";

export interface DroppedCounts {
  read: number;
  out: number;
  skipped: number;
}

export type DroppedQuestion = "crs" | "gcj02" | "place";

export type DroppedOutcome =
  | { state: "reading"; step: "reading" | "tiling"; sinceMs: number; done?: number; total?: number }
  /** The file does not say, or what it says cannot be trusted: the panel asks. */
  | { state: "asks"; question: DroppedQuestion; found: string }
  | {
      state: "ready";
      counts: DroppedCounts;
      crs: string;
      findings: readonly Finding[];
      findingCount: number;
      middle: { lonDeg: number; latDeg: number; heightM: number };
      rangeM: number;
    }
  | { state: "failed"; code: string; params: FaultParams };

export interface DroppedFile {
  id: string;
  name: string;
  bytes: number;
  /** Format id, once known. */
  format?: string;
  outcome: DroppedOutcome;
}

/** A tile as the worker made it. */
export interface DroppedTile {
  fileId: string;
  surface: "city" | "roads" | "foreign";
  /** Column-major 4 × 4, tile → ECEF. */
  matrix: readonly number[];
  glb: Uint8Array<ArrayBuffer>;
}

export interface DroppedState {
  files: readonly DroppedFile[];
  tiles: readonly DroppedTile[];
}

export const NOTHING_DROPPED: DroppedState = { files: [], tiles: [] };

export interface Dropping {
  add(files: readonly File[]): void;
  answer(id: string, answers: { crs?: string; place?: Place }): void;
  remove(id: string): void;
  fly(id: string): void;
}
