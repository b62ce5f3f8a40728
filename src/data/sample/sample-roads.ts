// The road network of a synthetic Gaoxin Avenue (高新大道) as OpenDRIVE 1.7 text: about 3 km nearly east-west from
// 114.466 E at 30.4895 N, five signalised crossings, streets of 400 m each way. Seeded: the same seed gives the same
// bytes. Frame EPSG:4547; heights in metres. Nothing in it is surveyed: cross-section and speeds are those reported of
// the avenue, positions of crossings and the places of names are made up.

import { seeded } from "../../model/records/random.ts";
import { avenueLink } from "./avenue.ts";
import { AVENUE_HALF_M } from "./cross-sections.ts";
import { crossing } from "./crossings.ts";
import type { Ids } from "./furniture.ts";
import type { Arm } from "./movements.ts";
import { beside, type Pose } from "./plan.ts";
import { type RoadDraft, writtenRoad } from "./road-draft.ts";
import { STREET_M, street } from "./street.ts";
import { document, node } from "./xml-writer.ts";

/** 114.466 E, 30.4895 N in EPSG:4547. */
const START: Pose = { x: 544740.546, y: 3374470.01, headingRad: 0.021 };
const START_HEIGHT_M = 24;
const GEO_REFERENCE =
  "+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs";
const STREETS = ["光谷三路", "光谷四路", "光谷五路", "光谷六路", "光谷七路"];

/** From a crossing's middle to where the avenue and the street begin. */
const AVENUE_CLEAR_M = 28;
const STREET_CLEAR_M = 44;

interface Meeting {
  junction: string;
  street: string;
  arms: Arm[];
  heightM: number;
  middle: Pose;
}

const centimetre = (v: number) => Math.round(v * 100) / 100;

/** OpenDRIVE 1.7 text of the sample network. */
export function sampleRoads(seed = 1): string {
  const random = seeded(seed);
  let serial = 0;
  const ids: Ids = { next: () => String(++serial) };
  const drafts: RoadDraft[] = [];
  const meetings: Meeting[] = [];
  let pose = START;
  let heightM = START_HEIGHT_M;

  for (let k = 0; k <= STREETS.length; k++) {
    const name = STREETS[k];
    const before = meetings.at(-1);
    const ahead = name === undefined ? undefined : { junction: ids.next(), street: name };
    const toM = centimetre(heightM + random.between(-1.6, 1.6));
    const link = avenueLink(ids, {
      from: pose,
      fromM: heightM,
      toM,
      ...(before && { behind: before }),
      ...(ahead && { ahead }),
      bend: (k % 2 === 0 ? 1 : -1) * random.between(0.00035, 0.00055),
      // A quarter more than metres: netconvert samples lengths of whole steps one step short, and warns of the gap.
      straightM: Math.round(random.between(100, 130)) + 0.25,
    });
    drafts.push(...[link.near, link.middle, link.far].filter((draft) => draft !== undefined));
    const arm = (name: "W" | "E", draft: RoadDraft): Arm => ({
      roadId: draft.id,
      contact: "start",
      lengthM: draft.plan.lengthM,
      name,
      kind: "avenue",
      pose: draft.plan.start,
    });
    if (before && link.near) before.arms.push(arm("E", link.near));
    const { end } = link;
    if (ahead && link.far)
      meetings.push({
        ...ahead,
        heightM: toM,
        middle: beside(end, AVENUE_CLEAR_M, 0),
        arms: [arm("W", link.far)],
      });
    pose = beside(end, 2 * AVENUE_CLEAR_M, 0);
    heightM = toM;
  }

  const crossings = meetings.map(({ junction, street: name, arms, heightM: crossingM, middle }) => {
    const north = { ...middle, headingRad: middle.headingRad + Math.PI / 2 };
    for (const side of ["S", "N"] as const) {
      const from = beside(north, side === "S" ? -STREET_CLEAR_M - STREET_M : STREET_CLEAR_M, 0);
      const farM = centimetre(crossingM + random.between(-1.5, 1.5));
      const draft = street(ids, random, { from, name, junction, side, crossingM, farM });
      drafts.push(draft);
      arms.push({
        roadId: draft.id,
        contact: side === "S" ? "end" : "start",
        lengthM: draft.plan.lengthM,
        name: side,
        kind: "street",
        pose: side === "S" ? draft.plan.end : draft.plan.start,
      });
    }
    return crossing({ id: junction, name: `高新大道 / ${name}`, arms, heightM: crossingM, ids });
  });
  for (const { signals } of crossings)
    for (const [roadId, heads] of signals) drafts.find(({ id }) => id === roadId)?.signals.push(...heads);

  const ends = drafts.flatMap(({ plan: { start, end } }) => [start, end]);
  const among = (pick: (pose: Pose) => number, most: (...values: number[]) => number) =>
    most(...ends.map(pick));
  return document(
    node("OpenDRIVE", {}, [
      node(
        "header",
        {
          revMajor: 1,
          revMinor: 7,
          name: "Gaoxin Avenue (synthetic)",
          version: "1.00",
          date: "2026-01-01T00:00:00",
          vendor: "LaneTwin",
          north: among(({ y }) => y, Math.max) + AVENUE_HALF_M,
          south: among(({ y }) => y, Math.min) - AVENUE_HALF_M,
          east: among(({ x }) => x, Math.max),
          west: among(({ x }) => x, Math.min),
        },
        [node("geoReference", {}, [node(GEO_REFERENCE)])],
      ),
      ...drafts.map(writtenRoad),
      ...crossings.flatMap(({ roads }) => roads),
      ...crossings.map(({ controller }) => controller),
      ...crossings.map(({ junction }) => junction),
    ]),
  );
}
