// A road of the sample before it is written: where it lies, what it joins, its sections and what stands on it.

import { gradedProfile, type Plan, planView, profile } from "./plan.ts";
import { type Node, node } from "./xml-writer.ts";

export type Joint = { junction: string } | { road: string; contact: "start" | "end" };

export interface RoadDraft {
  id: string;
  name: string;
  plan: Plan;
  fromM: number;
  toM: number;
  start?: Joint;
  end?: Joint;
  sections: Node[];
  objects: Node[];
  signals: Node[];
  kmh: number;
  /** Of one grade between short rounded ends, instead of easing over its whole length. */
  graded?: boolean;
}

const joint = (name: "predecessor" | "successor", to: Joint): Node =>
  "junction" in to
    ? node(name, { elementType: "junction", elementId: to.junction })
    : node(name, { elementType: "road", elementId: to.road, contactPoint: to.contact });

export function writtenRoad(draft: RoadDraft): Node {
  const { id, name, plan, fromM, toM, start, end, sections, objects, signals, kmh } = draft;
  const link = [...(start ? [joint("predecessor", start)] : []), ...(end ? [joint("successor", end)] : [])];
  return node("road", { name, length: plan.lengthM, id, junction: "-1", rule: "RHT" }, [
    ...(link.length > 0 ? [node("link", {}, link)] : []),
    node("type", { s: 0, type: "town", country: "CN" }, [node("speed", { max: kmh, unit: "km/h" })]),
    planView(plan),
    (draft.graded ? gradedProfile : profile)(fromM, toM, plan.lengthM),
    node("lanes", {}, sections),
    ...(objects.length > 0 ? [node("objects", {}, objects)] : []),
    ...(signals.length > 0 ? [node("signals", {}, signals)] : []),
  ]);
}
