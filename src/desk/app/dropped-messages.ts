// What the page and a dropped file's worker say to each other.

import type { DroppedAnswers, DroppedBatch } from "../../data/build/dropped/dropped-batches.ts";
import type { FaultParams } from "../../model/records/fault.ts";

export interface ToDroppedWorker {
  file: File;
  answers: DroppedAnswers;
  groundHeightM: number;
}

export type FromDroppedWorker =
  | DroppedBatch
  | { kind: "progress"; step: "reading" | "tiling"; done: number; total?: number }
  | { kind: "failed"; code: string; params: FaultParams };
