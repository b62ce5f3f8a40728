// What stands along the district's streets, placed by the network's own lanes: trees and lamps on planted strips and
// pavements, gantries over the avenue, bus shelters, and the poles that carry the twin's sensors at crossings.

import type { Random } from "../../../model/records/random.ts";
import { laneGeometry } from "../../../model/roads/lane-geometry.ts";
import { type ReferenceLine, referenceLine } from "../../../model/roads/reference-line.ts";
import type { Lane, LaneSection, Road, RoadNetwork } from "../../../model/roads/road-network.ts";
import type { City } from "../district/site.ts";
import { HEADING_RAD, toDistrict } from "../roads/district-plan.ts";

const AVENUE = "高新大道";

interface Lies {
  u: number;
  v: number;
  z: number;
  /** Of the road there, clockwise from the district's v. */
  alongRad: number;
}

export interface Corner {
  junction: string;
  name: string;
  place: Lies;
}

export function furnishRoads(city: City, network: RoadNetwork, random: Random): Corner[] {
  const junctions = new Map(network.junctions.map((junction) => [junction.id, junction]));
  const corners: Corner[] = [];
  for (const road of network.roads) {
    if (road.junctionId !== undefined) continue;
    const line = referenceLine(road);
    if (road.name === AVENUE) alongAvenue(city, road, line, random);
    else alongStreet(city, road, line, random);
    for (const [end, link] of [
      ["start", road.predecessor],
      ["end", road.successor],
    ] as const) {
      const junction = link?.kind === "junction" ? junctions.get(link.id) : undefined;
      if (!junction || road.signals.length === 0) continue;
      const place = cornerOf(line, end);
      if (place) corners.push({ junction: junction.id, name: junction.name, place });
    }
  }
  return corners;
}

const bearing = (headingRad: number) => Math.PI / 2 - (headingRad - HEADING_RAD);

function at(
  line: ReferenceLine,
  section: LaneSection,
  lane: Lane,
  s: number,
  share: number,
): Lies & { widthM: number } {
  const geometry = laneGeometry(line, section, lane);
  const [l, r] = [geometry.edge("left", s), geometry.edge("right", s)];
  // From the inner edge outward.
  const [a, b] = lane.id > 0 ? [r, l] : [l, r];
  const [x, y, z] = [0, 1, 2].map(
    (i) => (a[i] as number) + share * ((b[i] as number) - (a[i] as number)),
  ) as [number, number, number];
  const [u, v] = toDistrict(x, y);
  return {
    u,
    v,
    z,
    alongRad: bearing(line.plan(s).headingRad),
    widthM: Math.hypot(l[0] - r[0], l[1] - r[1]),
  };
}

function alongAvenue(city: City, road: Road, line: ReferenceLine, random: Random): void {
  const [section] = road.sections;
  if (!section) return;
  const medians = section.lanes.filter(({ type }) => type === "median");
  const put = (model: string, lies: Lies, turnRad = 0, scale = 1) =>
    city.things.push({ model, u: lies.u, v: lies.v, z: lies.z, headingRad: lies.alongRad + turnRad, scale });
  for (const lane of medians) {
    const middle = Math.abs(lane.id) === 1;
    for (let s = 5; s < road.lengthM - 4; s += 9) {
      const lies = at(line, section, lane, s, 0.5);
      if (lies.widthM < 2) continue;
      if (!middle && Math.round((s - 5) / 9) % 4 === 2)
        put("lamp-avenue", lies, lane.id > 0 ? Math.PI / 2 : -Math.PI / 2);
      else
        put(
          middle ? (s % 2 < 1 ? "shrub" : "camphor") : "plane",
          lies,
          random.between(0, 6),
          middle ? random.between(0.55, 0.75) : random.between(0.72, 0.95),
        );
    }
  }
  const pavements = section.lanes.filter(({ type }) => type === "sidewalk");
  const open = road.lengthM > 400;
  for (const lane of pavements) {
    for (let s = 6; s < road.lengthM - 6; s += 20) {
      const lies = at(line, section, lane, s, 0.28);
      put("camphor", lies, random.between(0, 6), random.between(0.66, 0.86));
    }
    if (open) {
      const s = lane.id < 0 ? road.lengthM * 0.42 : road.lengthM * 0.58;
      put("bus-shelter", at(line, section, lane, s + 3, 0.72), lane.id < 0 ? -Math.PI / 2 : Math.PI / 2);
    }
  }
  if (!open) return;
  for (const lane of medians.filter(({ id }) => Math.abs(id) === 1)) {
    const s = lane.id < 0 ? road.lengthM * 0.66 : road.lengthM * 0.34;
    const other = medians.find(({ id }) => Math.sign(id) === Math.sign(lane.id) && Math.abs(id) > 1);
    if (!other) continue;
    const [a, b] = [at(line, section, lane, s, 0.5), at(line, section, other, s, 0.5)];
    put("gantry", { ...a, u: (a.u + b.u) / 2, v: (a.v + b.v) / 2 }, lane.id < 0 ? 0 : Math.PI);
  }
}

function alongStreet(city: City, road: Road, line: ReferenceLine, random: Random): void {
  const local = road.sections[0]?.lanes.length === 5;
  const spacing = local ? 30 : 38;
  const push = (model: string, lies: Lies, turnRad: number, scale: number) =>
    city.things.push({ model, u: lies.u, v: lies.v, z: lies.z, headingRad: lies.alongRad + turnRad, scale });
  for (const section of road.sections)
    for (const lane of section.lanes.filter(({ type }) => type === "sidewalk")) {
      const toRoad = lane.id > 0 ? Math.PI / 2 : -Math.PI / 2;
      for (let s = section.sM + 14 + (lane.id > 0 ? spacing / 2 : 0); s < section.endM - 10; s += spacing)
        push("lamp-street", at(line, section, lane, s, 0.16), toRoad, local ? 0.7 : 1);
      for (let s = section.sM + 10; s < section.endM - 8; s += 16) {
        const lamp = (s - section.sM - 14 - (lane.id > 0 ? spacing / 2 : 0)) % spacing;
        if (Math.abs(lamp) < 2.5 || spacing - Math.abs(lamp) < 2.5) continue;
        push(
          local ? "camphor" : "plane",
          at(line, section, lane, s, 0.3),
          random.between(0, 6),
          random.between(0.6, 0.86),
        );
      }
    }
  const [section] = road.sections;
  if (local || !section || road.lengthM < 300) return;
  for (const lane of section.lanes.filter(({ type }) => type === "sidewalk"))
    push(
      "bus-shelter",
      at(line, section, lane, Math.min(section.endM, road.lengthM * 0.5), 0.66),
      lane.id < 0 ? -Math.PI / 2 : Math.PI / 2,
      1,
    );
}

/** On the pavement where a road's right side meets a crossing. */
function cornerOf(line: ReferenceLine, end: "start" | "end"): Lies | undefined {
  const { road } = line;
  const section = road.sections.at(end === "start" ? 0 : -1);
  const sign = end === "start" ? 1 : -1;
  const lane = section?.lanes
    .filter(({ id }) => id * sign > 0)
    .sort((a, b) => Math.abs(b.id) - Math.abs(a.id))[0];
  if (!section || lane?.type !== "sidewalk") return undefined;
  const s = end === "start" ? 1.2 : road.lengthM - 1.2;
  const lies = at(line, section, lane, s, 0.82);
  return { ...lies, alongRad: lies.alongRad + (end === "start" ? Math.PI : 0) };
}
