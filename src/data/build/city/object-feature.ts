// One object of a file to one feature of the tiler, or the reason why not. Heights that the file leaves open are the
// ground's. Objects of land, water and rail are cut at tile borders, bodies are not.

import type { CityObject, ObjectKind, ObjectShape } from "../../../model/buildings/city-object.ts";
import { geodeticToEcef } from "../../../model/geo/frames.ts";
import type { CityFeature, CityMesh } from "../../tiling/city/city-feature.ts";
import { extrude, footprintArea, placeFootprint } from "./extrude.ts";
import { type Look, lookOf } from "./facade-by-use.ts";
import { facesToMeshes } from "./faces.ts";
import type { Placer } from "./place.ts";

export interface FeatureRules {
  placer: Placer;
  /** The ground's height at a place, in heights as the placer takes them (before its geoid height). */
  groundM(lonDeg: number, latDeg: number): number;
  /** Added to all heights. */
  raiseM?: number;
  imageKey(image: number): string;
}

export type Made = { feature: CityFeature; notes: { code: string; count?: number }[] } | { skipped: string };

const CUT = new Set<ObjectKind>(["land", "water", "rail", "relief"]);

const COLOURS: Partial<Record<ObjectKind, readonly [number, number, number]>> = {
  land: [150, 160, 120],
  water: [70, 110, 130],
  vegetation: [86, 120, 70],
  relief: [140, 146, 118],
  bridge: [178, 178, 174],
  tunnel: [150, 150, 148],
  rail: [120, 116, 112],
  furniture: [130, 132, 136],
};

/** The most detailed one. */
const finest = (shapes: readonly ObjectShape[]): ObjectShape[] => {
  const most = Math.max(...shapes.map(({ lod }) => lod));
  return shapes.filter(({ lod }) => lod === most);
};

/** Height of an object by its shapes alone, for its look; metres. */
function sizeOf(shapes: readonly ObjectShape[]): { heightM: number; areaM2: number } {
  let low = Infinity;
  let high = -Infinity;
  let extruded = 0;
  for (const { shape } of shapes) {
    if (shape.type === "extrusion") extruded = Math.max(extruded, shape.heightM);
    else if (shape.type === "faces")
      for (const { rings } of shape.faces)
        for (const ring of rings)
          for (let i = 2; i < ring.length; i += 3) {
            low = Math.min(low, ring[i] as number);
            high = Math.max(high, ring[i] as number);
          }
  }
  return { heightM: Math.max(extruded, high - low, 0), areaM2: 0 };
}

/** Colours by kind: only buildings have facades. */
function lookFor({ id, kind, attributes }: CityObject, heightM: number, areaM2: number): Look {
  if (kind === "building") return lookOf(id, attributes, heightM, areaM2);
  const colour = COLOURS[kind] ?? [168, 168, 166];
  return { wall: colour, roof: colour };
}

const SURFACES: Partial<Record<ObjectKind, CityMesh["material"]>> = {
  land: "ground",
  relief: "ground",
  water: "water",
};

export function featureOf(object: CityObject, rules: FeatureRules): Made {
  const { placer } = rules;
  const raiseM = rules.raiseM ?? 0;
  const notes: { code: string; count?: number }[] = [];
  const meshes: CityMesh[] = [];
  if (object.shapes.length === 0) return { skipped: "finding.city-build.no-shape" };
  const shapes = finest(object.shapes);
  for (const { shape } of shapes) {
    if (shape.type === "extrusion") {
      const { heightM, footprints } = shape;
      if (!(heightM > 0)) return { skipped: "finding.city-build.no-height" };
      for (const footprint of footprints) {
        const [x, y] = [footprint[0]?.[0] ?? Number.NaN, footprint[0]?.[1] ?? Number.NaN];
        const here = placer.geodetic(x, y, 0);
        if (!Number.isFinite(here.lonDeg) || !Number.isFinite(here.latDeg))
          return { skipped: "finding.city-build.not-a-number" };
        const base = shape.baseM ?? rules.groundM(here.lonDeg, here.latDeg) + (shape.liftM ?? 0);
        const baseM = base + raiseM;
        const placed = placeFootprint(footprint, placer, baseM);
        const areaM2 = footprintArea(placed.base, placed.ends);
        const look = lookFor(object, heightM, areaM2);
        const floor = (shape.liftM ?? 0) > 0;
        meshes.push(...extrude(placed, upAt(placer, here), { baseM, heightM, floor }, look));
      }
    } else if (shape.type === "faces") {
      const { heightM, areaM2 } = sizeOf(shapes);
      const look = lookFor(object, heightM, areaM2);
      const made = facesToMeshes(shape.faces, placer, raiseM, look, rules.imageKey);
      if (made.dropped > 0) notes.push({ code: "finding.city-build.faces-dropped", count: made.dropped });
      if (made.doubtful > 0) notes.push({ code: "finding.city-build.faces-doubtful", count: made.doubtful });
      if (made.turned && !CUT.has(object.kind)) notes.push({ code: "finding.city-build.turned" });
      meshes.push(...made.meshes);
    } else {
      const { positions, indices, uvs, image, colour } = shape;
      const out = new Float64Array(positions.length);
      for (let i = 0; i < positions.length; i += 3)
        placer.place(
          positions[i] as number,
          positions[i + 1] as number,
          (positions[i + 2] as number) + raiseM,
          out,
          i,
        );
      const look = lookFor(object, 0, 0);
      meshes.push({
        material: image === undefined ? "plain" : "picture",
        positions: out,
        indices,
        colour: colour ?? (image === undefined ? look.wall : [255, 255, 255]),
        ...(image !== undefined && uvs && { uvs, image: rules.imageKey(image) }),
      });
    }
  }
  if (!meshes.some(({ indices }) => indices.length > 0)) return { skipped: "finding.city-build.no-area" };
  const surface = SURFACES[object.kind];
  return {
    feature: {
      id: object.id,
      kind: object.kind,
      attributes:
        object.parentId === undefined ? object.attributes : { ...object.attributes, parent: object.parentId },
      levels: [
        {
          errorM: 0,
          meshes: surface
            ? meshes.map((mesh) => (mesh.material === "picture" ? mesh : { ...mesh, material: surface }))
            : meshes,
        },
      ],
      ...(CUT.has(object.kind) && { cut: true }),
    },
    notes,
  };
}

/** The ellipsoid's normal, seen from the anchor. */
function upAt(
  placer: Placer,
  { lonDeg, latDeg }: { lonDeg: number; latDeg: number },
): [number, number, number] {
  const { frame } = placer;
  // A kilometre of it, so that earth-sized numbers leave twelve digits.
  const a = frame.toEnu(...geodeticToEcef(lonDeg, latDeg, 0));
  const b = frame.toEnu(...geodeticToEcef(lonDeg, latDeg, 1000));
  return [(b[0] - a[0]) / 1000, (b[1] - a[1]) / 1000, (b[2] - a[2]) / 1000];
}
