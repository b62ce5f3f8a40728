// Files that were dropped on the app, or opened with its button: what became of each. They live in this browser only.

import type { FaultParams, Finding } from "../../model/records/fault.ts";

export interface DroppedCounts {
  read: number;
  out: number;
  skipped: number;
}

export type DroppedOutcome =
  | { state: "reading"; step: string; sinceMs: number; done?: number; total?: number }
  /** The file does not say, or says too little: the panel asks. */
  | { state: "asks-crs"; found: string | undefined; reason: string }
  | { state: "ready"; counts: DroppedCounts; crs: string; findings: readonly Finding[]; findingCount: number }
  | { state: "failed"; code: string; params: FaultParams };

export interface DroppedFile {
  id: string;
  name: string;
  bytes: number;
  /** Format id, once known. */
  format?: string;
  outcome: DroppedOutcome;
}

/** A tile as the worker made it; its frame is ENU at its own place, packed as glTF. */
export interface DroppedTile {
  fileId: string;
  /** Column-major 4 × 4, tile → ECEF. */
  matrix: readonly number[];
  glb: Uint8Array<ArrayBuffer>;
}

export interface DroppedState {
  files: readonly DroppedFile[];
  tiles: readonly DroppedTile[];
}

export const NOTHING_DROPPED: DroppedState = { files: [], tiles: [] };
