// The surfaces of a CityJSON geometry as faces: every type that has surfaces, templates too, with what semantics, material
// and texture say of each. Coordinates are worked out by the transform from the integers of the file.

import type { FaceList, FaceLook } from "../city/face-list.ts";
import type { ImageList } from "../city/image-list.ts";
import { roleOf } from "../city/object-kinds.ts";
import type { JsonAppearance, JsonCity, JsonGeometry, Nested } from "./cityjson-types.ts";

/** How many arrays lie above a surface, which is an array of rings. */
const DEPTHS: Record<string, number> = {
  MultiSurface: 1,
  CompositeSurface: 1,
  Solid: 2,
  MultiSolid: 3,
  CompositeSolid: 3,
};

export type Corner = (index: number, into: Float64Array, at: number) => void;

export interface GeometryRoom {
  corner: Corner;
  appearance: JsonAppearance;
  images: ImageList;
  templates: JsonCity["geometry-templates"];
}

export const hasSurfaces = ({ type = "" }: JsonGeometry): boolean =>
  type in DEPTHS || type === "GeometryInstance";

/** The level of detail, which an instance has from its template. */
export const statedLod = (geometry: JsonGeometry, templates: JsonCity["geometry-templates"]): unknown =>
  geometry.lod ?? templates?.templates?.[geometry.template ?? -1]?.lod;

const listOf = (value: Nested | undefined): Nested[] => (Array.isArray(value) ? value : []);
const at = (value: Nested | undefined, index: number): Nested | undefined =>
  Array.isArray(value) ? value[index] : value;

/** The theme that the file prefers, else the first. */
function themed<T>(themes: Record<string, T> | undefined, preferred: string | undefined): T | undefined {
  if (!themes) return undefined;
  return (preferred === undefined ? undefined : themes[preferred]) ?? Object.values(themes)[0];
}

const channel = (value: unknown) => Math.round(Math.min(1, Math.max(0, Number(value) || 0)) * 255);

/** @param m row by row, as the specification has it */
function placed(templateVertices: number[][], m: number[], anchor: Float64Array): Corner {
  return (index, into, to) => {
    const [x = NaN, y = NaN, z = NaN] = templateVertices[index] ?? [];
    for (let row = 0; row < 3; row++)
      into[to + row] =
        (m[row * 4] as number) * x +
        (m[row * 4 + 1] as number) * y +
        (m[row * 4 + 2] as number) * z +
        (m[row * 4 + 3] as number) +
        (anchor[row] as number);
  };
}

function addInstance(geometry: JsonGeometry, room: GeometryRoom, into: FaceList): void {
  const template = room.templates?.templates?.[geometry.template ?? -1];
  const anchorIndex = listOf(geometry.boundaries)[0];
  if (!template || template.type === "GeometryInstance" || typeof anchorIndex !== "number") return;
  const anchor = new Float64Array(3);
  room.corner(anchorIndex, anchor, 0);
  const matrix = geometry.transformationMatrix ?? [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const corner = placed(room.templates?.["vertices-templates"] ?? [], matrix, anchor);
  addGeometry(template, { ...room, corner }, into);
}

export function addGeometry(geometry: JsonGeometry, room: GeometryRoom, into: FaceList): void {
  if (geometry.type === "GeometryInstance") {
    addInstance(geometry, room, into);
    return;
  }
  const depth = DEPTHS[geometry.type ?? ""];
  if (depth === undefined) return;
  const { appearance, images, corner } = room;
  const surfaces = geometry.semantics?.surfaces;
  const material = themed(geometry.material, appearance["default-theme-material"]);
  const texture = themed(geometry.texture, appearance["default-theme-texture"]);
  const uvCorners = appearance["vertices-texture"] ?? [];

  const ringOf = (ring: Nested): Float64Array => {
    const corners = listOf(ring);
    const out = new Float64Array(corners.length * 3);
    for (let i = 0; i < corners.length; i++) {
      const index = corners[i];
      if (typeof index === "number") corner(index, out, i * 3);
      else out.fill(Number.NaN, i * 3, i * 3 + 3);
    }
    return out;
  };
  const uvsOf = (ring: Nested | undefined): Float64Array | undefined => {
    const [, ...corners] = listOf(ring);
    if (corners.length === 0) return undefined;
    const out = new Float64Array(corners.length * 2);
    for (let i = 0; i < corners.length; i++) {
      const [u = NaN, v = NaN] = uvCorners[corners[i] as number] ?? [];
      out[i * 2] = u;
      out[i * 2 + 1] = v;
    }
    return out;
  };
  const addSurface = (
    rings: Nested,
    semantic: Nested | undefined,
    paint: Nested | undefined,
    picture: Nested | undefined,
  ): void => {
    const type = typeof semantic === "number" ? surfaces?.[semantic]?.type : undefined;
    const diffuse = typeof paint === "number" ? appearance.materials?.[paint]?.diffuseColor : undefined;
    const textured = listOf(picture);
    const named = listOf(textured[0])[0];
    const image = typeof named === "number" ? appearance.textures?.[named]?.image : undefined;
    const look: FaceLook = {
      ...(type !== undefined && { role: roleOf(type) }),
      ...(diffuse && { colour: [channel(diffuse[0]), channel(diffuse[1]), channel(diffuse[2])] as const }),
      ...(typeof image === "string" && { image: images.indexOf(image) }),
    };
    const own = listOf(rings);
    into.add(
      own.map(ringOf),
      look,
      look.image === undefined ? undefined : own.map((_, r) => uvsOf(textured[r])),
    );
  };
  const walk = (
    boundary: Nested | undefined,
    semantic: Nested | undefined,
    paint: Nested | undefined,
    picture: Nested | undefined,
    above: number,
  ): void => {
    const parts = listOf(boundary);
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] as Nested;
      if (above > 1) walk(part, at(semantic, i), at(paint, i), at(picture, i), above - 1);
      else addSurface(part, at(semantic, i), at(paint, i), at(picture, i));
    }
  };
  walk(
    geometry.boundaries,
    geometry.semantics?.values,
    material?.value ?? material?.values,
    texture?.values,
    depth,
  );
}
