// The road network of the synthetic Optics Valley as OpenDRIVE 1.7 text: the avenue over 6 km with eight crossings, the
// streets that cross it, collectors and locals beside it. Seeded: the same seed gives the same bytes. Frame EPSG:4547.

import { seeded } from "../../../model/records/random.ts";
import { avenueLink } from "../avenue.ts";
import { AVENUE_HALF_M } from "../cross-sections.ts";
import { crossing } from "../crossings.ts";
import type { Ids } from "../furniture.ts";
import type { Arm, ArmName } from "../movements.ts";
import { beside, type Pose } from "../plan.ts";
import { type RoadDraft, writtenRoad } from "../road-draft.ts";
import { document, type Node, node } from "../xml-writer.ts";
import {
  CROSS_STREETS,
  CURVED,
  HALF_U_M,
  HALF_V_M,
  LOCALS,
  poseAt,
  ROWS,
  toDistrict,
} from "./district-plan.ts";
import { groundHeightM } from "./ground-field.ts";
import { type StreetArm, streetCrossing } from "./street-crossing.ts";
import { halfWidthM, type StreetKind } from "./street-kinds.ts";
import { streetRoad } from "./street-road.ts";

const GEO_REFERENCE =
  "+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs";
/** From a crossing's middle to where the avenue and the street begin. */
const AVENUE_CLEAR_M = 28;
const STREET_CLEAR_M = 44;
const CORNER_M = 10;
const STRAIGHT_M = 213.25;
const QUARTER = Math.PI / 2;

interface Meeting {
  junction: string;
  street: string;
  arms: Arm[];
  heightM: number;
  middle: Pose;
}

/** A place where streets meet or leave the district. */
interface Place {
  u: number;
  v: number;
  /** Of the streets through it, east-west and north-south; equal where only one comes. */
  across: StreetKind;
  along: StreetKind;
  name: string;
  heightM: number;
  junction?: string;
  arms: StreetArm[];
}

/** The avenue with its crossings, and the pose of each crossing's middle. */
function avenue(ids: Ids, bendOf: () => number) {
  const drafts: RoadDraft[] = [];
  const meetings: Meeting[] = [];
  let pose = poseAt(-HALF_U_M, 0, 0);
  const heightAt = ({ x, y }: Pose) => groundHeightM(...toDistrict(x, y));
  let heightM = heightAt(pose);
  for (let k = 0; k <= CROSS_STREETS.length; k++) {
    const name = CROSS_STREETS[k];
    const before = meetings.at(-1);
    const ahead = name === undefined ? undefined : { junction: ids.next(), street: name };
    const outer = !before || !ahead;
    const runM = outer ? 290 : 2 * STRAIGHT_M + 284;
    const toM = heightAt(beside(pose, runM + (ahead ? AVENUE_CLEAR_M : 0), 0));
    const link = avenueLink(ids, {
      from: pose,
      fromM: heightM,
      toM,
      ...(before && { behind: before }),
      ...(ahead && { ahead }),
      bend: (k % 2 === 0 ? 1 : -1) * bendOf(),
      straightM: STRAIGHT_M,
    });
    drafts.push(...[link.near, link.middle, link.far].filter((draft) => draft !== undefined));
    const arm = (side: "W" | "E", draft: RoadDraft): Arm => ({
      roadId: draft.id,
      contact: "start",
      lengthM: draft.plan.lengthM,
      name: side,
      kind: "avenue",
      pose: draft.plan.start,
    });
    if (before && link.near) before.arms.push(arm("E", link.near));
    if (ahead && link.far)
      meetings.push({
        ...ahead,
        heightM: toM,
        middle: beside(link.end, AVENUE_CLEAR_M, 0),
        arms: [arm("W", link.far)],
      });
    pose = beside(link.end, 2 * AVENUE_CLEAR_M, 0);
    heightM = toM;
  }
  drafts.forEach((draft, i) => {
    draft.graded = true;
    // Said at every third stretch: one is not told one's speed at each crossing.
    if (i % 3 > 0) draft.signals = draft.signals.filter(({ attributes }) => attributes.type !== "禁38");
  });
  return { drafts, meetings };
}

const hundredth = (v: number) => Math.round(v * 100) / 100;

/** OpenDRIVE 1.7 text of the district's network. */
export function districtRoads(seed = 1): string {
  const random = seeded(seed);
  let serial = 0;
  const ids: Ids = { next: () => String(++serial) };
  const { drafts, meetings } = avenue(ids, () => random.between(0.00035, 0.00055));
  const middles = meetings.map(({ middle }) => toDistrict(middle.x, middle.y));

  const place = (u: number, v: number, across: StreetKind, along: StreetKind, name: string): Place => ({
    u: hundredth(u),
    v: hundredth(v),
    across,
    along,
    name,
    heightM: groundHeightM(u, v),
    arms: [],
  });
  const columns = middles.map(([u], k) =>
    ROWS.map(({ name, v, kind, aside }, r) =>
      place(
        u + (CURVED[k]?.[r] ?? 0),
        v + (k >= (aside?.from ?? 99) ? (aside?.byM ?? 0) : 0),
        kind,
        "street",
        name,
      ),
    ),
  );
  const locals = LOCALS.map((local) => {
    const [west, east] = [columns[local.after] as Place[], columns[local.after + 1] as Place[]];
    const rows = ROWS.map((row, r) => {
      if (r < local.from || r > local.to) return undefined;
      const [a, b] = [west[r] as Place, east[r] as Place];
      const u =
        (middles[local.after]?.[0] ?? 0) * (1 - local.share) +
        (middles[local.after + 1]?.[0] ?? 0) * local.share;
      return place(u, (a.v + b.v) / 2, row.kind, "local", row.name);
    });
    return { local, rows };
  });

  const roads: RoadDraft[] = [];
  const junctionOf = (at: Place): string => {
    at.junction ??= ids.next();
    return at.junction;
  };
  const ends = (at: Place | undefined, signals: boolean, heightM: number) => ({
    ...(at && { junction: junctionOf(at) }),
    signals,
    heightM,
  });
  const signalled = (at: Place) => at.along !== "local";
  const armOf = (draft: RoadDraft, kind: StreetKind, name: ArmName, contact: "start" | "end"): StreetArm => ({
    name,
    kind,
    roadId: draft.id,
    contact,
    lengthM: draft.plan.lengthM,
    pose: contact === "start" ? draft.plan.start : draft.plan.end,
  });
  /** A street between two places, or from one to the rim where the other is missing. */
  const join = (
    name: string,
    kind: StreetKind,
    way: "E" | "N",
    a: Place | undefined,
    b: Place | undefined,
    rimM: number,
    bays = false,
  ) => {
    const turn = way === "E" ? 0 : QUARTER;
    const clearOf = (at: Place) => halfWidthM(way === "E" ? at.along : at.across) + CORNER_M;
    const known = (a ?? b) as Place;
    const end = (at: Place | undefined, sign: 1 | -1): Pose => {
      if (!at) return way === "E" ? poseAt(rimM, known.v, turn) : poseAt(known.u, rimM, turn);
      const offM = sign * clearOf(at);
      return way === "E" ? poseAt(at.u + offM, at.v, turn) : poseAt(at.u, at.v + offM, turn);
    };
    const rimHeight = way === "E" ? groundHeightM(rimM, known.v) : groundHeightM(known.u, rimM);
    const draft = streetRoad(ids, {
      name,
      kind,
      from: end(a, 1),
      to: end(b, -1),
      start: ends(a, a !== undefined && signalled(a), a?.heightM ?? rimHeight),
      end: ends(b, b !== undefined && signalled(b), b?.heightM ?? rimHeight),
      bays,
    });
    roads.push(draft);
    a?.arms.push(armOf(draft, kind, way === "E" ? "E" : "N", "start"));
    b?.arms.push(armOf(draft, kind, way === "E" ? "W" : "S", "end"));
  };

  ROWS.forEach(({ name, kind }, r) => {
    const along = [
      ...columns.map((column) => column[r] as Place),
      ...locals.flatMap(({ rows }) => rows[r] ?? []),
    ].sort((a, b) => a.u - b.u);
    join(name, kind, "E", undefined, along[0], -HALF_U_M);
    for (let i = 1; i < along.length; i++) join(name, kind, "E", along[i - 1], along[i], 0);
    join(name, kind, "E", along.at(-1), undefined, HALF_U_M);
  });
  const half = ROWS.length / 2;
  columns.forEach((column, k) => {
    const name = CROSS_STREETS[k] as string;
    join(name, "street", "N", undefined, column[0], -HALF_V_M);
    for (let r = 1; r < ROWS.length; r++)
      if (r !== half) join(name, "street", "N", column[r - 1], column[r], 0);
    join(name, "street", "N", column.at(-1), undefined, HALF_V_M);
  });
  for (const { local, rows } of locals) {
    const { name, from, to } = local;
    if (from < 0) join(name, "local", "N", undefined, rows[0], -HALF_V_M);
    for (let r = Math.max(1, from + 1); r <= Math.min(to, ROWS.length - 1); r++)
      join(name, "local", "N", rows[r - 1], rows[r], 0);
    if (to >= ROWS.length) join(name, "local", "N", rows.at(-1), undefined, HALF_V_M);
  }

  // The cross streets' first stretch on either side of the avenue.
  const crossings = meetings.map(({ junction, street: name, arms, heightM, middle }, k) => {
    const north = { ...middle, headingRad: middle.headingRad + QUARTER };
    const inner = { S: columns[k]?.[half - 1] as Place, N: columns[k]?.[half] as Place };
    for (const side of ["S", "N"] as const) {
      const at = inner[side];
      const clearM = halfWidthM(at.across) + CORNER_M;
      const meets = beside(north, side === "S" ? -STREET_CLEAR_M : STREET_CLEAR_M, 0);
      const far = poseAt(at.u, at.v + (side === "S" ? clearM : -clearM), QUARTER);
      const there = ends(at, true, at.heightM);
      const here = { junction, signals: true, heightM };
      const draft = streetRoad(ids, {
        name,
        kind: "street",
        from: side === "S" ? far : meets,
        to: side === "S" ? meets : far,
        start: side === "S" ? there : here,
        end: side === "S" ? here : there,
        bays: k === 3 || k === 4,
      });
      roads.push(draft);
      at.arms.push(armOf(draft, "street", side === "S" ? "N" : "S", side === "S" ? "start" : "end"));
      const contact = side === "S" ? "end" : "start";
      const pose = side === "S" ? draft.plan.end : draft.plan.start;
      arms.push({
        roadId: draft.id,
        contact,
        lengthM: draft.plan.lengthM,
        name: side,
        kind: "street",
        pose,
      });
    }
    return crossing({ id: junction, name: `高新大道 / ${name}`, arms, heightM, ids });
  });

  drafts.push(...roads);
  const places = [...columns.flat(), ...locals.flatMap(({ rows }) => rows.filter((at) => at !== undefined))];
  const named = new Map(roads.map(({ id, name }) => [id, name]));
  const others = places.map((at) => {
    const through = at.arms.find(({ name }) => name === "N" || name === "S");
    return streetCrossing({
      id: at.junction as string,
      name: `${at.name} / ${named.get(through?.roadId ?? "") ?? ""}`,
      arms: at.arms,
      heightM: at.heightM,
      signals: signalled(at),
      ids,
    });
  });
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  for (const heads of [...crossings.map(({ signals }) => signals), ...others.map((other) => other.heads)])
    for (const [roadId, list] of heads) byId.get(roadId)?.signals.push(...list);

  const tips = drafts.flatMap(({ plan: { start, end } }) => [start, end]);
  const among = (pick: (pose: Pose) => number, most: (...values: number[]) => number) =>
    most(...tips.map(pick));
  return document(
    node("OpenDRIVE", {}, [
      node(
        "header",
        {
          revMajor: 1,
          revMinor: 7,
          name: "Optics Valley (synthetic)",
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
      ...crossings.flatMap(({ roads: own }) => own),
      ...others.flatMap(({ roads: own }) => own),
      ...crossings.map(({ controller }) => controller),
      ...others.flatMap(({ controller }): Node[] => (controller ? [controller] : [])),
      ...crossings.map(({ junction }) => junction),
      ...others.map(({ junction }) => junction),
    ]),
  );
}
