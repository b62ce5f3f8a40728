// A feature as bytes, as it waits between the two passes: corners as whole tenths of a millimetre from the feature's
// own origin, which is float64 in the anchor's ENU frame. Geometry comes first and 4-byte aligned, so that it is read as
// typed arrays without copying; id and attributes follow.

import type { Attributes, ObjectKind } from "../../../model/buildings/city-object.ts";
import { OBJECT_KINDS } from "../../../model/buildings/object-kinds.ts";
import type { AttributeCensus } from "./attribute-census.ts";
import type { CityLevel, CityMaterial, CityMesh } from "./city-feature.ts";
import type { RecordWriter } from "./record-writer.ts";

export const GRAIN_M = 1e-4;
/** Style of a vertex that is no facade. */
export const NO_FACADE = 255;

export const MATERIALS = [
  "plain",
  "facade",
  "roof",
  "ground",
  "water",
  "glass",
  "picture",
] as const satisfies readonly CityMaterial[];

export const TEXT = 0;
export const CODED_TEXT = 1;
export const NUMBER = 2;
export const BOOLEAN = 3;

export interface RecordHead {
  id: string;
  kind: ObjectKind;
  attributes: Attributes;
  /** Middle of its box, and half of its extent, of the whole feature even where this is a piece of it. */
  origin: readonly [number, number, number];
  half: readonly [number, number, number];
  cut: boolean;
}

const clampByte = (value: number) => Math.max(0, Math.min(254, Math.round(value)));

export function writeRecord(
  out: RecordWriter,
  head: RecordHead,
  levels: readonly CityLevel[],
  census: AttributeCensus,
  imageNumber: (key: string) => number,
): void {
  const start = out.length;
  out.u32(0);
  out.u32(0);
  for (const v of head.origin) out.f64(v);
  for (const v of head.half) out.f32(v);
  out.u8(OBJECT_KINDS.indexOf(head.kind));
  out.u8(head.cut ? 1 : 0);
  out.u16(levels.length);
  for (const level of levels) {
    out.f32(level.errorM);
    out.u32(level.meshes.length);
    for (const mesh of level.meshes) writeMesh(out, mesh, head.origin, imageNumber);
  }
  out.setU32(start + 4, out.length - start);
  out.text(head.id);
  const names = Object.keys(head.attributes);
  const countAt = out.length;
  out.u32(0);
  let written = 0;
  for (const name of names) {
    const value = head.attributes[name];
    const nothing =
      value === undefined || value === "" || (typeof value === "number" && !Number.isFinite(value));
    if (nothing) continue;
    const { attribute, code } = census.note(name, value);
    written += 1;
    out.u16(attribute);
    if (typeof value === "number") {
      out.u8(NUMBER);
      out.f64(value);
    } else if (typeof value === "boolean") {
      out.u8(BOOLEAN);
      out.u8(value ? 1 : 0);
    } else if (code >= 0) {
      out.u8(CODED_TEXT);
      out.u16(code);
    } else {
      out.u8(TEXT);
      out.text(value);
    }
  }
  out.setU32(countAt, written);
  out.pad();
  out.setU32(start, out.length - start);
}

function writeMesh(
  out: RecordWriter,
  mesh: CityMesh,
  origin: readonly [number, number, number],
  imageNumber: (key: string) => number,
): void {
  const { positions, indices, colour, uvs, facade } = mesh;
  const count = positions.length / 3;
  const perVertex = colour.length > 3;
  out.u32(count);
  out.u32(indices.length);
  out.u8(MATERIALS.indexOf(mesh.material));
  out.u8((uvs ? 1 : 0) | (perVertex ? 2 : 0));
  out.u16(0);
  for (let i = 0; i < 3; i++) out.u8(colour[i] as number);
  out.u8(255);
  out.u8(facade ? facade.style : NO_FACADE);
  out.u8(facade ? clampByte(facade.floorM * 10) : 0);
  out.u8(facade ? clampByte(facade.bayM * 10) : 0);
  out.u8(facade ? facade.seed & 255 : 0);
  out.u32(mesh.image === undefined ? 0 : imageNumber(mesh.image) + 1);
  for (let i = 0; i < positions.length; i++)
    out.i32(Math.round(((positions[i] as number) - (origin[i % 3] as number)) / GRAIN_M));
  if (perVertex) {
    for (let i = 0; i < colour.length; i++) out.u8(colour[i] as number);
    out.pad();
  }
  if (uvs) for (let i = 0; i < uvs.length; i++) out.f32(uvs[i] as number);
  if (count > 65536) for (let i = 0; i < indices.length; i++) out.u32(indices[i] as number);
  else for (let i = 0; i < indices.length; i++) out.u16(indices[i] as number);
  out.pad();
}
