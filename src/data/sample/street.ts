// A street of 400 m that meets the avenue: three lanes each way, parking bays along both kerbs.

import type { Random } from "../../model/records/random.ts";
import { ARROWS_AT_M, CROSSWALK_AT_M, CROSSWALK_DEPTH_M, STOP_M } from "./avenue.ts";
import { PARKING_M, STREET_KMH, STREET_LANE_M, STREET_LANES, streetSide } from "./cross-sections.ts";
import {
  type Approach,
  arrow,
  CROSSING,
  crosswalk,
  type Ids,
  NO_ENTRY,
  parkingBay,
  sign,
  speedLimit,
  stopLine,
  streetName,
} from "./furniture.ts";
import { laneSection } from "./lane-writer.ts";
import { type Pose, plan } from "./plan.ts";
import type { RoadDraft } from "./road-draft.ts";
import type { Node } from "./xml-writer.ts";

export const STREET_M = 400;
const NEAR_M = 60;
const BAY_M = 6;
const CARRIAGEWAY_M = STREET_LANES * STREET_LANE_M;
const KINDS = ["arrowLeft", "arrowStraight", "arrowRight"];

function sections(lengthM: number, crossingAt: "start" | "end"): Node[] {
  const cut = crossingAt === "end" ? lengthM - NEAR_M : NEAR_M;
  const parts = crossingAt === "end" ? (["open", "near"] as const) : (["near", "open"] as const);
  return parts.map((part, i) => {
    const linked = { before: i > 0, after: i < 1 };
    return laneSection({
      sM: i === 0 ? 0 : cut,
      centre: { sM: 0, kind: "double", colour: "yellow" },
      left: streetSide(part, crossingAt === "start", linked),
      right: streetSide(part, crossingAt === "end", linked),
    });
  });
}

export interface StreetSpec {
  /** Where it begins, heading north. */
  from: Pose;
  name: string;
  junction: string;
  /** South of the avenue it ends at the crossing, north of it it begins there. */
  side: "S" | "N";
  crossingM: number;
  farM: number;
}

export function street(
  ids: Ids,
  random: Random,
  { from, name, junction, side, crossingM, farM }: StreetSpec,
): RoadDraft {
  const south = side === "S";
  const lies = plan(from, [{ shape: { kind: "line" }, lengthM: STREET_M }]);
  const id = ids.next();
  const approach: Approach = { roadId: id, contact: south ? "end" : "start", lengthM: lies.lengthM };
  const bays: Node[] = [];
  const bayT = CARRIAGEWAY_M + PARKING_M / 2;
  const openFromM = south ? 8 : NEAR_M + 4;
  for (const t of [bayT, -bayT])
    for (let i = 0; i < Math.floor((STREET_M - NEAR_M - 12) / BAY_M); i++)
      // A drive now and then.
      if (random.next() > 0.08) bays.push(parkingBay(ids, openFromM + BAY_M * (i + 0.5), t));
  const edgeM = CARRIAGEWAY_M + PARKING_M + 0.5;
  const at = (beforeM: number) => (south ? lies.lengthM - beforeM : beforeM);
  const [towards, away] = south ? (["+", "-"] as const) : (["-", "+"] as const);
  const right = south ? -edgeM : edgeM;
  return {
    id,
    name,
    plan: lies,
    fromM: south ? farM : crossingM,
    toM: south ? crossingM : farM,
    ...(south ? { end: { junction } } : { start: { junction } }),
    sections: sections(lies.lengthM, approach.contact),
    objects: [
      stopLine(ids, approach, STOP_M, 0.2, CARRIAGEWAY_M),
      crosswalk(ids, approach, CROSSWALK_AT_M, CARRIAGEWAY_M + PARKING_M, CROSSWALK_DEPTH_M),
      ...ARROWS_AT_M.flatMap((before) =>
        KINDS.map((kind, i) => arrow(ids, approach, before, (i + 0.5) * STREET_LANE_M, kind, 3)),
      ),
      ...bays,
    ],
    signals: [
      sign(ids, at(45), right, towards, CROSSING),
      sign(ids, at(53), right, towards, streetName("高新大道")),
      sign(ids, at(70), -right, away, speedLimit(STREET_KMH)),
      sign(ids, at(45), -right, towards, NO_ENTRY),
    ],
    kmh: STREET_KMH,
  };
}
