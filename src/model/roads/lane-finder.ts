// Which lane somebody points at, and how wide it is there: by the pick's id where that names a lane, else by place, for paint
// and what stands on a lane. Places in degrees; widths in true metres. Roads are prepared when they are first asked for.

import { type EnuFrame, type Geodetic, geodeticToEcef, type Vec3 } from "../geo/frames.ts";
import { laneFeatureId, parseFeatureId } from "../records/feature-id.ts";
import type { Quality } from "../records/quality.ts";
import { laneGeometry } from "./lane-geometry.ts";
import { type LaneWidth, laneWidthNear } from "./lane-width.ts";
import { type ReferenceLine, referenceLine } from "./reference-line.ts";
import { rememberedLine } from "./remembered-line.ts";
import type { Lane, LaneSection, Road, RoadNetwork } from "./road-network.ts";

export interface FoundLane extends LaneWidth {
  id: string;
  roadId: string;
  roadName: string;
  laneId: number;
  type: string;
  quality: Quality;
}

export interface LaneFinder {
  /** Undefined off every lane. */
  laneAt(at: Geodetic, featureId?: string): FoundLane | undefined;
}

const STEP_M = 10;
/** No lane lies farther than this from its road's reference line. */
const REACH_M = 60;

export function createLaneFinder(
  network: RoadNetwork,
  placement: (p: Vec3) => Geodetic,
  frame: EnuFrame,
): LaneFinder {
  const toEnu = (p: Vec3): Vec3 => {
    const { lonDeg, latDeg, heightM } = placement(p);
    return frame.toEnu(...geodeticToEcef(lonDeg, latDeg, heightM));
  };
  const lines = new Map<string, ReferenceLine>();
  const lineOf = (road: Road): ReferenceLine => {
    let line = lines.get(road.id);
    if (!line) {
      line = rememberedLine(referenceLine(road));
      lines.set(road.id, line);
    }
    return line;
  };
  let courses: { road: Road; points: Vec3[] }[] | undefined;
  const near = (at: Vec3): Road[] => {
    courses ??= network.roads.map((road) => {
      const count = Math.max(1, Math.ceil(road.lengthM / STEP_M));
      const line = lineOf(road);
      const points = Array.from({ length: count + 1 }, (_, i) =>
        toEnu(line.point((road.lengthM * i) / count, 0)),
      );
      return { road, points };
    });
    const reach = REACH_M + STEP_M;
    return courses
      .filter(({ points }) => points.some((p) => Math.hypot(p[0] - at[0], p[1] - at[1]) < reach))
      .map(({ road }) => road);
  };
  const found = (road: Road, index: number, section: LaneSection, lane: Lane, at: Vec3): FoundLane => ({
    ...laneWidthNear(laneGeometry(lineOf(road), section, lane), at, toEnu),
    id: laneFeatureId(road.id, index, lane.id),
    roadId: road.id,
    roadName: road.name,
    laneId: lane.id,
    type: lane.type,
    quality: { ...network.dataset.quality, ...road.quality, ...lane.quality },
  });

  return {
    laneAt(place, featureId) {
      const at = frame.toEnu(...geodeticToEcef(place.lonDeg, place.latDeg, place.heightM));
      const named = featureId === undefined ? undefined : parseFeatureId(featureId);
      if (named?.kind === "lane") {
        const road = network.roads.find(({ id }) => id === named.parts[0]);
        const index = Number(named.parts[1]);
        const section = road?.sections[index];
        const lane = section?.lanes.find(({ id }) => id === Number(named.parts[2]));
        if (road && section && lane) return found(road, index, section, lane, at);
      }
      let best: { lane: FoundLane; off: number } | undefined;
      for (const road of near(at))
        road.sections.forEach((section, index) => {
          for (const lane of section.lanes) {
            if (lane.id === 0) continue;
            const each = found(road, index, section, lane, at);
            const middle = [0, 1, 2].map(
              (i) => ((each.left[i] as number) + (each.right[i] as number)) / 2,
            ) as Vec3;
            const off = Math.hypot(middle[0] - at[0], middle[1] - at[1]);
            // Lanes may lie over each other: the one at the pick's height is meant.
            const above = Math.abs(middle[2] - at[2]);
            if (off > each.widthM / 2 + 0.05 || above > 2 || each.widthM < 1e-3) continue;
            const score = off + above;
            if (!best || score < best.off) best = { lane: each, off: score };
          }
        });
      return best?.lane;
    },
  };
}
