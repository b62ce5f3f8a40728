// Where nobody may stand, from the road model: the cycle lanes and shoulders within 50 m of a junction (China's road traffic
// regulations, article 63: 50 m from crossings; the law's article 56: not on what is for bicycles). Points in the dataset's
// plane, metres. Zones that a city paints or signs elsewhere are not known here.

import type { Vec3 } from "../../model/geo/frames.ts";
import { laneFeatureId } from "../../model/records/feature-id.ts";
import { laneDirection } from "../../model/roads/lane-direction.ts";
import { laneGeometry } from "../../model/roads/lane-geometry.ts";
import { referenceLine } from "../../model/roads/reference-line.ts";
import type { RoadNetwork } from "../../model/roads/road-network.ts";

export interface KerbZone {
  id: string;
  roadName: string;
  /** Closed by itself: the last point joins the first. */
  polygon: Vec3[];
  /** A place in its middle, and a point ahead of it in the direction of traffic. */
  middle: Vec3;
  ahead: Vec3;
  widthM: number;
  lengthM: number;
}

const FROM_JUNCTION_M = 50;
const STEP_M = 5;
const LEAST_M = 10;
const KERB = new Set(["biking", "shoulder", "stop"]);

const distance = (a: Vec3, b: Vec3) => Math.hypot(a[0] - b[0], a[1] - b[1]);

export function kerbZones(network: RoadNetwork): KerbZone[] {
  const zones: KerbZone[] = [];
  for (const road of network.roads) {
    if (road.junctionId !== undefined) continue;
    const ends = [
      ...(road.predecessor?.kind === "junction"
        ? [["start", 0, Math.min(FROM_JUNCTION_M, road.lengthM)] as const]
        : []),
      ...(road.successor?.kind === "junction"
        ? [["end", Math.max(0, road.lengthM - FROM_JUNCTION_M), road.lengthM] as const]
        : []),
    ];
    if (ends.length === 0) continue;
    const line = referenceLine(road);
    road.sections.forEach((section, index) => {
      for (const lane of section.lanes) {
        if (!KERB.has(lane.type)) continue;
        const geometry = laneGeometry(line, section, lane);
        for (const [end, low, high] of ends) {
          const [from, to] = [Math.max(low, section.sM), Math.min(high, section.endM)];
          if (to - from < LEAST_M) continue;
          const count = Math.ceil((to - from) / STEP_M);
          const at = (i: number) => from + ((to - from) * i) / count;
          const edge = (side: "left" | "right") =>
            Array.from({ length: count + 1 }, (_, i) => geometry.edge(side, at(i)));
          const centre = (from + to) / 2;
          const step = laneDirection(road, lane) === "backward" ? -1 : 1;
          zones.push({
            id: `${laneFeatureId(road.id, index, lane.id)}/${end}`,
            roadName: road.name,
            polygon: [...edge("left"), ...edge("right").reverse()],
            middle: geometry.centre(centre),
            ahead: geometry.centre(centre + step),
            widthM: distance(geometry.edge("left", centre), geometry.edge("right", centre)),
            lengthM: to - from,
          });
        }
      }
    });
  }
  return zones;
}
