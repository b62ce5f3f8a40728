// A feature record again: its head, its meshes as views on the bytes, its attributes one by one.

import { BOOLEAN, CODED_TEXT, NUMBER } from "./feature-record.ts";

export interface RecordMesh {
  material: number;
  /** Tenths of a millimetre from the record's origin. */
  positions: Int32Array;
  indices: Uint16Array | Uint32Array;
  colour: readonly [number, number, number];
  colours: Uint8Array | undefined;
  uvs: Float32Array | undefined;
  /** style, floor dm, bay dm, seed */
  facade: readonly [number, number, number, number];
  /** −1 = none */
  image: number;
}

export interface RecordLevel {
  errorM: number;
  meshes: RecordMesh[];
}

export interface FeatureRecord {
  origin: [number, number, number];
  half: [number, number, number];
  kind: number;
  cut: boolean;
  levels: RecordLevel[];
  /** Where id and attributes lie. */
  bytes: Uint8Array;
  idAt: number;
  endAt: number;
}

/** @param at a multiple of four, in bytes whose own offset is one */
export function readRecord(bytes: Uint8Array, at: number): { record: FeatureRecord; next: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const base = bytes.byteOffset;
  const next = at + view.getUint32(at, true);
  const idAt = at + view.getUint32(at + 4, true);
  const f64 = (i: number) => view.getFloat64(at + 8 + i * 8, true);
  const f32 = (i: number) => view.getFloat32(at + 32 + i * 4, true);
  const levels: RecordLevel[] = [];
  const levelCount = view.getUint16(at + 46, true);
  let p = at + 48;
  for (let l = 0; l < levelCount; l++) {
    const errorM = view.getFloat32(p, true);
    const meshCount = view.getUint32(p + 4, true);
    p += 8;
    const meshes: RecordMesh[] = [];
    for (let m = 0; m < meshCount; m++) {
      const count = view.getUint32(p, true);
      const indexCount = view.getUint32(p + 4, true);
      const flags = view.getUint8(p + 9);
      const u8 = (i: number) => bytes[p + i] as number;
      const mesh: RecordMesh = {
        material: u8(8),
        positions: new Int32Array(bytes.buffer, base + p + 24, count * 3),
        indices: NO_INDICES,
        colour: [u8(12), u8(13), u8(14)],
        colours: undefined,
        uvs: undefined,
        facade: [u8(16), u8(17), u8(18), u8(19)],
        image: view.getUint32(p + 20, true) - 1,
      };
      p += 24 + count * 12;
      if (flags & 2) {
        mesh.colours = bytes.subarray(p, p + count * 3);
        p += Math.ceil((count * 3) / 4) * 4;
      }
      if (flags & 1) {
        mesh.uvs = new Float32Array(bytes.buffer, base + p, count * 2);
        p += count * 8;
      }
      mesh.indices =
        count > 65536
          ? new Uint32Array(bytes.buffer, base + p, indexCount)
          : new Uint16Array(bytes.buffer, base + p, indexCount);
      p += Math.ceil(mesh.indices.byteLength / 4) * 4;
      meshes.push(mesh);
    }
    levels.push({ errorM, meshes });
  }
  const record: FeatureRecord = {
    origin: [f64(0), f64(1), f64(2)],
    half: [f32(0), f32(1), f32(2)],
    kind: bytes[at + 44] as number,
    cut: bytes[at + 45] === 1,
    levels,
    bytes,
    idAt,
    endAt: next,
  };
  return { record, next };
}

const NO_INDICES = new Uint16Array(0);

export const idBytes = ({ bytes, idAt }: FeatureRecord): Uint8Array => {
  const length = u32(bytes, idAt);
  return bytes.subarray(idAt + 4, idAt + 4 + length);
};

const u32 = (bytes: Uint8Array, at: number) =>
  ((bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)) >>>
  0;

export interface AttributeTaker {
  text(attribute: number, value: Uint8Array): void;
  coded(attribute: number, code: number): void;
  number(attribute: number, value: number): void;
  boolean(attribute: number, value: boolean): void;
}

export function readAttributes({ bytes, idAt }: FeatureRecord, take: AttributeTaker): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let p = idAt + 4 + u32(bytes, idAt);
  const count = u32(bytes, p);
  p += 4;
  for (let i = 0; i < count; i++) {
    const attribute = view.getUint16(p, true);
    const tag = bytes[p + 2];
    p += 3;
    if (tag === NUMBER) {
      take.number(attribute, view.getFloat64(p, true));
      p += 8;
    } else if (tag === BOOLEAN) {
      take.boolean(attribute, bytes[p] === 1);
      p += 1;
    } else if (tag === CODED_TEXT) {
      take.coded(attribute, view.getUint16(p, true));
      p += 2;
    } else {
      const length = u32(bytes, p);
      take.text(attribute, bytes.subarray(p + 4, p + 4 + length));
      p += 4 + length;
    }
  }
}
