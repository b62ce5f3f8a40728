// What the page and the search worker say to each other.

import type { RecordFile } from "../../data/build/search-records.ts";
import type { FaultParams } from "../../model/records/fault.ts";
import type { FoundThings } from "../view/searching.ts";

export interface OpenSearch {
  kind: "open";
  /** URL of search.bin; absent: the city has none. */
  url?: string;
  /** Road features, where their files are small enough to be read whole. */
  records: RecordFile[];
  anchor: { lonDeg: number; latDeg: number; heightM: number };
}

export type ToSearchWorker = OpenSearch | { kind: "find"; n: number; text: string; limit: number };
export type FromSearchWorker =
  | { kind: "found"; n: number; found: FoundThings }
  /** A newer question came. */
  | { kind: "outdated"; n: number }
  | { kind: "failed"; n: number; code: string; params: FaultParams };
