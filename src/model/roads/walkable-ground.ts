// What ground of a road network one may stand on, as triangles in the city's ENU frame (east, north, up, float64 metres):
// carriageways, pavements, junction floors, crosswalks, and the green and kerbs that are not for standing.

import earcut from "earcut";
import type { Vec3 } from "../geo/frames.ts";
import { junctionGround } from "./junction-ground.ts";
import { laneGeometry, stripStations } from "./lane-geometry.ts";
import { paintKind } from "./paint-kind.ts";
import { placedObjects } from "./placed-objects.ts";
import type { ReferenceLine } from "./reference-line.ts";
import type { RoadNetwork, RoadObject } from "./road-network.ts";
import { plumb } from "./road-place.ts";

/** What a triangle is; where several lie in one plane the higher number counts. */
export const GROUND = { barred: 0, floor: 1, pavement: 2, road: 3, crossing: 4 } as const;
export type GroundKind = (typeof GROUND)[keyof typeof GROUND];

const PAVEMENT = new Set(["sidewalk", "walking", "curb"]);
const ROAD = new Set([
  "driving",
  "entry",
  "exit",
  "onRamp",
  "offRamp",
  "connectingRamp",
  "slipLane",
  "bidirectional",
  "bus",
  "taxi",
  "HOV",
  "stop",
  "shoulder",
  "parking",
  "biking",
  "restricted",
  "shared",
]);

/** What kind of ground an OpenDRIVE lane type is; green, medians, borders and rails are barred, as is what is unknown. */
export const groundOf = (laneType: string): GroundKind =>
  ROAD.has(laneType) ? GROUND.road : PAVEMENT.has(laneType) ? GROUND.pavement : GROUND.barred;

/** Areas beside the lanes that a map outlines by themselves. */
const AREAS: Record<string, GroundKind> = {
  walkway: GROUND.pavement,
  shared_walkway: GROUND.pavement,
  traffic_island: GROUND.pavement,
  parking: GROUND.road,
  freespace: GROUND.road,
  exit: GROUND.road,
};

const CHORD_M = 2e-3;

export type AddTriangle = (kind: GroundKind, a: Vec3, b: Vec3, c: Vec3) => void;

function laneTriangles(line: ReferenceLine, toEnu: (p: Vec3) => Vec3, add: AddTriangle): void {
  for (const section of line.road.sections)
    for (const lane of section.lanes) {
      if (lane.id === 0 || section.endM - section.sM < 1e-6) continue;
      const geometry = laneGeometry(line, section, lane);
      const kind = groundOf(lane.type);
      let before: [Vec3, Vec3] | undefined;
      for (const s of stripStations(geometry, CHORD_M)) {
        const here: [Vec3, Vec3] = [toEnu(geometry.edge("left", s)), toEnu(geometry.edge("right", s))];
        if (before) {
          add(kind, before[0], before[1], here[0]);
          add(kind, here[0], before[1], here[1]);
        }
        before = here;
      }
    }
}

/** @param rings the outer one, then its holes */
function polygonTriangles(kind: GroundKind, rings: Vec3[][], add: AddTriangle): void {
  const corners = rings.flat();
  const holes: number[] = [];
  for (let at = 0, i = 0; i + 1 < rings.length; i++) {
    at += (rings[i] as Vec3[]).length;
    holes.push(at);
  }
  const indices = earcut(corners.flat(), holes, 3);
  for (let i = 0; i < indices.length; i += 3)
    add(
      kind,
      corners[indices[i] as number] as Vec3,
      corners[indices[i + 1] as number] as Vec3,
      corners[indices[i + 2] as number] as Vec3,
    );
}

/** The outline of a crosswalk in the dataset's plane; it lies about on the ground, its height is not exact. */
function crosswalkOutline(line: ReferenceLine, object: RoadObject): Vec3[] {
  const at = plumb(line, object, object.headingRad);
  const corners = (object.outlines.find(({ outer }) => outer) ?? object.outlines[0])?.corners;
  if (corners?.kind === "local") return corners.points.map(({ u, v }) => at(u, v, 0));
  if (corners)
    return corners.points.map(({ s, t }) => line.point(Math.min(line.road.lengthM, Math.max(0, s)), t));
  const [l, w] = [(object.lengthM ?? 0) / 2, (object.widthM ?? 0) / 2];
  if (!(l > 0 && w > 0)) return [];
  return [at(-l, -w, 0), at(l, -w, 0), at(l, w, 0), at(-l, w, 0)];
}

/**
 * Every triangle of ground, walkable or not; thrown-away lanes have none.
 * @param lines evaluators by road id
 * @param toEnu from the dataset's plane to the city's ENU frame
 */
export function walkableGround(
  network: RoadNetwork,
  lines: ReadonlyMap<string, ReferenceLine>,
  toEnu: (p: Vec3) => Vec3,
  add: AddTriangle,
): void {
  for (const line of lines.values()) {
    laneTriangles(line, toEnu, add);
    for (const object of line.road.objects) {
      const { worldShape } = object;
      const crossing = paintKind(object) === "crosswalk";
      if (worldShape) {
        const kind = crossing ? GROUND.crossing : (AREAS[object.type] ?? GROUND.barred);
        if (worldShape.kind === "area")
          polygonTriangles(
            kind,
            worldShape.parts.map((ring) => ring.map(toEnu)),
            add,
          );
      } else if (crossing)
        for (const each of placedObjects(object)) {
          const outline = crosswalkOutline(line, each);
          if (outline.length >= 3) polygonTriangles(GROUND.crossing, [outline.map(toEnu)], add);
        }
    }
  }
  for (const { id } of network.junctions) {
    const connecting = network.roads.flatMap((road) =>
      road.junctionId === id ? [lines.get(road.id) as ReferenceLine] : [],
    );
    const ground = junctionGround(connecting);
    if (ground) polygonTriangles(GROUND.floor, [ground.hull.map(([x, y]) => toEnu([x, y, ground.zM]))], add);
  }
}
