// The polygons of a GML geometry, whatever it is wrapped in: solids, shells, composites, surfaces turned round, triangles.
// References to polygons elsewhere are kept as such. Positions are put in x, y, z order.

import type { SurfaceRole } from "../../../model/buildings/city-object.ts";
import { childrenOf, type Element } from "../xml/element.ts";
import type { Colour } from "./appearances.ts";
import { attributeOf, idOf, localId, numbersOf } from "./gml.ts";

export interface GmlPolygon {
  id?: string;
  rings: { id?: string; corners: Float64Array }[];
  role?: SurfaceRole;
  colour?: Colour;
}

export interface PolygonRoom {
  /** The second number of a position is x. */
  swapped: boolean;
  dimension: 2 | 3;
  colours: ReadonlyMap<string, Colour>;
}

export interface Found {
  polygons: GmlPolygon[];
  references: { id: string; role?: SurfaceRole }[];
}

/** Lines, and what else has no surface. */
const PASSED_BY = new Set([
  "MultiCurve",
  "LineString",
  "Curve",
  "CompositeCurve",
  "MultiPoint",
  "Point",
  "Envelope",
]);
const POLYGONS = new Set(["Polygon", "PolygonPatch", "Triangle", "Rectangle"]);

function positionsOf(ring: Element): number[] {
  const out: number[] = [];
  for (const child of ring.children) {
    if (child.name === "posList" || child.name === "pos" || child.name === "coordinates")
      for (const value of numbersOf(child.text)) out.push(value);
    else if (child.name === "pointProperty" || child.name === "pointRep" || child.name === "Point")
      for (const value of positionsOf(child)) out.push(value);
  }
  return out;
}

function cornersOf(ring: Element, { swapped, dimension }: PolygonRoom): Float64Array {
  const stated = ring.children.map((child) => attributeOf(child, "srsDimension")).find(Boolean);
  const width = stated === "2" ? 2 : stated === "3" ? 3 : dimension;
  const values = positionsOf(ring);
  const out = new Float64Array(Math.floor(values.length / width) * 3);
  for (let i = 0, k = 0; k < out.length; i += width, k += 3) {
    out[k] = values[swapped ? i + 1 : i] as number;
    out[k + 1] = values[swapped ? i : i + 1] as number;
    if (width === 3) out[k + 2] = values[i + 2] as number;
  }
  return out;
}

function reversed(polygon: GmlPolygon): GmlPolygon {
  const turn = ({ id, corners }: GmlPolygon["rings"][number]) => {
    const out = new Float64Array(corners.length);
    for (let i = 0; i < corners.length; i += 3)
      out.set(corners.subarray(corners.length - 3 - i, corners.length - i), i);
    // Texture coordinates are listed in the order of the ring as it is written.
    return { ...(id !== undefined && { id: `${TURNED}${id}` }), corners: out };
  };
  return { ...polygon, rings: polygon.rings.map(turn) };
}

/** Before the id of a ring whose corners have been turned round. */
export const TURNED = "-#";

/** @param depth of nesting is bounded by the XML reader */
export function findPolygons(
  element: Element,
  room: PolygonRoom,
  into: Found,
  role?: SurfaceRole,
  above?: Colour,
): void {
  if (PASSED_BY.has(element.name)) return;
  const id = idOf(element);
  const colour = (id === undefined ? undefined : room.colours.get(id)) ?? above;
  const look = { ...(role && { role }), ...(colour && { colour }) };
  if (POLYGONS.has(element.name)) {
    const rings = ["exterior", "outerBoundaryIs", "interior", "innerBoundaryIs"].flatMap((name) =>
      childrenOf(element, name).flatMap(({ children }) =>
        children.map((ring) => {
          const own = idOf(ring);
          return { ...(own !== undefined && { id: own }), corners: cornersOf(ring, room) };
        }),
      ),
    );
    into.polygons.push({ ...(id !== undefined && { id }), rings, ...look });
    return;
  }
  const reference = attributeOf(element, "href");
  if (reference !== undefined) {
    into.references.push({ id: localId(reference), ...(role && { role }) });
    return;
  }
  if (element.name === "OrientableSurface" && attributeOf(element, "orientation") === "-") {
    const own: Found = { polygons: [], references: into.references };
    for (const child of element.children) findPolygons(child, room, own, role, colour);
    into.polygons.push(...own.polygons.map(reversed));
    return;
  }
  for (const child of element.children) findPolygons(child, room, into, role, colour);
}
