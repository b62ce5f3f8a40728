// Objects and signals that are paint: stop lines, crosswalks, direction arrows, parking bays and other outlines lying
// flat. Each lies 3 mm over the surface. Metres.

import { featureId } from "../../../model/records/feature-id.ts";
import type { ReferenceLine } from "../../../model/roads/reference-line.ts";
import type { RoadObject, Signal } from "../../../model/roads/road-network.ts";
import type { FeatureMesh } from "../feature-mesh.ts";
import { onSurface } from "../road-place.ts";
import { addPolygon, emptyMesh } from "../solid-mesh.ts";
import { arrowShapes, type Polygon } from "./arrow-shapes.ts";

const LIFT_M = 0.003;
const WHITE: FeatureMesh["colour"] = [236, 236, 232];
/** GB 5768.3: stripes 40 to 45 cm wide, 60 cm apart, parallel to traffic. */
const STRIPE_M = 0.4;
const STRIPE_GAP_M = 0.6;
const BAY_LINE_M = 0.1;
const CHORD_M = 1.5;

const rectangle = (u0: number, u1: number, v0: number, v1: number): Polygon => [
  [u0, v0],
  [u1, v0],
  [u1, v1],
  [u0, v1],
];

/** Cut along u, so that a long piece follows the surface. */
function pieces(u0: number, u1: number, v0: number, v1: number): Polygon[] {
  const count = Math.max(1, Math.ceil((u1 - u0) / CHORD_M));
  const across = Math.max(1, Math.ceil((v1 - v0) / (4 * CHORD_M)));
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: across }, (__, k) =>
      rectangle(
        u0 + ((u1 - u0) * i) / count,
        u0 + ((u1 - u0) * (i + 1)) / count,
        v0 + ((v1 - v0) * k) / across,
        v0 + ((v1 - v0) * (k + 1)) / across,
      ),
    ),
  ).flat();
}

/** Zebra stripes over a rectangle: across its longer side, which is where people walk. */
function zebra(lengthM: number, widthM: number): Polygon[] {
  const walkAlongV = widthM >= lengthM;
  const walkM = walkAlongV ? widthM : lengthM;
  const depthM = walkAlongV ? lengthM : widthM;
  const count = Math.max(1, Math.floor((walkM + STRIPE_GAP_M) / (STRIPE_M + STRIPE_GAP_M)));
  const usedM = count * (STRIPE_M + STRIPE_GAP_M) - STRIPE_GAP_M;
  return Array.from({ length: count }, (_, i) => -usedM / 2 + i * (STRIPE_M + STRIPE_GAP_M)).flatMap((at) =>
    walkAlongV
      ? pieces(-depthM / 2, depthM / 2, at, at + STRIPE_M)
      : pieces(at, at + STRIPE_M, -depthM / 2, depthM / 2),
  );
}

/** An outline's corners in the object's own u, v; undefined when it has none that lie flat. */
function flatOutline(object: RoadObject): Polygon | undefined {
  const outline = object.outlines.find(({ outer }) => outer);
  if (!outline) return undefined;
  const { corners } = outline;
  const c = Math.cos(object.headingRad);
  const s = Math.sin(object.headingRad);
  if (corners.points.some(({ heightM }) => heightM > 0.05)) return undefined;
  if (corners.kind === "local") return corners.points.map(({ u, v }) => [u, v]);
  return corners.points.map(({ s: sM, t }) => {
    const [ds, dt] = [sM - object.sM, t - object.tM];
    return [ds * c + dt * s, -ds * s + dt * c];
  });
}

/** Middle, length and width of a four-cornered outline along its own first side. */
function boxOf(polygon: Polygon): { turnRad: number; u: number; v: number; lengthM: number; widthM: number } {
  const [a, b] = polygon as [[number, number], [number, number]];
  const turnRad = Math.atan2(b[1] - a[1], b[0] - a[0]);
  const c = Math.cos(turnRad);
  const s = Math.sin(turnRad);
  const along = polygon.map(([u, v]) => u * c + v * s);
  const across = polygon.map(([u, v]) => -u * s + v * c);
  const [l0, l1] = [Math.min(...along), Math.max(...along)];
  const [w0, w1] = [Math.min(...across), Math.max(...across)];
  const [mu, mv] = [(l0 + l1) / 2, (w0 + w1) / 2];
  return { turnRad, u: mu * c - mv * s, v: mu * s + mv * c, lengthM: l1 - l0, widthM: w1 - w0 };
}

interface Painted {
  type: string;
  polygons: Polygon[];
  turnRad?: number;
  u?: number;
  v?: number;
  derivation: string;
}

function paintOf(object: RoadObject): Painted | undefined {
  const { type, subtype, name, lengthM = 0, widthM = 0 } = object;
  const label = `${subtype} ${name}`;
  const outline = flatOutline(object);
  if (type === "crosswalk") {
    const box = outline && outline.length >= 4 ? boxOf(outline) : { turnRad: 0, u: 0, v: 0, lengthM, widthM };
    if (!(box.lengthM > 0.5 && box.widthM > 0.5)) return undefined;
    return { type, polygons: zebra(box.lengthM, box.widthM), ...box, derivation: "standard-default" };
  }
  if (type === "parkingSpace") {
    const box = outline && outline.length >= 4 ? boxOf(outline) : { turnRad: 0, u: 0, v: 0, lengthM, widthM };
    const [l, w] = [box.lengthM / 2, box.widthM / 2];
    if (!(l > 0.5 && w > 0.5)) return undefined;
    const polygons = [
      rectangle(-l, l, -w, -w + BAY_LINE_M),
      rectangle(-l, l, w - BAY_LINE_M, w),
      rectangle(-l, -l + BAY_LINE_M, -w, w),
      rectangle(l - BAY_LINE_M, l, -w, w),
    ];
    return { type, polygons, ...box, derivation: "standard-default" };
  }
  if (!/^road ?mark$/i.test(type) && !/stencil|arrow/i.test(label)) return undefined;
  if (/stop.?line/i.test(label))
    return {
      type: "stopLine",
      polygons: outline ? [outline] : pieces(-lengthM / 2, lengthM / 2, -widthM / 2, widthM / 2),
      derivation: "stated",
    };
  if (outline) return { type: subtype || "roadMark", polygons: [outline], derivation: "stated" };
  const arrow = /arrow/i.exec(label) ? label.trim().replace(/^.*?(arrow\S*).*$/i, "$1") : "";
  const polygons = arrowShapes(arrow, lengthM > 0 ? lengthM : 3);
  return polygons && { type: arrow, polygons, derivation: "standard-default" };
}

const turned = (orientation: "+" | "-" | "none") => (orientation === "-" ? Math.PI : 0);

function meshOf(
  line: ReferenceLine,
  placed: RoadObject | Signal,
  id: string,
  headingRad: number,
  { type, polygons, turnRad = 0, u = 0, v = 0, derivation }: Painted,
): FeatureMesh {
  const c = Math.cos(turnRad);
  const s = Math.sin(turnRad);
  const place = onSurface(line, { ...placed, zOffsetM: 0 }, headingRad, LIFT_M);
  const mesh = emptyMesh();
  for (const polygon of polygons)
    addPolygon(mesh, polygon, (x, y) => place(u + x * c - y * s, v + x * s + y * c));
  return {
    id,
    kind: "marking",
    material: "marking",
    ...mesh,
    colour: WHITE,
    properties: { road: line.road.id, type, colour: "white", name: placed.name, derivation },
  };
}

/** Signals that are paint: 294 of the German catalogue is a stop line, 1000003 and 1000004 crosswalks of OpenDRIVE's. */
function signalPaint({ type, widthM = 0, value }: Signal): Painted | undefined {
  if (type === "294" && widthM > 0.5)
    return {
      type: "stopLine",
      polygons: pieces(-0.25, 0.25, -widthM / 2, widthM / 2),
      derivation: "standard-default",
    };
  if ((type === "1000003" || type === "1000004") && widthM > 1)
    return {
      type: "crosswalk",
      polygons: zebra(value && value > 1 ? value : 4, widthM),
      derivation: "standard-default",
    };
  return undefined;
}

export function objectPaint(line: ReferenceLine): FeatureMesh[] {
  const { road } = line;
  return [
    ...road.objects.flatMap((object) => {
      const painted = paintOf(object);
      if (!painted) return [];
      const turn =
        painted.type === "crosswalk" || painted.type === "parkingSpace" ? 0 : turned(object.orientation);
      const id = featureId("marking", road.id, "object", object.id);
      return [meshOf(line, object, id, object.headingRad + turn, painted)];
    }),
    ...road.signals.flatMap((signal) => {
      const painted = signalPaint(signal);
      return painted
        ? [meshOf(line, signal, featureId("marking", road.id, "signal", signal.id), 0, painted)]
        : [];
    }),
  ];
}

/** Whether an object or signal is paint and nothing else. */
export const isPaint = (object: RoadObject): boolean => paintOf(object) !== undefined;
export const isSignalPaint = (signal: Signal): boolean =>
  signalPaint(signal) !== undefined || /^road ?mark$/i.test(signal.type);
