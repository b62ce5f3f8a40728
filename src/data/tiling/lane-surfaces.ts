// Lanes as surfaces: a strip between the two edges, sampled so that no chord leaves the lane by more than the
// tolerance.

import { laneFeatureId } from "../../model/records/feature-id.ts";
import { ASPHALT, laneColour } from "../../model/roads/lane-colours.ts";
import { laneDirection } from "../../model/roads/lane-direction.ts";
import { laneGeometry, stripStations } from "../../model/roads/lane-geometry.ts";
import type { ReferenceLine } from "../../model/roads/reference-line.ts";
import type { Lane, LaneSection, Road, RoadDataset } from "../../model/roads/road-network.ts";
import type { FeatureMesh } from "./feature-mesh.ts";

/** Speed in force at the start of a lane, km/h; undefined when the file does not say. */
function speedKmh(road: Road, section: LaneSection, lane: Lane): number | undefined {
  const own = lane.speed.find(({ sM }) => sM <= 0)?.maxMps;
  const ofType = road.types.findLast(({ sM }) => sM <= section.sM)?.speedMps;
  const speed = own ?? ofType;
  return typeof speed === "number" ? speed * 3.6 : undefined;
}

/**
 * Where lanes of several roads lie over each other in one plane, a fixed order decides: what is driven on over what is not,
 * then the road that comes later in the file. Equal types have equal colours, so that what remains cannot be seen.
 */
function junctionPull(lane: Lane, layer: number): number {
  const driven = laneColour(lane.type) === ASPHALT;
  return (driven ? 0.3 : 0) + 0.02 * (layer % 8);
}

/** Tunnel or bridge over a stretch of a road: a property only, its body is not drawn. */
function structureAt(road: Road, from: number, to: number): string {
  const over = ({ sM, lengthM }: { sM: number; lengthM: number }) => sM < to && sM + lengthM > from;
  if (road.tunnels.some(over)) return "tunnel";
  return road.bridges.some(over) ? "bridge" : "";
}

/** Along the right edge, back along the left, closed: counter-clockwise; positions are left, right, left, right … */
function ringOf(positions: readonly number[]): number[] {
  const ring: number[] = [];
  for (let i = 3; i < positions.length; i += 6) ring.push(...positions.slice(i, i + 3));
  for (let i = positions.length - 6; i >= 0; i -= 6) ring.push(...positions.slice(i, i + 3));
  ring.push(...ring.slice(0, 3));
  return ring;
}

function centreLength(positions: readonly number[]): number {
  let sum = 0;
  const middle = (i: number, axis: number) =>
    ((positions[i + axis] as number) + (positions[i + 3 + axis] as number)) / 2;
  for (let i = 6; i < positions.length; i += 6)
    sum += Math.hypot(
      middle(i, 0) - middle(i - 6, 0),
      middle(i, 1) - middle(i - 6, 1),
      middle(i, 2) - middle(i - 6, 2),
    );
  return sum;
}

/** @param layer of a road whose lanes may lie over others': its place among those */
export function laneSurfaces(
  dataset: RoadDataset,
  line: ReferenceLine,
  chordM: number,
  layer?: number,
): FeatureMesh[] {
  const { road } = line;
  return road.sections.flatMap((section, index) =>
    section.lanes.flatMap((lane): FeatureMesh[] => {
      if (lane.id === 0 || section.endM - section.sM < 1e-6) return [];
      const geometry = laneGeometry(line, section, lane);
      const stations = stripStations(geometry, chordM);
      const positions: number[] = [];
      const indices: number[] = [];
      let widest = 0;
      for (const [i, s] of stations.entries()) {
        const left = geometry.edge("left", s);
        const right = geometry.edge("right", s);
        const width = Math.hypot(left[0] - right[0], left[1] - right[1]);
        widest = Math.max(widest, width);
        positions.push(...left, ...right);
        const k = 2 * i;
        if (i > 0) indices.push(k - 2, k - 1, k, k, k - 1, k + 1);
      }
      if (widest < 1e-3) return [];
      const middle = (section.sM + section.endM) / 2;
      const [l, r] = [geometry.edge("left", middle), geometry.edge("right", middle)];
      const quality = { ...dataset.quality, ...road.quality, ...lane.quality };
      return [
        {
          id: laneFeatureId(road.id, index, lane.id),
          kind: "lane",
          material: "surface",
          positions,
          indices,
          colour: laneColour(lane.type),
          ...(layer !== undefined && { pull: junctionPull(lane, layer) }),
          record: {
            class: "lane",
            geometry: () => ({ kind: "Polygon", parts: [ringOf(positions)] }),
            attributes: {
              lengthM: centreLength(positions),
              rule: road.rule,
              junction: road.junctionId ?? "",
              ...(lane.speed[0]?.derivation && { speedDerivation: lane.speed[0].derivation }),
              access: lane.access.map(({ rule, restriction }) => `${rule} ${restriction}`).join("; "),
            },
          },
          properties: {
            road: road.id,
            section: index,
            lane: lane.id,
            type: lane.type,
            widthM: Math.hypot(l[0] - r[0], l[1] - r[1]),
            speedKmh: speedKmh(road, section, lane) ?? -1,
            direction: laneDirection(road, lane),
            surface: lane.material[0]?.surface ?? "",
            accuracyM: quality.absHorAccM ?? -1,
            derivation: quality.derivation ?? "unknown",
            name: road.name,
            structure: structureAt(road, section.sM, section.endM),
            ...(lane.sourceId !== undefined && { source: lane.sourceId }),
          },
        },
      ];
    }),
  );
}
