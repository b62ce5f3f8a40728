// Objects that stand or lie and are known by their own corners: areas beside the road, kerbs, fences, walls, guard rails.
// Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { featureId } from "../../../model/records/feature-id.ts";
import type { Road, RoadObject } from "../../../model/roads/road-network.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { emptyMesh } from "../solid-mesh.ts";
import { addArea, addRail } from "../world-shapes.ts";

const AREAS: Record<string, FeatureMesh["colour"]> = {
  vegetation: [92, 116, 78],
  walkway: [150, 148, 142],
  shared_walkway: [146, 144, 138],
  parking: [84, 86, 96],
  exit: [104, 104, 106],
  freespace: [88, 90, 94],
  keepout: [92, 92, 88],
  traffic_island: [160, 158, 152],
  building: [168, 160, 150],
};
const OTHER: FeatureMesh["colour"] = [120, 120, 114];
const WIDTHS: Record<string, number> = {
  curb: 0.12,
  fence: 0.06,
  guard_rail: 0.1,
  wall: 0.2,
  jersey_barrier: 0.4,
};
const COLOURS: Record<string, FeatureMesh["colour"]> = {
  curb: [172, 172, 168],
  fence: [132, 138, 134],
  guard_rail: [176, 180, 184],
  wall: [164, 158, 150],
  jersey_barrier: [178, 178, 174],
};
/** A guard rail's beam hangs on posts; a fence and a wall reach the ground. */
const GUARD_RAIL_LOW_M = 0.44;
/** Areas in the lanes' own plane: what people drive on is seen over them, islands over what is driven. */
const PULLS: Record<string, number> = { traffic_island: 0.6, walkway: 0.1, parking: 0.12, exit: 0.14 };
const AREA_PULL = 0.04;

function place(points: readonly Vec3[]): Vec3 {
  const middle = points[points.length >> 1] as Vec3;
  return [...middle];
}

function body(road: Road, object: RoadObject): FeatureMesh | undefined {
  const { worldShape } = object;
  if (!worldShape) return undefined;
  const mesh = emptyMesh();
  const area = worldShape.kind === "area";
  const kind = area ? object.type : object.type === "curb" ? "curb" : object.subtype;
  const [points = []] = worldShape.parts;
  const { heightM = 0 } = object;
  if (area) addArea(mesh, worldShape.parts);
  else
    addRail(
      mesh,
      points,
      WIDTHS[kind] ?? 0.1,
      kind === "guard_rail" ? Math.min(GUARD_RAIL_LOW_M, heightM / 2) : 0,
      heightM,
    );
  if (mesh.indices.length === 0) return undefined;
  return {
    id: featureId("object", road.id, object.id),
    kind: "object",
    material: area ? "surface" : "sign",
    ...mesh,
    colour: (area ? AREAS[object.type] : COLOURS[kind]) ?? OTHER,
    ...(area && { pull: PULLS[object.type] ?? AREA_PULL }),
    record: {
      class: "object",
      geometry: () => ({ kind: "Point", parts: [place(points)] }),
      attributes: { stationM: object.sM, offsetM: object.tM },
    },
    properties: {
      road: road.id,
      type: object.type,
      subtype: object.subtype,
      name: object.name,
      ...(object.heightM !== undefined && { heightM: object.heightM }),
      derivation: object.derivation ?? "stated",
      source: object.sourceId ?? "",
    },
  };
}

export function worldBodies(road: Road, object: RoadObject): FeatureMesh[] {
  const mesh = body(road, object);
  return mesh ? [mesh] : [];
}
