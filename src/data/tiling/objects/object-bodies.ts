// Objects that stand: outlines as prisms, repeats as bodies drawn along the road or one by one, the rest as boxes and
// cylinders of their own size. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { featureId } from "../../../model/records/feature-id.ts";
import { isPaint } from "../../../model/roads/paint-kind.ts";
import { continuousRepeats, placedObjects } from "../../../model/roads/placed-objects.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { RoadObject } from "../../../model/roads/road-network.ts";
import { plumb } from "../../../model/roads/road-place.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { addBox, addCylinder, addPrism, circle, emptyMesh, type Mesh } from "../solid-mesh.ts";
import { extrudeAlong } from "./extrusions.ts";
import { worldBodies } from "./world-bodies.ts";

const COLOURS: Record<string, FeatureMesh["colour"]> = {
  pole: [150, 154, 158],
  railing: [176, 180, 184],
  barrier: [168, 166, 160],
  soundBarrier: [140, 150, 148],
  tree: [74, 110, 62],
  vegetation: [86, 118, 70],
  building: [186, 180, 170],
  streetLamp: [120, 124, 130],
  gantry: [140, 146, 152],
  trafficIsland: [170, 168, 162],
  obstacle: [160, 140, 110],
};
const OTHER: FeatureMesh["colour"] = [150, 148, 142];
const POLE_RADIUS_M = 0.06;
const WALL_M = 0.08;

function single(mesh: Mesh, line: ReferenceLine, object: RoadObject): void {
  const { heightM = 0, lengthM = 0, widthM = 0, radiusM = 0, type } = object;
  const turn = object.headingRad + (object.orientation === "-" ? Math.PI : 0);
  const at = plumb(line, object, turn);
  if (type === "tree" && (heightM > 1 || radiusM > 0)) {
    const high = heightM || 6;
    const crown = radiusM || Math.max(lengthM, widthM) / 2 || high * 0.25;
    addCylinder(mesh, at, 0.15, 0, high * 0.35, 6);
    addPrism(mesh, circle(crown, 8), at, high * 0.3, high * 0.75);
    addPrism(mesh, circle(crown * 0.6, 8), at, high * 0.75, high);
    return;
  }
  if (radiusM > 0 || (/pole|lamp/i.test(type) && !(lengthM > 0 && widthM > 0))) {
    if (heightM > 0) addCylinder(mesh, at, radiusM || POLE_RADIUS_M, 0, heightM);
    return;
  }
  if (lengthM > 0 && widthM > 0 && heightM > 0)
    addBox(mesh, at, [-lengthM / 2, lengthM / 2], [-widthM / 2, widthM / 2], [0, heightM]);
}

/** Outlines as prisms; one that is not closed is a thin wall along its corners. Gives whether there was any. */
function outlined(mesh: Mesh, line: ReferenceLine, object: RoadObject): boolean {
  let any = false;
  const turn = object.headingRad + (object.orientation === "-" ? Math.PI : 0);
  for (const { outer, closed, corners } of object.outlines) {
    const { length } = corners.points;
    if (!outer || length < (closed ? 3 : 2)) continue;
    any = true;
    const local = corners.kind === "local";
    const flat: [number, number][] = local
      ? corners.points.map(({ u, v }) => [u, v])
      : corners.points.map(({ s, t }) => [s, t]);
    const low = local ? corners.points.map(({ z }) => z) : corners.points.map(({ dz }) => dz);
    const high = corners.points.map(({ heightM }, i) => (low[i] as number) + heightM);
    const at = local
      ? plumb(line, object, turn)
      : (s: number, t: number, h: number): Vec3 =>
          line.point(Math.min(line.road.lengthM, Math.max(0, s)), t, h);
    if (closed) {
      addPrism(mesh, flat, at, low, high);
      continue;
    }
    for (let i = 1; i < length; i++) {
      const [a, b] = [flat[i - 1] as [number, number], flat[i] as [number, number]];
      const long = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (!(long > 0)) continue;
      const [nu, nv] = [(-(b[1] - a[1]) / long) * (WALL_M / 2), ((b[0] - a[0]) / long) * (WALL_M / 2)];
      const pick = (list: number[]) => [list[i - 1], list[i], list[i], list[i - 1]] as number[];
      const strip: [number, number][] = [
        [a[0] - nu, a[1] - nv],
        [b[0] - nu, b[1] - nv],
        [b[0] + nu, b[1] + nv],
        [a[0] + nu, a[1] + nv],
      ];
      addPrism(mesh, strip, at, pick(low), pick(high));
    }
  }
  return any;
}

function recordOf(line: ReferenceLine, object: RoadObject): NonNullable<FeatureMesh["record"]> {
  const { sM, tM, lengthM, widthM } = object;
  const at = plumb(line, object, object.headingRad + (object.orientation === "-" ? Math.PI : 0));
  const [foot, before] = [at(0, 0, 0), at(1, 0, 0)];
  return {
    class: "object",
    geometry: () => ({ kind: "Point", parts: [[...foot]] }),
    attributes: {
      stationM: sM,
      offsetM: tM,
      ...(lengthM !== undefined && { lengthM }),
      ...(widthM !== undefined && { widthM }),
    },
    facing: [before[0] - foot[0], before[1] - foot[1]],
  };
}

export function objectBodies(line: ReferenceLine): FeatureMesh[] {
  const { road } = line;
  return road.objects.flatMap((object): FeatureMesh[] => {
    if (isPaint(object)) return [];
    if (object.worldShape) return worldBodies(road, object);
    const mesh = emptyMesh();
    for (const each of placedObjects(object)) if (!outlined(mesh, line, each)) single(mesh, line, each);
    for (const repeat of continuousRepeats(object)) extrudeAlong(mesh, line, object, repeat);
    if (mesh.indices.length === 0) return [];
    return [
      {
        id: featureId("object", road.id, object.id),
        kind: "object",
        material: "sign",
        ...mesh,
        colour: COLOURS[object.type] ?? OTHER,
        record: recordOf(line, object),
        properties: {
          road: road.id,
          type: object.type,
          subtype: object.subtype,
          name: object.name,
          ...(object.heightM !== undefined && { heightM: object.heightM }),
          derivation: "stated",
        },
      },
    ];
  });
}
