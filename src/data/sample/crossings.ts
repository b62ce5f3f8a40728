// A signalised crossing of the avenue and a street: connecting roads for every movement, cycle tracks straight on,
// pavements around the corners, the junction that lists them, its signals and its fixed-time plan. Arms are W, S, E, N;
// traffic keeps to the right.

import { CROSSWALK_AT_M } from "./avenue.ts";
import {
  CYCLE_M,
  KERB_M,
  MAIN_KMH,
  MAIN_LANES,
  MAIN_M,
  MEDIAN_M,
  PARKING_M,
  PAVEMENT_M,
  POCKET_M,
  SIDE_KMH,
  SIDE_LANES,
  SIDE_M,
  STREET_LANE_M,
  STREET_LANES,
  STRIP_M,
} from "./cross-sections.ts";
import { type Approach, type HeadSpec, type Ids, signalHead } from "./furniture.ts";
import { type LaneSpec, laneSection } from "./lane-writer.ts";
import { beside, type Pose, planView, profile, turnBetween } from "./plan.ts";
import { type Node, node } from "./xml-writer.ts";

export type ArmName = "W" | "S" | "E" | "N";

export interface Arm extends Approach {
  name: ArmName;
  kind: "avenue" | "street";
  /** Where the road meets the crossing, heading along the road's s. */
  pose: Pose;
}

/** Reported of no one: what a car keeps on a radius of 14 m. */
const TURN_KMH = 25;

interface LaneAt {
  id: number;
  /** Of the lane's left edge from the axis, to the driver's right. */
  rightM: number;
  widthM: number;
}

const run = (first: number, count: number, rightM: number, widthM: number): LaneAt[] =>
  Array.from({ length: count }, (_, i) => ({ id: first + i, rightM: rightM + i * widthM, widthM }));

const SIDE_AT_M = MEDIAN_M + MAIN_LANES * MAIN_M + STRIP_M;
const CYCLE_AT_M = SIDE_AT_M + SIDE_LANES * SIDE_M;
/** What comes after the side lanes, whose first lane has this id. */
const beyond = (id: number) => ({
  cycle: run(id, 1, CYCLE_AT_M, CYCLE_M),
  walk: run(id + 1, 1, CYCLE_AT_M + CYCLE_M, PAVEMENT_M),
});
const IN = {
  avenue: {
    left: run(2, 1, MEDIAN_M - POCKET_M, POCKET_M),
    main: run(3, MAIN_LANES, MEDIAN_M, MAIN_M),
    side: run(4 + MAIN_LANES, SIDE_LANES - 1, SIDE_AT_M, SIDE_M),
    right: run(3 + MAIN_LANES + SIDE_LANES, 1, SIDE_AT_M + (SIDE_LANES - 1) * SIDE_M, SIDE_M),
    ...beyond(4 + MAIN_LANES + SIDE_LANES),
  },
  street: {
    left: run(1, 1, 0, STREET_LANE_M),
    main: run(2, 1, STREET_LANE_M, STREET_LANE_M),
    side: [],
    right: run(3, 1, 2 * STREET_LANE_M, STREET_LANE_M),
    cycle: [],
    walk: run(STREET_LANES + 2, 1, STREET_LANES * STREET_LANE_M + PARKING_M, PAVEMENT_M),
  },
};
const OUT = {
  avenue: {
    left: run(2, 1, MEDIAN_M, MAIN_M),
    main: run(2, MAIN_LANES, MEDIAN_M, MAIN_M),
    side: run(3 + MAIN_LANES, SIDE_LANES - 1, SIDE_AT_M, SIDE_M),
    right: run(2 + MAIN_LANES + SIDE_LANES, 1, SIDE_AT_M + (SIDE_LANES - 1) * SIDE_M, SIDE_M),
    ...beyond(3 + MAIN_LANES + SIDE_LANES),
  },
  street: IN.street,
};
type Movement = keyof typeof IN.avenue;
const WAY: Record<Movement, keyof typeof TO> = {
  main: "straight",
  side: "straight",
  left: "left",
  right: "right",
  cycle: "straight",
  walk: "right",
};
const MOVEMENTS = Object.keys(WAY) as Movement[];

/** What a movement's lanes are. */
function kindOf(movement: Movement, from: Arm["kind"]): Pick<LaneSpec, "type" | "speedKmh" | "heightM"> {
  if (movement === "cycle") return { type: "biking" };
  if (movement === "walk") return { type: "sidewalk", heightM: KERB_M };
  if (WAY[movement] !== "straight") return { type: "driving", speedKmh: TURN_KMH };
  return { type: "driving", speedKmh: from === "avenue" && movement === "main" ? MAIN_KMH : SIDE_KMH };
}

const TO: Record<"left" | "straight" | "right", Record<ArmName, ArmName>> = {
  left: { W: "N", N: "E", E: "S", S: "W" },
  straight: { W: "E", E: "W", N: "S", S: "N" },
  right: { W: "S", S: "E", E: "N", N: "W" },
};

const facingIn = ({ contact, pose }: Arm): Pose =>
  contact === "end" ? pose : { ...pose, headingRad: pose.headingRad + Math.PI };
const facingOut = (arm: Arm): Pose => {
  const { x, y, headingRad } = facingIn(arm);
  return { x, y, headingRad: headingRad + Math.PI };
};
const signedIn = ({ contact }: Arm, id: number) => (contact === "end" ? -id : id);
const signedOut = ({ contact }: Arm, id: number) => (contact === "end" ? id : -id);

export interface Crossing {
  roads: Node[];
  junction: Node;
  controller: Node;
  /** Signals by the road they stand on. */
  signals: Map<string, Node[]>;
}

export interface CrossingSpec {
  id: string;
  name: string;
  arms: Arm[];
  heightM: number;
  ids: Ids;
}

function connectingRoads({ id, arms, heightM, ids }: CrossingSpec) {
  const roads: Node[] = [];
  const connections: Node[] = [];
  const byName = new Map(arms.map((arm) => [arm.name, arm]));
  for (const from of arms)
    for (const movement of MOVEMENTS) {
      const to = byName.get(TO[WAY[movement]][from.name]) as Arm;
      const incoming = IN[from.kind][movement];
      const outgoing = OUT[to.kind][movement];
      const first = incoming[0];
      const target = outgoing[0];
      if (!first || !target) continue;
      const plan = turnBetween(
        beside(facingIn(from), 0, first.rightM),
        beside(facingOut(to), 0, target.rightM),
      );
      const roadId = ids.next();
      const section = laneSection({
        sM: 0,
        left: [],
        centre: { sM: 0, kind: "none" },
        right: incoming.map(({ widthM }, i) => ({
          ...kindOf(movement, from.kind),
          widthM,
          ...(Math.abs(widthM - (outgoing[i]?.widthM ?? widthM)) > 1e-9 && {
            taper: {
              sM: 0,
              lengthM: plan.lengthM,
              fromM: widthM,
              toM: outgoing[i]?.widthM ?? widthM,
            },
          }),
          paint: [{ sM: 0, kind: "none" }],
        })),
      });
      // Lane links of a connecting road lead to ids of the roads it joins, which have signs of their own.
      const lanes = section.children.find(({ name }) => name === "right")?.children ?? [];
      lanes.forEach((lane, i) => {
        lane.children.unshift(
          node("link", {}, [
            node("predecessor", { id: signedIn(from, (incoming[i] as LaneAt).id) }),
            node("successor", { id: signedOut(to, (outgoing[i] as LaneAt).id) }),
          ]),
        );
      });
      roads.push(
        node("road", { name: "", length: plan.lengthM, id: roadId, junction: id, rule: "RHT" }, [
          node("link", {}, [
            node("predecessor", { elementType: "road", elementId: from.roadId, contactPoint: from.contact }),
            node("successor", { elementType: "road", elementId: to.roadId, contactPoint: to.contact }),
          ]),
          node("type", { s: 0, type: "town" }),
          planView(plan),
          profile(heightM, heightM, plan.lengthM),
          node("lanes", {}, [section]),
        ]),
      );
      connections.push(
        node(
          "connection",
          {
            id: connections.length,
            incomingRoad: from.roadId,
            connectingRoad: roadId,
            contactPoint: "start",
          },
          incoming.map(({ id: lane }, i) => node("laneLink", { from: signedIn(from, lane), to: -(i + 1) })),
        ),
      );
    }
  return { roads, connections };
}

const GREEN_S = { avenueMain: 42, avenueLeft: 18, streetMain: 26, streetLeft: 16 };
type Group = keyof typeof GREEN_S;
const ORDER = Object.keys(GREEN_S) as Group[];
/** An arm is walked across while the other road goes straight on; its own right turns stand still meanwhile. */
const WALK: Record<Arm["kind"], Group> = { avenue: "streetMain", street: "avenueMain" };
const HEADS_AT_M = 0.5;
const KERB_CLEAR_M = 0.3;
const YELLOW_S = 3;
const ALL_RED_S = 2;

export function crossing(spec: CrossingSpec): Crossing {
  const { id, name, arms, ids } = spec;
  const { roads, connections } = connectingRoads(spec);
  const signals = new Map<string, Node[]>();
  const groups: Record<Group, string[]> = { avenueMain: [], avenueLeft: [], streetMain: [], streetLeft: [] };
  const rights: Record<Arm["kind"], string[]> = { avenue: [], street: [] };
  /** By the arm they cross. */
  const walks: Record<Arm["kind"], string[]> = { avenue: [], street: [] };
  const head = (arm: Arm, group: string[], { name: label, ...spec }: HeadSpec) => {
    const signalId = ids.next();
    group.push(signalId);
    const drawn = signalHead(signalId, arm, { ...spec, name: `${name} ${arm.name} ${label}` });
    signals.set(arm.roadId, [...(signals.get(arm.roadId) ?? []), drawn]);
  };
  const over = (lanes: LaneAt[], label: string): HeadSpec => {
    const [first, last] = [lanes[0] as LaneAt, lanes.at(-1) as LaneAt];
    const rightM = (first.rightM + last.rightM + last.widthM) / 2;
    return { kind: "vehicles", beforeM: HEADS_AT_M, rightM, lanes: [first.id, last.id], name: label };
  };
  for (const arm of arms) {
    const { left, main, side, right, cycle } = IN[arm.kind];
    const [mainGroup, leftGroup] =
      arm.kind === "avenue"
        ? ([groups.avenueMain, groups.avenueLeft] as const)
        : ([groups.streetMain, groups.streetLeft] as const);
    head(arm, leftGroup, over(left, "左转"));
    head(arm, mainGroup, over(main, "直行"));
    if (side.length > 0) head(arm, mainGroup, over(side, "辅路直行"));
    head(arm, rights[arm.kind], over(right, "右转"));
    for (const { id: lane, rightM, widthM } of cycle)
      head(arm, mainGroup, {
        kind: "cycles",
        beforeM: HEADS_AT_M,
        rightM: rightM + widthM + KERB_CLEAR_M,
        lanes: [lane, lane],
        name: "非机动车",
      });
    // At either end of the crosswalk; the one on the left stands where traffic leaves the crossing.
    for (const [way, [at], label] of [
      [1, IN[arm.kind].walk, "行人 右"],
      [-1, OUT[arm.kind].walk, "行人 左"],
    ] as const) {
      const { id: lane, rightM } = at as LaneAt;
      head(arm, walks[arm.kind], {
        kind: "walkers",
        beforeM: CROSSWALK_AT_M,
        rightM: way * (rightM + 2 * KERB_CLEAR_M),
        lanes: [way * lane, way * lane],
        name: label,
      });
    }
  }
  const phases = ORDER.flatMap((group, i) => {
    const running = (during: Group) =>
      (["avenue", "street"] as const).filter((kind) => WALK[kind] !== during).flatMap((kind) => rights[kind]);
    const next = ORDER[(i + 1) % ORDER.length] as Group;
    const now = running(group);
    const then = running(next);
    const walking = (["avenue", "street"] as const).flatMap((kind) =>
      WALK[kind] === group ? walks[kind] : [],
    );
    const goOn = now.filter((signalId) => then.includes(signalId));
    const stopping = now.filter((signalId) => !then.includes(signalId));
    return [
      { name: group, durationS: GREEN_S[group], green: [...groups[group], ...now, ...walking], yellow: [] },
      { name: `${group} yellow`, durationS: YELLOW_S, green: goOn, yellow: [...groups[group], ...stopping] },
      { name: `${group} all red`, durationS: ALL_RED_S, green: goOn, yellow: [] },
    ];
  });
  const controllerId = ids.next();
  return {
    roads,
    signals,
    controller: node("controller", { id: controllerId, name, sequence: 0 }, [
      ...[...Object.values(groups), ...Object.values(rights), ...Object.values(walks)]
        .flat()
        .map((signalId) => node("control", { signalId, type: "0" })),
      node("userData", { code: "lanetwin:phases", value: JSON.stringify(phases) }),
    ]),
    junction: node("junction", { id, name, type: "default" }, [
      ...connections,
      node("controller", { id: controllerId, type: "0", sequence: 0 }),
    ]),
  };
}
