// Streets of the district beside the avenue: what lies side by side on them, from the middle outward, and which lanes
// serve which movement at a junction. Lane ids without sign; metres to the driver's right of the road's axis.

import { KERB_M, PARKING_M, PAVEMENT_M, STREET_LANE_M } from "../cross-sections.ts";
import type { LaneSpec, Paint } from "../lane-writer.ts";
import type { LaneAt } from "../movements.ts";

export type StreetKind = "street" | "collector" | "local";

interface Section {
  lanes: number;
  laneM: number;
  /** Kerbside strip where cars stand; 0 where there is none. */
  parkingM: number;
  pavementM: number;
  kmh: number;
}

export const SECTIONS: Record<StreetKind, Section> = {
  // As where it meets the avenue: 30.5 m between the outer edges.
  street: { lanes: 3, laneM: STREET_LANE_M, parkingM: PARKING_M, pavementM: PAVEMENT_M, kmh: 60 },
  collector: { lanes: 2, laneM: 3.25, parkingM: 0, pavementM: 4.5, kmh: 40 },
  local: { lanes: 1, laneM: 3.5, parkingM: 0, pavementM: 3, kmh: 30 },
};

export const halfWidthM = (kind: StreetKind): number => {
  const { lanes, laneM, parkingM, pavementM } = SECTIONS[kind];
  return lanes * laneM + parkingM + pavementM;
};

export const carriagewayM = (kind: StreetKind): number =>
  SECTIONS[kind].lanes * SECTIONS[kind].laneM + SECTIONS[kind].parkingM;

const HOLD_M = 40;

/** One direction of a street over its whole length; lanes may not be changed before a junction. */
export function streetLanes(
  kind: StreetKind,
  lengthM: number,
  stopsAhead: boolean,
  left: boolean,
  part: { strip: "parking" | "restricted"; paint?: Paint[]; before: boolean; after: boolean },
): LaneSpec[] {
  const { lanes, laneM, parkingM, pavementM, kmh } = SECTIONS[kind];
  const fast = kmh >= 60;
  const holds = stopsAhead && lengthM > 2.5 * HOLD_M;
  // Traffic on the left side drives against s: its hold is where s begins.
  const between: Paint[] =
    part.paint ??
    (!holds
      ? [{ sM: 0, kind: "broken", fast }]
      : left
        ? [
            { sM: 0, kind: "solid" },
            { sM: HOLD_M, kind: "broken", fast },
          ]
        : [
            { sM: 0, kind: "broken", fast },
            { sM: lengthM - HOLD_M, kind: "solid" },
          ]);
  const none: Paint[] = [{ sM: 0, kind: "none" }];
  const specs: LaneSpec[] = [
    ...Array.from(
      { length: lanes },
      (_, i): LaneSpec => ({
        type: "driving",
        widthM: laneM,
        paint: i < lanes - 1 ? between : parkingM > 0 ? [{ sM: 0, kind: "solid" }] : none,
        speedKmh: kmh,
      }),
    ),
    ...(parkingM > 0 ? [{ type: part.strip, widthM: parkingM, paint: none }] : []),
    { type: "sidewalk", widthM: pavementM, paint: none, heightM: KERB_M },
  ];
  return specs.map((spec, i) => ({
    ...spec,
    before: part.before ? [i + 1] : [],
    after: part.after ? [i + 1] : [],
  }));
}

export type Turn = "left" | "main" | "right";

const at = (kind: StreetKind, ids: readonly number[]): LaneAt[] =>
  ids.map((id) => ({ id, rightM: (id - 1) * SECTIONS[kind].laneM, widthM: SECTIONS[kind].laneM }));

/** Lanes in use for a movement when the others given are possible too. */
export function lanesIn(kind: StreetKind, turn: Turn, possible: ReadonlySet<Turn>): LaneAt[] {
  const { lanes } = SECTIONS[kind];
  const all = Array.from({ length: lanes }, (_, i) => i + 1);
  if (lanes === 1) return at(kind, all);
  if (turn === "left")
    return at(kind, lanes > 2 && !possible.has("main") ? all.slice(0, -1) : all.slice(0, 1));
  if (turn === "right") return at(kind, all.slice(-1));
  return at(kind, lanes > 2 && possible.has("left") ? all.slice(1) : all);
}

/** Where a movement of so many lanes leaves: left turns into the inner lanes, right turns into the outer ones. */
export function lanesOut(kind: StreetKind, turn: Turn, from: readonly LaneAt[]): LaneAt[] {
  const { lanes } = SECTIONS[kind];
  const count = Math.min(lanes, from.length);
  if (turn === "main")
    return at(
      kind,
      from.map(({ id }) => id),
    );
  const first = turn === "left" ? 1 : lanes - count + 1;
  return at(
    kind,
    Array.from({ length: count }, (_, i) => first + i),
  );
}

export const walkAt = (kind: StreetKind): LaneAt => {
  const { lanes, parkingM, pavementM } = SECTIONS[kind];
  return { id: lanes + (parkingM > 0 ? 2 : 1), rightM: carriagewayM(kind), widthM: pavementM };
};
