// What the page and the roads' worker say to each other.

import type { FaultParams } from "../../../model/records/fault.ts";
import type { WalkableData } from "../../../model/roads/walkable-index.ts";

export interface RoadsRequest {
  /** URL of network.json.gz. */
  url: string;
  anchor: { lonDeg: number; latDeg: number; heightM: number };
  /** What city.json's frame.crs says. */
  crs: string;
  geoidHeightM: number;
}

export type RoadsAnswer =
  | { kind: "walkable"; data: WalkableData; readMs: number; compileMs: number }
  | { kind: "failed"; code: string; params: FaultParams };
