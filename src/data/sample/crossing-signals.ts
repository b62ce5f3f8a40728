// The signals of a crossing and their fixed-time plan: avenue straight, avenue left, street straight, street left. Right
// turns have heads of their own and stand still while walkers cross their arm; cycles go with the straight lanes.
// Seconds; metres before the crossing and to the driver's right.

import { CROSSWALK_AT_M } from "./avenue.ts";
import type { CrossingSpec } from "./connecting-roads.ts";
import { type HeadSpec, signalHead } from "./furniture.ts";
import { type Arm, IN, type LaneAt, OUT } from "./movements.ts";
import { type Node, node } from "./xml-writer.ts";

const GREEN_S = { avenueMain: 42, avenueLeft: 18, streetMain: 26, streetLeft: 16 };
type Group = keyof typeof GREEN_S;
const ORDER = Object.keys(GREEN_S) as Group[];
/** An arm is walked across while the other road goes straight on; its own right turns stand still meanwhile. */
const WALK: Record<Arm["kind"], Group> = { avenue: "streetMain", street: "avenueMain" };
const HEADS_AT_M = 0.5;
const KERB_CLEAR_M = 0.3;
const YELLOW_S = 3;
const ALL_RED_S = 2;

export interface SignalSet {
  /** Signals by the road they stand on. */
  heads: Map<string, Node[]>;
  controllerId: string;
  controller: Node;
}

export function crossingSignals({ name, arms, ids }: CrossingSpec): SignalSet {
  const heads = new Map<string, Node[]>();
  const groups: Record<Group, string[]> = { avenueMain: [], avenueLeft: [], streetMain: [], streetLeft: [] };
  const rights: Record<Arm["kind"], string[]> = { avenue: [], street: [] };
  /** By the arm they cross. */
  const walks: Record<Arm["kind"], string[]> = { avenue: [], street: [] };
  const head = (arm: Arm, group: string[], { name: label, ...spec }: HeadSpec) => {
    const signalId = ids.next();
    group.push(signalId);
    const drawn = signalHead(signalId, arm, { ...spec, name: `${name} ${arm.name} ${label}` });
    heads.set(arm.roadId, [...(heads.get(arm.roadId) ?? []), drawn]);
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
    heads,
    controllerId,
    controller: node("controller", { id: controllerId, name, sequence: 0 }, [
      ...[...Object.values(groups), ...Object.values(rights), ...Object.values(walks)]
        .flat()
        .map((signalId) => node("control", { signalId, type: "0" })),
      node("userData", { code: "lanetwin:phases", value: JSON.stringify(phases) }),
    ]),
  };
}
