// What stands on the sample's roads and is painted between the lanes, as OpenDRIVE objects and signals. Placed by a
// driver's measures and turned into the road's s and t (t of the middle of the thing); hdg is 0 throughout.
// Paint: type roadMark, orientation "+" for traffic along s. Subtype stopLine: length 0.4 along s, width across its
// lanes. Subtypes arrowStraight, arrowLeft, arrowRight: tip ahead of the traffic, length along s (6 m from 60 km/h, else
// 3 m), width of the shaft's box. Type crosswalk: one closed outline of four cornerLocal, u along s, people walk along v.
// Type parkingSpace: length 6 along s, width 2.4. Sign types are figure numbers of GB 5768.2 as we remember them [K].

import { type Node, node } from "./xml-writer.ts";

/** One end of a road at a crossing, seen by who drives towards it. */
export interface Approach {
  roadId: string;
  contact: "start" | "end";
  lengthM: number;
}

export interface Ids {
  next(): string;
}

/** s and t of a place by its distance from the crossing and its offset to the driver's right of the road's axis. */
function place({ contact, lengthM }: Approach, beforeM: number, rightM: number) {
  return contact === "end" ? { s: lengthM - beforeM, t: -rightM } : { s: beforeM, t: rightM };
}

const along = ({ contact }: Approach) => (contact === "end" ? "+" : "-");

function object(
  ids: Ids,
  type: string,
  subtype: string,
  at: { s: number; t: number },
  rest: Record<string, string | number | undefined>,
  children: Node[] = [],
): Node {
  return node(
    "object",
    {
      id: ids.next(),
      name: subtype || type,
      type,
      ...(subtype && { subtype }),
      dynamic: "no",
      ...at,
      zOffset: 0,
      hdg: 0,
      pitch: 0,
      roll: 0,
      ...rest,
    },
    children,
  );
}

export function stopLine(ids: Ids, approach: Approach, beforeM: number, fromM: number, toM: number): Node {
  return object(ids, "roadMark", "stopLine", place(approach, beforeM, (fromM + toM) / 2), {
    orientation: along(approach),
    length: 0.4,
    width: toM - fromM,
    height: 0,
  });
}

export function arrow(
  ids: Ids,
  approach: Approach,
  beforeM: number,
  rightM: number,
  subtype: string,
  lengthM: number,
): Node {
  return object(ids, "roadMark", subtype, place(approach, beforeM, rightM), {
    orientation: along(approach),
    length: lengthM,
    width: lengthM > 4 ? 0.9 : 0.6,
    height: 0,
  });
}

/** @param halfM half the width of the carriageway it crosses */
export function crosswalk(
  ids: Ids,
  approach: Approach,
  beforeM: number,
  halfM: number,
  depthM: number,
): Node {
  const corners = [
    [-depthM / 2, -halfM],
    [depthM / 2, -halfM],
    [depthM / 2, halfM],
    [-depthM / 2, halfM],
  ];
  return object(
    ids,
    "crosswalk",
    "",
    place(approach, beforeM, 0),
    { orientation: "none", length: depthM, width: 2 * halfM, height: 0 },
    [
      node("outlines", {}, [
        node(
          "outline",
          { id: 0, closed: "true", outer: "true" },
          corners.map(([u, v], id) => node("cornerLocal", { id, u, v, z: 0, height: 0 })),
        ),
      ]),
    ],
  );
}

export function parkingBay(ids: Ids, s: number, t: number): Node {
  return object(
    ids,
    "parkingSpace",
    "",
    { s, t },
    { orientation: "none", length: 6, width: 2.4, height: 0 },
    [node("parkingSpace", { access: "all" })],
  );
}

/** OpenDRIVE's own catalogue of signals; measures of the housings are usual ones. */
const HEADS = {
  vehicles: { type: "1000001", zOffset: 5.8, height: 1.05, width: 0.36 },
  cycles: { type: "1000013", zOffset: 2.5, height: 0.9, width: 0.3 },
  walkers: { type: "1000002", zOffset: 2.5, height: 0.7, width: 0.36 },
};
const QUARTER_RAD = 1.570796;

export interface HeadSpec {
  kind: keyof typeof HEADS;
  beforeM: number;
  rightM: number;
  /** First and last lane it is for: ids without sign, negative for lanes that leave the crossing. */
  lanes: [number, number];
  name: string;
}

/** A signal head: over its lanes, or at the kerb for cycles and walkers. Walkers' heads look along the crosswalk. */
export function signalHead(
  id: string,
  approach: Approach,
  { kind, beforeM, rightM, lanes, name }: HeadSpec,
): Node {
  const { type, ...measures } = HEADS[kind];
  const [a, b] = lanes.map((lane) => (approach.contact === "end" ? -lane : lane)) as [number, number];
  return node(
    "signal",
    {
      ...place(approach, beforeM, rightM),
      id,
      name,
      dynamic: "yes",
      orientation: along(approach),
      ...measures,
      country: "OpenDRIVE",
      type,
      subtype: "-1",
      hOffset: kind === "walkers" ? (rightM > 0 ? -QUARTER_RAD : QUARTER_RAD) : 0,
      pitch: 0,
      roll: 0,
    },
    [node("validity", { fromLane: Math.min(a, b), toLane: Math.max(a, b) })],
  );
}

export interface SignSpec {
  type: string;
  subtype?: string;
  name: string;
  value?: number;
  unit?: string;
  text?: string;
  widthM: number;
  heightM: number;
}

/** A sign on a post: traffic in the direction of s ("+") or against it sees its face. */
export function sign(ids: Ids, s: number, t: number, orientation: "+" | "-", spec: SignSpec): Node {
  return node("signal", {
    s,
    t,
    id: ids.next(),
    name: spec.name,
    dynamic: "no",
    orientation,
    zOffset: 2.2,
    country: "CN",
    countryRevision: "2022",
    type: spec.type,
    subtype: spec.subtype ?? "-1",
    ...(spec.value !== undefined && { value: spec.value, unit: spec.unit }),
    ...(spec.text !== undefined && { text: spec.text }),
    height: spec.heightM,
    width: spec.widthM,
    hOffset: 0,
    pitch: 0,
    roll: 0,
  });
}

export const speedLimit = (kmh: number): SignSpec => ({
  type: "禁38",
  subtype: String(kmh),
  name: `限制速度 ${kmh}`,
  value: kmh,
  unit: "km/h",
  widthM: 0.8,
  heightM: 0.8,
});
export const NO_PARKING: SignSpec = { type: "禁33", name: "禁止停车", widthM: 0.8, heightM: 0.8 };
export const NO_ENTRY: SignSpec = { type: "禁5", name: "禁止驶入", widthM: 0.8, heightM: 0.8 };
export const CROSSING: SignSpec = { type: "示17", name: "人行横道", widthM: 0.8, heightM: 0.8 };
export const streetName = (text: string): SignSpec => ({
  type: "路13",
  name: text,
  text,
  widthM: 2.4,
  heightM: 0.7,
});
