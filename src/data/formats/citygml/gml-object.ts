// One member of a CityGML city (2.0 or 3.0) as objects: the thing itself, and its parts, installations and rooms as objects
// of their own that name it. Each takes the level of detail that is wanted; surfaces carry the role of what bounds it.

import { twiceArea } from "../../../model/buildings/check-ring.ts";
import type { CityObject, ObjectShape, SurfaceRole } from "../../../model/buildings/city-object.ts";
import { chooseLod } from "../city/choose-lod.ts";
import type { CityTally } from "../city/city-tally.ts";
import { FaceList } from "../city/face-list.ts";
import { kindOf, roleOf } from "../city/object-kinds.ts";
import type { SeenIds } from "../city/seen-ids.ts";
import { statedHeight } from "../city/stated-height.ts";
import type { Element } from "../xml/element.ts";
import type { Appearances } from "./appearances.ts";
import { idOf } from "./gml.ts";
import { AttributeList, type Code } from "./gml-attributes.ts";
import type { Axes } from "./gml-axes.ts";
import { type Found, findPolygons, type GmlPolygon, TURNED } from "./polygons.ts";

export interface GmlRoom {
  tally: CityTally;
  seen: SeenIds;
  appearances: Appearances;
  axes: Axes;
  dimension: 2 | 3;
  lod?: number;
}

export interface GmlObject {
  object: CityObject;
  codes: Code[];
}

const GEOMETRY = /^lod(\d)(?!Height)[A-Z]/;
const BOUNDARIES = /^(boundedBy|boundary)$/;
const OPENINGS = /^(opening|fillingSurface)$/;
/** Classes that are objects of their own within another. */
const PARTS =
  /^(Building|Bridge|Tunnel)(Part|Unit|Installation|Furniture|Room|ConstructionElement|ConstructiveElement|SubUnit)$|^(Room|Storey|IntBuildingInstallation|HollowSpace|TrafficArea|AuxiliaryTrafficArea|TrafficSpace|AuxiliaryTrafficSpace|Section|Intersection)$/;
const LEFT_OUT = /^(appearance|appearanceMember|metaDataProperty)$/;
/** A surface that bounds, or an opening in one. */
const SURFACE = /(Surface|Window|Door|Closure)$/;

interface Geometry {
  lod: number;
  name: string;
  found: Found;
}

/** What an element has, sorted. */
interface Sorted {
  geometries: Geometry[];
  parts: Element[];
  attributes: AttributeList;
}

/** The same surface written twice has the same corners, in whatever order. */
function keyOf({ rings }: GmlPolygon): string {
  const corners = rings[0]?.corners ?? new Float64Array(0);
  let [x, y, z] = [0, 0, 0];
  // The closing corner is not counted: not every writer repeats the same one.
  const n = corners.length - 3;
  for (let i = 0; i < n; i += 3) {
    x += corners[i] as number;
    y += corners[i + 1] as number;
    z += corners[i + 2] as number;
  }
  let spread = 0;
  for (let i = 0; i < n; i += 3)
    spread += ((corners[i] as number) - x / (n / 3)) ** 2 + ((corners[i + 2] as number) - z / (n / 3)) ** 2;
  return `${n} ${x.toPrecision(12)} ${y.toPrecision(12)} ${z.toPrecision(9)} ${spread.toPrecision(6)}`;
}

function sort(element: Element, room: GmlRoom): Sorted {
  const out: Sorted = { geometries: [], parts: [], attributes: new AttributeList() };
  const polygonRoom = {
    swapped: room.axes.swapped,
    dimension: room.dimension,
    colours: room.appearances.colours,
  };
  const addGeometry = (property: Element, lod: number, role?: SurfaceRole, owner?: Element) => {
    const found: Found = { polygons: [], references: [] };
    const id = owner && idOf(owner);
    findPolygons(
      property,
      polygonRoom,
      found,
      role,
      id === undefined ? undefined : polygonRoom.colours.get(id),
    );
    if (found.polygons.length + found.references.length > 0)
      out.geometries.push({ lod, name: property.name, found });
  };
  const addSurface = (surface: Element) => {
    const role = roleOf(surface.name);
    for (const child of surface.children) {
      const lod = GEOMETRY.exec(child.name)?.[1];
      if (lod !== undefined) addGeometry(child, Number(lod), role, surface);
      else if (OPENINGS.test(child.name)) for (const opening of child.children) addSurface(opening);
    }
  };
  for (const child of element.children) {
    const lod = GEOMETRY.exec(child.name)?.[1];
    const [only] = child.children;
    if (lod !== undefined) addGeometry(child, Number(lod), undefined, element);
    else if (BOUNDARIES.test(child.name)) {
      for (const surface of child.children) if (SURFACE.test(surface.name)) addSurface(surface);
    } else if (only && PARTS.test(only.name)) out.parts.push(...child.children);
    else if (!LEFT_OUT.test(child.name)) out.attributes.add(child);
  }
  return out;
}

/** A building known only by its outline at the ground, with a height: walls over it. */
function extruded(
  faces: FaceList,
  attributes: CityObject["attributes"],
  roofEdge: boolean,
): ObjectShape | undefined {
  const height = statedHeight(attributes, {});
  if ("fault" in height || height.from === "assumed") return undefined;
  const footprints = faces.faces.map(({ rings }) => rings.map((ring) => ring.filter((_, i) => i % 3 < 2)));
  if (footprints.some(([outer]) => outer === undefined || twiceArea(outer) === 0)) return undefined;
  const z = Math.min(...faces.faces.map(({ rings }) => (rings[0] as Float64Array)[2] as number));
  return {
    lod: 0,
    shape: {
      type: "extrusion",
      footprints,
      ...(z !== 0 && { baseM: roofEdge ? z - height.heightM : z }),
      heightM: height.heightM,
      heightFrom: height.from,
    },
  };
}

/** @param all polygons of the member, by id */
function shapeOf(
  { geometries, attributes }: Sorted,
  all: ReadonlyMap<string, GmlPolygon>,
  kind: CityObject["kind"],
  where: string,
  room: GmlRoom,
): ObjectShape | string | undefined {
  const lods = [...new Set(geometries.map(({ lod }) => lod))];
  if (lods.length === 0) return undefined;
  const lod = chooseLod(lods, room.lod);
  let own = geometries.filter((geometry) => geometry.lod === lod);
  // A footprint and a roof edge are two outlines of one thing.
  const outlines = own.filter(({ name }) => !/RoofEdge$/.test(name));
  const roofEdge = lod === 0 && outlines.length === 0;
  if (lod === 0 && !roofEdge) own = outlines;
  const faces = new FaceList(room.axes.scale);
  const seen = new Set<string>();
  const add = (polygon: GmlPolygon, role: SurfaceRole | undefined) => {
    const key = keyOf(polygon);
    if (seen.has(key)) return;
    seen.add(key);
    addFace(faces, polygon, role, room.appearances);
  };
  // Surfaces with a role come first: those of the solid that are the same ones have none.
  for (const { found } of own)
    for (const polygon of found.polygons) if (polygon.role) add(polygon, polygon.role);
  let missing = 0;
  for (const { found } of own) {
    for (const polygon of found.polygons) if (!polygon.role) add(polygon, undefined);
    for (const { id, role } of found.references) {
      const polygon = all.get(id);
      if (polygon) add(polygon, role ?? polygon.role);
      else missing += 1;
    }
  }
  if (missing > 0) room.tally.note("warning", "finding.citygml.href", where, { count: missing });
  if (faces.faces.length === 0) return faces.why();
  faces.tell(room.tally, where);
  const flat = lod === 0 && kind === "building" && room.lod !== 0;
  const walls = flat ? extruded(faces, attributes.attributes, roofEdge) : undefined;
  return walls ?? { lod, shape: { type: "faces", faces: faces.faces } };
}

function addFace(
  faces: FaceList,
  { rings, colour }: GmlPolygon,
  role: SurfaceRole | undefined,
  { textures }: Appearances,
): void {
  const pictures = rings.map(({ id }) =>
    id === undefined ? undefined : textures.get(id.startsWith(TURNED) ? id.slice(TURNED.length) : id),
  );
  const image = pictures[0]?.image;
  const uvs = rings.map(({ id, corners }, r) => {
    const own = pictures[r]?.uvs;
    // Counted off against the corners: a list that is too short says nothing.
    if (!own || own.length < (corners.length / 3) * 2) return undefined;
    if (!id?.startsWith(TURNED)) return own;
    const turned = new Float32Array(own.length);
    for (let i = 0; i < own.length; i += 2) turned.set(own.subarray(own.length - 2 - i, own.length - i), i);
    return turned;
  });
  faces.add(
    rings.map(({ corners }) => corners),
    { ...(role && { role }), ...(colour && { colour }), ...(image !== undefined && { image }) },
    image === undefined ? undefined : uvs,
  );
}

/**
 * @param element e.g. a bldg:Building
 * @param place of the member in the file, for objects without an id
 */
export function gmlObjects(element: Element, place: number, room: GmlRoom): GmlObject[] {
  const out: GmlObject[] = [];
  const sorted: { element: Element; id: string; parentId?: string; own: Sorted }[] = [];
  const gather = (each: Element, id: string, parentId?: string) => {
    const own = sort(each, room);
    sorted.push({ element: each, id, ...(parentId !== undefined && { parentId }), own });
    for (const [k, part] of own.parts.entries()) gather(part, idOf(part) ?? `${id}/${k + 1}`, id);
  };
  gather(element, idOf(element) ?? `${element.name} ${place}`);
  const all = new Map<string, GmlPolygon>();
  for (const { own } of sorted)
    for (const { found } of own.geometries)
      for (const polygon of found.polygons) if (polygon.id !== undefined) all.set(polygon.id, polygon);
  for (const { element: each, id, parentId, own } of sorted) {
    const where = `${each.name} ${id}`;
    if (!room.seen.add(id)) {
      room.tally.skip("finding.input.repeated-id", where, { id });
      continue;
    }
    const kind = kindOf(each.name);
    const shape = shapeOf(own, all, kind, where, room);
    // What is made of parts needs no shape of its own, and a part may have attributes only.
    if (typeof shape !== "object" && own.parts.length === 0) {
      room.tally.skip(shape ?? "finding.input.no-geometry", where);
      continue;
    }
    out.push({
      object: {
        id,
        kind: parentId !== undefined && kind === "other" ? "building" : kind,
        type: each.name,
        attributes: own.attributes.attributes,
        ...(parentId !== undefined && { parentId }),
        shapes: typeof shape === "object" ? [shape] : [],
      },
      codes: own.attributes.codes,
    });
    room.tally.took();
  }
  dropCovered(out, room.lod);
  return out;
}

/** A whole whose parts are drawn finer is drawn by them, not twice. */
function dropCovered(objects: GmlObject[], wanted: number | undefined): void {
  for (const { object } of objects) {
    const lod = object.shapes[0]?.lod;
    if (lod === undefined) continue;
    const parts = objects.filter(
      (each) => each.object.parentId === object.id && /Part$/.test(each.object.type ?? ""),
    );
    const finest = Math.max(...parts.map((part) => part.object.shapes[0]?.lod ?? -1));
    if (finest <= lod) continue;
    if (wanted !== undefined && finest > wanted + 0.999) for (const part of parts) part.object.shapes = [];
    else object.shapes = [];
  }
}
