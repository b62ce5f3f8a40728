// A junction of the district's streets, of three or four arms at right angles: connecting roads for every movement,
// pavements around the corners and past a side without an arm, and, where streets of more than one lane meet, signals
// that let one arm go after another.

import { KERB_M } from "../cross-sections.ts";
import { type HeadSpec, type Ids, signalHead } from "../furniture.ts";
import { laneSection } from "../lane-writer.ts";
import { type ArmName, type LaneAt, TURN_KMH } from "../movements.ts";
import { beside, type Pose, planView, profile, turnBetween } from "../plan.ts";
import { type Node, node } from "../xml-writer.ts";
import { lanesIn, lanesOut, SECTIONS, type StreetKind, type Turn, walkAt } from "./street-kinds.ts";

export interface StreetArm {
  name: ArmName;
  kind: StreetKind;
  roadId: string;
  contact: "start" | "end";
  lengthM: number;
  /** Where the road meets the junction, heading along the road's s. */
  pose: Pose;
}

export interface StreetJunction {
  roads: Node[];
  junction: Node;
  controller?: Node;
  /** Signals by the road they stand on. */
  heads: Map<string, Node[]>;
}

const TO: Record<Turn, Record<ArmName, ArmName>> = {
  left: { W: "N", N: "E", E: "S", S: "W" },
  main: { W: "E", E: "W", N: "S", S: "N" },
  right: { W: "S", S: "E", E: "N", N: "W" },
};
const TURNS: Turn[] = ["left", "main", "right"];
const GREEN_S = { street: 20, collector: 14, local: 10 };
const YELLOW_S = 3;
const ALL_RED_S = 2;

const facingIn = ({ contact, pose }: StreetArm): Pose =>
  contact === "end" ? pose : { ...pose, headingRad: pose.headingRad + Math.PI };
const facingOut = (arm: StreetArm): Pose => {
  const { x, y, headingRad } = facingIn(arm);
  return { x, y, headingRad: headingRad + Math.PI };
};
const signedIn = ({ contact }: StreetArm, id: number) => (contact === "end" ? -id : id);
const signedOut = ({ contact }: StreetArm, id: number) => (contact === "end" ? id : -id);

interface Spec {
  id: string;
  name: string;
  arms: StreetArm[];
  heightM: number;
  signals: boolean;
  ids: Ids;
}

interface Movement {
  from: StreetArm;
  to: StreetArm;
  incoming: LaneAt[];
  outgoing: LaneAt[];
  type: "driving" | "sidewalk";
  kmh?: number;
}

function movements(arms: readonly StreetArm[]): Movement[] {
  const byName = new Map(arms.map((arm) => [arm.name, arm]));
  return arms.flatMap((from): Movement[] => {
    const possible = new Set(TURNS.filter((turn) => byName.has(TO[turn][from.name])));
    const walkTo = [...TURNS].reverse().find((turn) => possible.has(turn)) as Turn;
    const walker = byName.get(TO[walkTo][from.name]) as StreetArm;
    return [
      ...[...possible].map((turn): Movement => {
        const to = byName.get(TO[turn][from.name]) as StreetArm;
        const wanted = lanesIn(from.kind, turn, possible);
        const outgoing = lanesOut(to.kind, turn, wanted);
        // Where fewer lanes go on than turn, the outer ones of a left turn and the inner ones of a right turn end.
        const incoming = turn === "right" ? wanted.slice(-outgoing.length) : wanted.slice(0, outgoing.length);
        const kmh = turn === "main" ? SECTIONS[from.kind].kmh : TURN_KMH;
        return { from, to, incoming, outgoing, type: "driving", kmh };
      }),
      {
        from,
        to: walker,
        incoming: [walkAt(from.kind)],
        outgoing: [walkAt(walker.kind)],
        type: "sidewalk" as const,
      },
    ];
  });
}

function connectingRoad({ from, to, incoming, outgoing, type, kmh }: Movement, { id, ids, heightM }: Spec) {
  const [first, target] = [incoming[0] as LaneAt, outgoing[0] as LaneAt];
  const plan = turnBetween(beside(facingIn(from), 0, first.rightM), beside(facingOut(to), 0, target.rightM));
  const roadId = ids.next();
  const section = laneSection({
    sM: 0,
    left: [],
    centre: { sM: 0, kind: "none" },
    right: incoming.map(({ widthM }, i) => {
      const toM = outgoing[i]?.widthM ?? widthM;
      const tapers = Math.abs(widthM - toM) > 1e-9;
      return {
        type,
        widthM,
        ...(kmh !== undefined && { speedKmh: kmh }),
        ...(type === "sidewalk" && { heightM: KERB_M }),
        ...(tapers && { taper: { sM: 0, lengthM: plan.lengthM, fromM: widthM, toM } }),
        paint: [{ sM: 0, kind: "none" as const }],
      };
    }),
  });
  const lanes = section.children.find(({ name }) => name === "right")?.children ?? [];
  lanes.forEach((lane, i) => {
    lane.children.unshift(
      node("link", {}, [
        node("predecessor", { id: signedIn(from, (incoming[i] as LaneAt).id) }),
        node("successor", { id: signedOut(to, (outgoing[i] as LaneAt).id) }),
      ]),
    );
  });
  const road = node("road", { name: "", length: plan.lengthM, id: roadId, junction: id, rule: "RHT" }, [
    node("link", {}, [
      node("predecessor", { elementType: "road", elementId: from.roadId, contactPoint: from.contact }),
      node("successor", { elementType: "road", elementId: to.roadId, contactPoint: to.contact }),
    ]),
    node("type", { s: 0, type: "town" }),
    planView(plan),
    profile(heightM, heightM, plan.lengthM),
    node("lanes", {}, [section]),
  ]);
  return { roadId, road };
}

/** One arm after another; whoever has green meets nobody. */
function signalled({ id, name, arms, ids }: Spec, heads: Map<string, Node[]>): Node {
  const groups = arms.map((arm) => {
    const { lanes, laneM } = SECTIONS[arm.kind];
    const spec: HeadSpec = {
      kind: "vehicles",
      beforeM: 0.5,
      rightM: (lanes * laneM) / 2,
      // Its pavement is among them: whoever walks around the corner looks at the same head.
      lanes: [1, walkAt(arm.kind).id],
      name: `${name} ${arm.name}`,
    };
    const signalId = ids.next();
    heads.set(arm.roadId, [...(heads.get(arm.roadId) ?? []), signalHead(signalId, arm, spec)]);
    return { signalId, arm };
  });
  const phases = groups.flatMap(({ signalId, arm }) => [
    { name: arm.name, durationS: GREEN_S[arm.kind], green: [signalId], yellow: [] },
    { name: `${arm.name} yellow`, durationS: YELLOW_S, green: [], yellow: [signalId] },
    { name: `${arm.name} all red`, durationS: ALL_RED_S, green: [], yellow: [] },
  ]);
  return node("controller", { id: `${id}c`, name, sequence: 0 }, [
    ...groups.map(({ signalId }) => node("control", { signalId, type: "0" })),
    node("userData", { code: "lanetwin:phases", value: JSON.stringify(phases) }),
  ]);
}

export function streetCrossing(spec: Spec): StreetJunction {
  const roads: Node[] = [];
  const connections: Node[] = [];
  for (const movement of movements(spec.arms)) {
    const { roadId, road } = connectingRoad(movement, spec);
    roads.push(road);
    connections.push(
      node(
        "connection",
        {
          id: connections.length,
          incomingRoad: movement.from.roadId,
          connectingRoad: roadId,
          contactPoint: "start",
        },
        movement.incoming.map(({ id: lane }, i) =>
          node("laneLink", { from: signedIn(movement.from, lane), to: -(i + 1) }),
        ),
      ),
    );
  }
  const heads = new Map<string, Node[]>();
  const controller = spec.signals ? signalled(spec, heads) : undefined;
  return {
    roads,
    heads,
    ...(controller && { controller }),
    junction: node("junction", { id: spec.id, name: spec.name, type: "default" }, [
      ...connections,
      ...(controller ? [node("controller", { id: `${spec.id}c`, type: "0", sequence: 0 })] : []),
    ]),
  };
}
