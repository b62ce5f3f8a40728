// Objects and signals that are paint: stop lines, crosswalks, direction arrows, parking bays and what their markings
// state. Each lies on the drawn surface, 3 mm over it. Metres.

import { featureId } from "../../../model/records/feature-id.ts";
import type { Geometry } from "../../../model/records/feature-row.ts";
import type { RoadClassId } from "../../../model/records/road-attributes.ts";
import {
  citation,
  GENERIC_MARKS,
  type MarkFigureKey,
  type MarkStandard,
} from "../../../model/roads/mark-standards/mark-standard.ts";
import { arrowName, isPaint, paintKind } from "../../../model/roads/paint-kind.ts";
import { placedObjects } from "../../../model/roads/placed-objects.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { Road, RoadObject } from "../../../model/roads/road-network.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { type PavedSurface, pavedSurface } from "../paved-surface.ts";
import { emptyMesh } from "../solid-mesh.ts";
import { arrowShapes } from "./arrow-shapes.ts";
import { crosswalkStripes } from "./crosswalk-stripes.ts";
import { drape, locate, onGround, type Point, type Polygon } from "./drape.ts";
import { markingLines } from "./marking-lines.ts";
import { groundPlan, laneSpan } from "./object-outline.ts";
import { type Painted, rectangle } from "./painted.ts";
import { PAINT_LIFT_M, paintColour } from "./road-marks.ts";
import { signalPaint } from "./signal-paint.ts";
import { worldPaint } from "./world-paint.ts";

const RAISED_M = 0.03;
const RECORD_CLASS: Record<string, RoadClassId> = { stopLine: "stopline", crosswalk: "crosswalk" };
/** The lines of a bay within its outline, each side `widthM` wide. */
const bayLines = (polygon: Polygon, widthM: number): Polygon[] =>
  polygon.map((a, i) => {
    const b = polygon[(i + 1) % polygon.length] as [number, number];
    const long = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const middle = polygon.reduce(
      ([u, v], p) => [u + p[0] / polygon.length, v + p[1] / polygon.length],
      [0, 0],
    );
    const side =
      (b[0] - a[0]) * ((middle[1] as number) - a[1]) - (b[1] - a[1]) * ((middle[0] as number) - a[0]);
    const inward = (side > 0 ? widthM : -widthM) / long;
    const [nu, nv] = [-(b[1] - a[1]) * inward, (b[0] - a[0]) * inward];
    return [a, b, [b[0] + nu, b[1] + nv], [a[0] + nu, a[1] + nv]];
  });

/** By the speed stated at s; a road without a speed gets the short arrow. */
function arrowKey(road: Road, sM: number): MarkFigureKey {
  const speed = (road.types.findLast((type) => type.sM <= sM) ?? road.types[0])?.speedMps;
  const kmh = speed === "no limit" ? 130 : typeof speed === "number" ? speed * 3.6 : 0;
  return kmh > 99 ? "arrow.motorway.length" : kmh > 41 ? "arrow.fast.length" : "arrow.slow.length";
}

/** Stripes of a crosswalk that lie on raised ground (kerbs, planted medians) are left out. */
const onCarriageway = (
  surface: PavedSurface,
  stripes: Polygon[],
  place: ReturnType<typeof onGround>,
  sM: number,
) =>
  stripes.filter((stripe) => {
    const [u, v] = stripe.reduce(
      (sum, p) => [sum[0] + p[0] / stripe.length, sum[1] + p[1] / stripe.length],
      [0, 0],
    );
    const [x, y] = place(u, v);
    const { s, t } = locate(surface, x, y, sM);
    const raised = surface.laneAt(s, t)?.height.map(({ innerM, outerM }) => Math.max(innerM, outerM)) ?? [];
    return Math.max(0, ...raised) < RAISED_M;
  });

function paintOf(surface: PavedSurface, object: RoadObject, standard: MarkStandard): Painted | undefined {
  const kind = paintKind(object);
  if (!kind) return undefined;
  const { road } = surface.line;
  const figure = (key: MarkFigureKey) => standard.figures[key].value;
  const back = object.orientation === "-" && (kind === "arrow" || kind === "stopLine" || kind === "area");
  const turnRad = object.headingRad + (back ? Math.PI : 0);
  const plan = groundPlan(surface, object, turnRad);
  const colour = object.markings[0]?.color || "white";
  const base = { type: kind as string, turnRad, colour };
  const byStandard = (keys: MarkFigureKey[]) =>
    ({ derivation: "standard-default", standard: citation(standard, keys) }) as const;
  const stated = { derivation: "stated", standard: "" } as const;

  if (plan && object.markings.length > 0) {
    const polygons = object.markings.flatMap((marking) => markingLines(marking, plan));
    if (polygons.length > 0) return { ...base, polygons, ...stated };
  }
  if (kind === "crosswalk") {
    if (!plan || plan.polygon.length < 3) return undefined;
    const [stripe, gap] = [figure("crosswalk.stripe"), figure("crosswalk.gap")];
    const stripes = crosswalkStripes(plan.polygon, -turnRad, stripe, gap);
    const polygons = onCarriageway(surface, stripes, onGround(surface, object, turnRad, 0), object.sM);
    return { ...base, polygons, ...byStandard(["crosswalk.stripe", "crosswalk.gap"]) };
  }
  if (kind === "parkingSpace") {
    if (!plan || plan.polygon.length < 3) return undefined;
    return {
      ...base,
      polygons: bayLines(plan.polygon, figure("parkingBay.line")),
      ...byStandard(["parkingBay.line"]),
    };
  }
  if (kind === "stopLine") {
    if (plan) return { ...base, polygons: [plan.polygon], ...stated };
    const deepM = object.lengthM || figure("stopLine.width");
    const widthM = object.widthM || laneSpan(surface, object.sM, object.tM)?.widthM;
    if (!widthM) return undefined;
    const polygons = [rectangle(-deepM / 2, deepM / 2, -widthM / 2, widthM / 2)];
    return { ...base, polygons, ...byStandard(["stopLine.width"]) };
  }
  if (plan?.outlined && plan.polygon.length > 2)
    return { ...base, type: object.subtype || "roadMark", polygons: [plan.polygon], ...stated };
  const name = arrowName(object);
  const key = arrowKey(road, object.sM);
  const polygons = name ? arrowShapes(name, object.lengthM || figure(key)) : undefined;
  return polygons && { ...base, type: name, polygons, ...byStandard([key]) };
}

function meshOf(
  surface: PavedSurface,
  id: string,
  name: string,
  pieces: { at: { sM: number; tM: number }; painted: Painted }[],
): FeatureMesh[] {
  const mesh = emptyMesh();
  for (const { at, painted } of pieces) {
    const place = onGround(surface, at, painted.turnRad, PAINT_LIFT_M);
    for (const polygon of painted.polygons) drape(mesh, polygon, place);
  }
  const [first] = pieces;
  if (!first || mesh.indices.length === 0) return [];
  const { type, colour, derivation, standard } = first.painted;
  const properties = { road: surface.line.road.id, type, colour, name, derivation, standard };
  const geometry = (): Geometry => ({
    kind: "MultiPolygon",
    parts: pieces.flatMap(({ at, painted }) => {
      const place = onGround(surface, at, painted.turnRad, 0);
      return painted.polygons.map((polygon) =>
        [...polygon, polygon[0] as Point].flatMap(([u, v]) => place(u, v)),
      );
    }),
  });
  const attributes = { stationM: first.at.sM, offsetM: first.at.tM };
  const record = { class: RECORD_CLASS[type] ?? "symbol", geometry, attributes };
  return [
    { id, kind: "marking", material: "marking", ...mesh, colour: paintColour(colour), record, properties },
  ];
}

export function objectPaint(
  line: ReferenceLine,
  standard: MarkStandard = GENERIC_MARKS,
  surface: PavedSurface = pavedSurface(line),
): FeatureMesh[] {
  const { road } = line;
  return [
    ...road.objects.flatMap((object) => {
      if (!isPaint(object)) return [];
      if (object.worldShape) return worldPaint(road, object, standard);
      const each = placedObjects(object);
      return each.flatMap((placed, i) => {
        const painted = paintOf(surface, placed, standard);
        const parts = each.length > 1 ? [object.id, i] : [object.id];
        const id = featureId("marking", road.id, "object", ...parts);
        return painted ? meshOf(surface, id, object.name, [{ at: placed, painted }]) : [];
      });
    }),
    ...road.signals.flatMap((signal) => {
      const found = signalPaint(surface, signal, standard);
      return found
        ? meshOf(surface, featureId("marking", road.id, "signal", signal.id), signal.name, [found])
        : [];
    }),
  ];
}
