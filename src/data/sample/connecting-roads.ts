// The roads within a crossing: one for every movement of every arm, with lanes linked one to one, and the connections
// that the junction lists. A road's reference line is the left edge of its lanes.

import type { Ids } from "./furniture.ts";
import { laneSection } from "./lane-writer.ts";
import { type Arm, armAfter, IN, kindOf, type LaneAt, MOVEMENTS, OUT } from "./movements.ts";
import { beside, type Pose, planView, profile, turnBetween } from "./plan.ts";
import { type Node, node } from "./xml-writer.ts";

const facingIn = ({ contact, pose }: Arm): Pose =>
  contact === "end" ? pose : { ...pose, headingRad: pose.headingRad + Math.PI };
const facingOut = (arm: Arm): Pose => {
  const { x, y, headingRad } = facingIn(arm);
  return { x, y, headingRad: headingRad + Math.PI };
};
const signedIn = ({ contact }: Arm, id: number) => (contact === "end" ? -id : id);
const signedOut = ({ contact }: Arm, id: number) => (contact === "end" ? id : -id);

export interface CrossingSpec {
  id: string;
  name: string;
  arms: Arm[];
  heightM: number;
  ids: Ids;
}

export function connectingRoads({ id, arms, heightM, ids }: CrossingSpec) {
  const roads: Node[] = [];
  const connections: Node[] = [];
  const byName = new Map(arms.map((arm) => [arm.name, arm]));
  for (const from of arms)
    for (const movement of MOVEMENTS) {
      const to = byName.get(armAfter(from.name, movement)) as Arm;
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
