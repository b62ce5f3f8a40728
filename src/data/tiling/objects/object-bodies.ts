// Objects that stand: outlines as prisms, repeats as bodies drawn along the road or one by one, the rest as boxes and
// cylinders of their own size. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { featureId } from "../../../model/records/feature-id.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { ObjectRepeat, RoadObject } from "../../../model/roads/road-network.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { isPaint } from "../paint/object-paint.ts";
import { plumb } from "../road-place.ts";
import { addBox, addCylinder, addFace, addPrism, circle, emptyMesh, type Mesh } from "../solid-mesh.ts";

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
const STEP_M = 4;
const POLE_RADIUS_M = 0.06;
const MOST_REPEATS = 2000;

const mix = (a: number, b: number, w: number) => a + (b - a) * w;

/** distance 0: one body along the road. */
function alongRoad(mesh: Mesh, line: ReferenceLine, object: RoadObject, repeat: ObjectRepeat): void {
  const steps = Math.max(1, Math.ceil(repeat.lengthM / STEP_M));
  const width = (w: number) =>
    mix(
      repeat.widthStart ?? object.widthM ?? 0.1,
      repeat.widthEnd ?? repeat.widthStart ?? object.widthM ?? 0.1,
      w,
    ) || 0.1;
  const ring = (i: number): [Vec3, Vec3, Vec3, Vec3] => {
    const w = i / steps;
    const s = Math.min(line.road.lengthM, repeat.sM + repeat.lengthM * w);
    const t = mix(repeat.tStart, repeat.tEnd, w);
    const low = mix(repeat.zOffsetStart, repeat.zOffsetEnd, w);
    const high = low + (mix(repeat.heightStart, repeat.heightEnd, w) || object.heightM || 0.1);
    const half = width(w) / 2;
    return [
      line.point(s, t - half, low),
      line.point(s, t + half, low),
      line.point(s, t + half, high),
      line.point(s, t - half, high),
    ];
  };
  let before = ring(0);
  addFace(mesh, [before[0], before[3], before[2], before[1]]);
  for (let i = 1; i <= steps; i++) {
    const here = ring(i);
    addFace(mesh, [before[0], here[0], here[3], before[3]]);
    addFace(mesh, [here[1], before[1], before[2], here[2]]);
    addFace(mesh, [before[3], here[3], here[2], before[2]]);
    before = here;
  }
  addFace(mesh, [before[0], before[1], before[2], before[3]]);
}

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

function outlined(mesh: Mesh, line: ReferenceLine, object: RoadObject): boolean {
  let any = false;
  for (const { outer, corners } of object.outlines) {
    if (!outer || corners.points.length < 3) continue;
    any = true;
    if (corners.kind === "local") {
      const at = plumb(line, object, object.headingRad + (object.orientation === "-" ? Math.PI : 0));
      const base = corners.points.map(({ z }) => z);
      addPrism(
        mesh,
        corners.points.map(({ u, v }) => [u, v]),
        at,
        base,
        corners.points.map(({ z, heightM }) => z + heightM),
      );
    } else {
      const points = corners.points;
      const place = (s: number, t: number, h: number): Vec3 =>
        line.point(Math.min(line.road.lengthM, Math.max(0, s)), t, h);
      addPrism(
        mesh,
        points.map(({ s, t }) => [s, t]),
        place,
        points.map(({ dz }) => dz),
        points.map(({ dz, heightM }) => dz + heightM),
      );
    }
  }
  return any;
}

export function objectBodies(line: ReferenceLine): FeatureMesh[] {
  const { road } = line;
  return road.objects.flatMap((object): FeatureMesh[] => {
    if (isPaint(object)) return [];
    const mesh = emptyMesh();
    for (const repeat of object.repeats) {
      if (repeat.distanceM > 0) {
        const count = Math.min(MOST_REPEATS, Math.floor(repeat.lengthM / repeat.distanceM) + 1);
        for (let i = 0; i < count; i++) {
          const w = repeat.lengthM > 0 ? (i * repeat.distanceM) / repeat.lengthM : 0;
          const each: RoadObject = {
            ...object,
            sM: repeat.sM + i * repeat.distanceM,
            tM: mix(repeat.tStart, repeat.tEnd, w),
            zOffsetM: mix(repeat.zOffsetStart, repeat.zOffsetEnd, w),
            repeats: [],
          };
          const heightM = mix(repeat.heightStart, repeat.heightEnd, w);
          if (heightM > 0) each.heightM = heightM;
          if (!outlined(mesh, line, each)) single(mesh, line, each);
        }
      } else if (repeat.lengthM > 0) alongRoad(mesh, line, object, repeat);
    }
    if (object.repeats.length === 0 && !outlined(mesh, line, object)) single(mesh, line, object);
    if (mesh.indices.length === 0) return [];
    return [
      {
        id: featureId("object", road.id, object.id),
        kind: "object",
        material: "sign",
        ...mesh,
        colour: COLOURS[object.type] ?? OTHER,
        properties: {
          road: road.id,
          type: object.type,
          name: object.name,
          ...(object.heightM !== undefined && { heightM: object.heightM }),
          derivation: "stated",
        },
      },
    ];
  });
}
