// What the page and the lanes' worker say to each other.

import type { Geodetic } from "../../../model/geo/frames.ts";
import type { FaultParams } from "../../../model/records/fault.ts";
import type { FoundLane } from "../../../model/roads/lane-finder.ts";
import type { RoadsRequest } from "./worker-messages.ts";

export type LanesRequest =
  | ({ kind: "open" } & RoadsRequest)
  | { kind: "lane-at"; n: number; place: Geodetic; featureId?: string };

export type LanesAnswer =
  | { kind: "lane"; n: number; lane: FoundLane | undefined }
  | { kind: "failed"; n: number; code: string; params: FaultParams };
