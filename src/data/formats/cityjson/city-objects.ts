// The objects of a CityJSON file or feature: kind, attributes, parent, and the faces of the level of detail that is wanted.

import type { Attributes, CityObject } from "../../../model/buildings/city-object.ts";
import { Fault } from "../../../model/records/fault.ts";
import { addAttribute } from "../city/attribute-list.ts";
import { chooseLod, lodOf } from "../city/choose-lod.ts";
import type { CityTally } from "../city/city-tally.ts";
import { FaceList } from "../city/face-list.ts";
import type { ImageList } from "../city/image-list.ts";
import { kindOf } from "../city/object-kinds.ts";
import type { SeenIds } from "../city/seen-ids.ts";
import type { JsonCity, JsonGeometry, JsonObject, JsonTransform } from "./cityjson-types.ts";
import { addGeometry, type Corner, hasSurfaces, statedLod } from "./read-geometry.ts";

export interface CityRoom {
  tally: CityTally;
  images: ImageList;
  seen: SeenIds;
  lod?: number;
  /** Latitude stands first and has to change places. */
  swapped: boolean;
  /** Metres of a unit of x and y. */
  scale: readonly [number, number];
}

/** Integers of the file to coordinates; a corner that is not there is NaN. */
export function cornersOf(
  vertices: number[][],
  transform: JsonTransform | undefined,
  swapped: boolean,
): Corner {
  const [sx = 1, sy = 1, sz = 1] = transform?.scale ?? [];
  const [tx = 0, ty = 0, tz = 0] = transform?.translate ?? [];
  return (index, into, at) => {
    const vertex = vertices[index];
    const x = vertex ? (vertex[0] as number) * sx + tx : Number.NaN;
    const y = vertex ? (vertex[1] as number) * sy + ty : Number.NaN;
    into[at] = swapped ? y : x;
    into[at + 1] = swapped ? x : y;
    into[at + 2] = vertex ? (vertex[2] as number) * sz + tz : Number.NaN;
  };
}

function attributesOf({ attributes, address }: JsonObject): Attributes {
  const out: Attributes = {};
  for (const [name, value] of Object.entries(attributes ?? {})) addAttribute(out, name, value);
  if (address !== undefined && !("address" in out)) addAttribute(out, "address", address);
  return out;
}

const listed = <T>(value: T[] | undefined): T[] => (Array.isArray(value) ? value : []);

/** @param city with the transform, appearance and templates that hold for it */
export function cityObjects(city: JsonCity, room: CityRoom): CityObject[] {
  const { tally, images } = room;
  const corner = cornersOf(listed(city.vertices), city.transform, room.swapped);
  const templates = city["geometry-templates"];
  const geometryRoom = { corner, appearance: city.appearance ?? {}, images, templates };
  const out: CityObject[] = [];

  function shapesOf(geometries: JsonGeometry[], where: string): CityObject["shapes"] | string {
    const usable = geometries.filter((geometry) => geometry && hasSurfaces(geometry));
    if (usable.length < geometries.length && usable.length > 0)
      tally.note("info", "finding.input.lines-left", where, { count: geometries.length - usable.length });
    if (usable.length === 0) return "finding.input.no-surface";
    const lods = usable.map((geometry) => lodOf(statedLod(geometry, templates)));
    const lod = chooseLod(lods, room.lod);
    const faces = new FaceList(room.scale);
    for (const [g, geometry] of usable.entries())
      if (lods[g] === lod) addGeometry(geometry, geometryRoom, faces);
    if (faces.faces.length === 0) return faces.why();
    faces.tell(tally, where);
    return [{ lod, shape: { type: "faces", faces: faces.faces } }];
  }

  function add(id: string, object: JsonObject, where: string): void {
    const skip = (code: string) => tally.skip(code, where, { id });
    if (!room.seen.add(id)) {
      skip("finding.input.repeated-id");
      return;
    }
    if (object.type === "CityObjectGroup") {
      skip("finding.input.group");
      return;
    }
    const geometries = listed(object.geometry);
    const shapes = geometries.length === 0 ? [] : shapesOf(geometries, where);
    // What is made of parts needs no shape of its own: it has the attributes.
    const parts = listed(object.children).length > 0;
    if (typeof shapes === "string" ? !parts : shapes.length === 0 && !parts) {
      skip(typeof shapes === "string" ? shapes : "finding.input.no-geometry");
      return;
    }
    const parentId = listed(object.parents)[0];
    const type = String(object.type ?? "");
    out.push({
      id,
      kind: kindOf(type.replace(/^\+/, "")),
      type,
      attributes: attributesOf(object),
      ...(parentId !== undefined && { parentId: String(parentId) }),
      shapes: typeof shapes === "string" ? [] : shapes,
    });
    tally.took();
  }

  for (const [id, object] of Object.entries(city.CityObjects ?? {})) {
    const where = `${object?.type ?? ""} ${id}`.trim();
    const before = tally.counts().read;
    try {
      add(id, object, where);
    } catch (error) {
      // Anything may stand where the specification wants a list.
      if (error instanceof Fault || tally.counts().read > before) throw error;
      tally.skip("finding.cityjson.malformed", where);
    }
  }
  return out;
}
