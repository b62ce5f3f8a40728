// A street of the district between two of its places, each a junction or the district's rim. It leaves both places
// straight and swings over in between where they lie aside of each other. Graded with short rounded ends.

import { type Approach, arrow, crosswalk, type Ids, parkingBay, stopLine } from "../furniture.ts";
import { laneSection } from "../lane-writer.ts";
import { type Plan, type Pose, plan } from "../plan.ts";
import type { RoadDraft } from "../road-draft.ts";
import type { Node } from "../xml-writer.ts";
import { carriagewayM, SECTIONS, type StreetKind, streetLanes } from "./street-kinds.ts";

const LEAD_M = 36;
const STOP_M = 6.5;
const CROSSWALK_AT_M = 3;
const BAY_M = 6;
const NEAR_M = 55;
const BAYS_FROM_M = 60;

export interface RoadEnd {
  junction?: string;
  signals: boolean;
  heightM: number;
}

export interface StreetRoadSpec {
  name: string;
  kind: StreetKind;
  from: Pose;
  to: Pose;
  start: RoadEnd;
  end: RoadEnd;
  bays?: boolean;
}

const thousandth = (v: number) => Math.round(v * 1e3) / 1e3;

/** From a pose to one that looks the same way, ahead of it and aside. */
function between(from: Pose, to: Pose): Plan {
  const c = Math.cos(from.headingRad);
  const s = Math.sin(from.headingRad);
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const ahead = dx * c + dy * s;
  const aside = dy * c - dx * s;
  if (Math.abs(aside) < 0.05) return plan(from, [{ shape: { kind: "line" }, lengthM: ahead }]);
  const leadM = Math.min(LEAD_M, ahead / 6);
  const run = ahead - 2 * leadM;
  const angle = 2 * Math.atan(Math.abs(aside) / run);
  const radius = run / (2 * Math.sin(angle));
  const curvature = Math.round((Math.sign(aside) / radius) * 1e12) / 1e12;
  const arc = (k: number) => ({ shape: { kind: "arc", curvature: k } as const, lengthM: radius * angle });
  const line = { shape: { kind: "line" } as const, lengthM: leadM };
  return plan(from, [line, arc(curvature), arc(-curvature), line]);
}

function marks(ids: Ids, kind: StreetKind, approach: Approach): Node[] {
  const { lanes, laneM } = SECTIONS[kind];
  const arrows = lanes === 3 ? ["arrowLeft", "arrowStraight", "arrowRight"] : [];
  return [
    stopLine(ids, approach, STOP_M, 0.2, lanes * laneM),
    crosswalk(ids, approach, CROSSWALK_AT_M, carriagewayM(kind), 4),
    ...arrows.map((subtype, i) => arrow(ids, approach, STOP_M + 6, (i + 0.5) * laneM, subtype, 3)),
  ];
}

const centreOf = (kind: StreetKind) =>
  ({ sM: 0, kind: kind === "local" ? "solid" : "double", colour: "yellow" }) as const;

function wholeLength({ kind, start, end }: StreetRoadSpec, lengthM: number): Node {
  const part = { strip: "restricted", before: false, after: false } as const;
  return laneSection({
    sM: 0,
    centre: centreOf(kind),
    left: streetLanes(kind, lengthM, start.signals, true, part),
    right: streetLanes(kind, lengthM, end.signals, false, part),
  });
}

/** Three sections: nobody parks near a junction. */
function withBays({ kind }: StreetRoadSpec, lengthM: number): Node[] {
  return [0, NEAR_M, lengthM - NEAR_M].map((sM, i) => {
    const paint = (stops: boolean) => [
      { sM: 0, kind: stops ? ("solid" as const) : ("broken" as const), fast: true },
    ];
    const part = {
      strip: i === 1 ? ("parking" as const) : ("restricted" as const),
      before: i > 0,
      after: i < 2,
    };
    return laneSection({
      sM: thousandth(sM),
      centre: centreOf(kind),
      left: streetLanes(kind, lengthM, false, true, { ...part, paint: paint(i === 0) }),
      right: streetLanes(kind, lengthM, false, false, { ...part, paint: paint(i === 2) }),
    });
  });
}

export function streetRoad(ids: Ids, spec: StreetRoadSpec): RoadDraft {
  const { name, kind, from, to, start, end } = spec;
  const id = ids.next();
  const lies = between(from, to);
  const { lengthM } = lies;
  const { kmh } = SECTIONS[kind];
  const bays: Node[] = [];
  if (spec.bays)
    for (const side of [1, -1])
      for (let s = BAYS_FROM_M; s < lengthM - BAYS_FROM_M; s += BAY_M)
        bays.push(parkingBay(ids, thousandth(s), side * (carriagewayM(kind) - SECTIONS[kind].parkingM / 2)));
  return {
    id,
    name,
    plan: lies,
    fromM: start.heightM,
    toM: end.heightM,
    graded: true,
    ...(start.junction !== undefined && { start: { junction: start.junction } }),
    ...(end.junction !== undefined && { end: { junction: end.junction } }),
    sections: bays.length > 0 ? withBays(spec, lengthM) : [wholeLength(spec, lengthM)],
    objects: [
      ...(end.signals ? marks(ids, kind, { roadId: id, contact: "end", lengthM }) : []),
      ...(start.signals ? marks(ids, kind, { roadId: id, contact: "start", lengthM }) : []),
      ...bays,
    ],
    signals: [],
    kmh,
  };
}
