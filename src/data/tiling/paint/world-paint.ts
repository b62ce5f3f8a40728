// Paint that is known by its own corners: stop lines, single lines, crosswalks, filled figures. Laid 3 mm over the corners'
// own heights; measures that the map leaves out are the standard's. Metres.

import type { Vec3 } from "../../../model/geo/frames.ts";
import { featureId } from "../../../model/records/feature-id.ts";
import type { Geometry } from "../../../model/records/feature-row.ts";
import {
  citation,
  type MarkFigureKey,
  type MarkStandard,
} from "../../../model/roads/mark-standards/mark-standard.ts";
import type { Road, RoadObject } from "../../../model/roads/road-network.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { emptyMesh } from "../solid-mesh.ts";
import { addArea, addStrip } from "../world-shapes.ts";
import { crosswalkStripes } from "./crosswalk-stripes.ts";
import { edgeCourse } from "./edge-course.ts";
import { dashes, isFast } from "./mark-stripes.ts";
import { PAINT_LIFT_M, paintColour } from "./road-marks.ts";

/** A strip along a line, aside of it, in dashes (0 = unbroken), or a filled ring. */
type Piece =
  | { kind: "strip"; points: readonly Vec3[]; asideM: number; widthM: number; dashM: number; gapM: number }
  | { kind: "ring"; ring: Vec3[] };

interface WorldPaint {
  type: string;
  pieces: Piece[];
  used: MarkFigureKey[];
}

const heightOn = (corners: readonly Vec3[], x: number, y: number): number => {
  let sum = 0;
  let weight = 0;
  for (const [cx, cy, z] of corners) {
    const w = 1 / (1e-3 + (cx - x) * (cx - x) + (cy - y) * (cy - y));
    sum += w * z;
    weight += w;
  }
  return weight > 0 ? sum / weight : 0;
};

/** The two long sides of a crosswalk, both the way one walks. */
function sidesOf({ worldShape, userData }: RoadObject): [Vec3[], Vec3[]] | undefined {
  const ring = worldShape?.parts[0] ?? [];
  const [leftCount = 0, rightCount = 0] = (userData.sides ?? "").split(" ").map(Number);
  if (leftCount < 2 || rightCount < 2 || leftCount + rightCount !== ring.length) return undefined;
  return [ring.slice(rightCount).reverse(), ring.slice(0, rightCount)];
}

function crosswalk(object: RoadObject, standard: MarkStandard): WorldPaint | undefined {
  const figure = (key: MarkFigureKey) => standard.figures[key].value;
  const sides = sidesOf(object);
  const ring = object.worldShape?.parts[0] ?? [];
  if (ring.length < 3) return undefined;
  if (object.subtype === "lines" && sides)
    return {
      type: "crosswalk",
      used: ["solidLine.slow.width"],
      pieces: sides.map((points) => ({
        kind: "strip",
        points,
        asideM: 0,
        widthM: figure("solidLine.slow.width"),
        dashM: LINE_DASH_M,
        gapM: LINE_GAP_M,
      })),
    };
  const [ox, oy] = ring[0] as Vec3;
  // Traffic crosses it: square to the way one walks.
  const [a, b] = sides ? [sides[0][0] as Vec3, sides[0].at(-1) as Vec3] : [ring[0] as Vec3, ring[1] as Vec3];
  const trafficRad = Math.atan2(b[1] - a[1], b[0] - a[0]) + Math.PI / 2;
  const stripes = crosswalkStripes(
    ring.map(([x, y]) => [x - ox, y - oy]),
    trafficRad,
    figure("crosswalk.stripe"),
    figure("crosswalk.gap"),
  );
  return {
    type: "crosswalk",
    used: ["crosswalk.stripe", "crosswalk.gap"],
    pieces: stripes.map((stripe) => ({
      kind: "ring",
      ring: stripe.map(([u, v]): Vec3 => [u + ox, v + oy, heightOn(ring, u + ox, v + oy)]),
    })),
  };
}

/** Usual on European signal crossings: half a metre and a fifth, from measured maps [M]. */
const LINE_DASH_M = 0.5;
const LINE_GAP_M = 0.2;

function paintOf(road: Road, object: RoadObject, standard: MarkStandard): WorldPaint | undefined {
  const { worldShape, markings, subtype, userData } = object;
  const points = worldShape?.parts[0] ?? [];
  if (object.type === "crosswalk") return crosswalk(object, standard);
  if (object.type !== "roadMark" || points.length < 2) return undefined;
  const type = subtype || "roadMark";
  if (worldShape?.kind === "area") return { type, used: [], pieces: [{ kind: "ring", ring: points }] };
  const figure = (key: MarkFigureKey) => standard.figures[key].value;
  const [marking] = markings;
  const stated = marking?.widthM ?? 0;
  if (subtype === "stopLine" || subtype === "zebraMarking") {
    const widthM = stated || figure("stopLine.width");
    const strip = { kind: "strip" as const, points, asideM: 0, widthM, dashM: 0, gapM: 0 };
    return { type, used: stated ? [] : ["stopLine.width"], pieces: [strip] };
  }
  const pace = isFast(road, object.sM, standard) ? "fast" : "slow";
  const words = (userData.stripes ?? "").split(" ").filter(Boolean);
  if (words.length > 0) {
    const used: MarkFigureKey[] = [];
    const get = (key: MarkFigureKey) => {
      used.push(key);
      return figure(key);
    };
    const bold = userData.weight === "bold" ? 2 : 1;
    const pieces = words.map((word, i): Piece => {
      const broken = word === "broken";
      const widthM = userData.widthM
        ? Number(userData.widthM)
        : bold * get(broken ? `laneLine.${pace}.width` : `solidLine.${pace}.width`);
      const apart = words.length > 1 ? (get("doubleLine.gap") + widthM) / 2 : 0;
      return {
        kind: "strip",
        points,
        asideM: i === 0 ? apart : -apart,
        widthM,
        dashM: broken ? get(`laneLine.${pace}.dash`) : 0,
        gapM: broken ? get(`laneLine.${pace}.gap`) : 0,
      };
    });
    return { type, used, pieces };
  }
  const key: MarkFigureKey = `solidLine.${pace}.width`;
  return {
    type,
    used: stated ? [] : [key],
    pieces: [
      {
        kind: "strip",
        points,
        asideM: 0,
        widthM: stated || figure(key),
        dashM: marking && marking.spaceLengthM > 0 ? marking.lineLengthM : 0,
        gapM: marking?.spaceLengthM ?? 0,
      },
    ],
  };
}

const closed = (ring: readonly Vec3[]): number[] => [...ring, ring[0] as Vec3].flat();

/** Outlines of what is painted, on the ground. */
function geometryOf(pieces: readonly Piece[]): Geometry {
  const parts = pieces.flatMap((piece): number[][] => {
    if (piece.kind === "ring") return [closed(piece.ring)];
    const course = edgeCourse(piece.points);
    return dashes({ ...piece, sOffsetM: 0 }, 0, course.lengthM).map(([a, b]) => {
      const stations = [a, ...course.corners.filter((d) => d > a + 1e-6 && d < b - 1e-6), b];
      const half = piece.widthM / 2;
      return closed([
        ...stations.map((d) => course.at(d, piece.asideM - half, 0)),
        ...stations.reverse().map((d) => course.at(d, piece.asideM + half, 0)),
      ]);
    });
  });
  return { kind: "MultiPolygon", parts };
}

export function worldPaint(road: Road, object: RoadObject, standard: MarkStandard): FeatureMesh[] {
  const paint = paintOf(road, object, standard);
  if (!paint) return [];
  const mesh = emptyMesh();
  for (const piece of paint.pieces) {
    if (piece.kind === "ring") {
      addArea(mesh, [piece.ring], PAINT_LIFT_M);
      continue;
    }
    const course = edgeCourse(piece.points);
    for (const [a, b] of dashes({ ...piece, sOffsetM: 0 }, 0, course.lengthM))
      addStrip(mesh, course, piece.widthM, PAINT_LIFT_M, a, b, piece.asideM);
  }
  if (mesh.indices.length === 0) return [];
  const colour = object.markings[0]?.color || "white";
  const used = [...new Set(paint.used)];
  return [
    {
      id: featureId("marking", road.id, "object", object.id),
      kind: "marking",
      material: "marking",
      ...mesh,
      colour: paintColour(colour),
      record: {
        class: paint.type === "stopLine" ? "stopline" : paint.type === "crosswalk" ? "crosswalk" : "symbol",
        geometry: () => geometryOf(paint.pieces),
        attributes: { stationM: object.sM, offsetM: object.tM },
      },
      properties: {
        road: road.id,
        type: paint.type,
        colour,
        name: object.name,
        derivation: used.length > 0 ? "standard-default" : "stated",
        standard: used.length > 0 ? citation(standard, used) : "",
        source: object.sourceId ?? "",
      },
    },
  ];
}
