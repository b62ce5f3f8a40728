// The triangles of one tile as they gather: per material, corners in the tile's ENU frame (z up, metres, float64), flat
// normals from the triangles, a corner written once per normal. Arrays are kept from tile to tile.

import type { RecordMesh } from "./read-record.ts";

/** Twice the area in m² below which nothing could be seen. */
const LEAST_AREA2 = 2e-6;

function grown<T extends Float64Array | Uint8Array | Float32Array | Uint32Array | Int32Array>(
  array: T,
  least: number,
): T {
  if (least <= array.length) return array;
  const more = new (array.constructor as new (n: number) => T)(Math.max(least, array.length * 2));
  more.set(array);
  return more;
}

/** From the record's frame (the anchor's) to the tile's: a rotation and a shift. */
export interface Rigid {
  /** Row by row. */
  r: readonly number[];
  origin: readonly [number, number, number];
}

export class MeshBuilder {
  positions = new Float64Array(3 * 4096);
  /** As int8 units, z up. */
  normals = new Int32Array(3 * 4096);
  colours = new Uint8Array(4 * 4096);
  uvs = new Float32Array(2 * 4096);
  facades = new Uint8Array(4 * 4096);
  rows = new Uint32Array(4096);
  indices = new Uint32Array(6 * 4096);
  vertexCount = 0;
  indexCount = 0;
  private local = new Float64Array(3 * 1024);
  /** By corner: the first vertex written for it, and by vertex the one before it. */
  private first = new Int32Array(1024);
  private before = new Int32Array(4096);

  clear(): void {
    this.vertexCount = 0;
    this.indexCount = 0;
  }

  private vertex(mesh: RecordMesh, corner: number, row: number, n: readonly number[]): number {
    for (let v = this.first[corner] as number; v >= 0; v = this.before[v] as number) {
      const same =
        this.normals[v * 3] === n[0] && this.normals[v * 3 + 1] === n[1] && this.normals[v * 3 + 2] === n[2];
      if (same) return v;
    }
    const v = this.vertexCount;
    this.vertexCount += 1;
    if (this.vertexCount > this.rows.length) this.grow(this.vertexCount);
    for (let i = 0; i < 3; i++) {
      this.positions[v * 3 + i] = this.local[corner * 3 + i] as number;
      this.normals[v * 3 + i] = n[i] as number;
      this.colours[v * 4 + i] = mesh.colours
        ? (mesh.colours[corner * 3 + i] as number)
        : (mesh.colour[i] as number);
    }
    this.colours[v * 4 + 3] = 255;
    this.uvs[v * 2] = mesh.uvs ? (mesh.uvs[corner * 2] as number) : 0;
    this.uvs[v * 2 + 1] = mesh.uvs ? (mesh.uvs[corner * 2 + 1] as number) : 0;
    for (let i = 0; i < 4; i++) this.facades[v * 4 + i] = mesh.facade[i] as number;
    this.rows[v] = row;
    this.before[v] = this.first[corner] as number;
    this.first[corner] = v;
    return v;
  }

  private grow(least: number): void {
    this.positions = grown(this.positions, least * 3);
    this.normals = grown(this.normals, least * 3);
    this.colours = grown(this.colours, least * 4);
    this.uvs = grown(this.uvs, least * 2);
    this.facades = grown(this.facades, least * 4);
    this.rows = grown(this.rows, least);
    this.before = grown(this.before, this.rows.length);
  }

  /** @param grainM of the mesh's whole-number corners */
  add(
    mesh: RecordMesh,
    origin: readonly [number, number, number],
    to: Rigid,
    row: number,
    grainM: number,
  ): void {
    const { positions, indices } = mesh;
    const corners = positions.length / 3;
    this.local = grown(this.local, positions.length);
    this.first = grown(this.first, corners);
    this.first.fill(-1, 0, corners);
    const { r } = to;
    const ox = origin[0] - to.origin[0];
    const oy = origin[1] - to.origin[1];
    const oz = origin[2] - to.origin[2];
    const local = this.local;
    for (let i = 0; i < positions.length; i += 3) {
      const x = ox + (positions[i] as number) * grainM;
      const y = oy + (positions[i + 1] as number) * grainM;
      const z = oz + (positions[i + 2] as number) * grainM;
      local[i] = (r[0] as number) * x + (r[1] as number) * y + (r[2] as number) * z;
      local[i + 1] = (r[3] as number) * x + (r[4] as number) * y + (r[5] as number) * z;
      local[i + 2] = (r[6] as number) * x + (r[7] as number) * y + (r[8] as number) * z;
    }
    this.indices = grown(this.indices, this.indexCount + indices.length);
    const n = [0, 0, 0];
    for (let i = 0; i < indices.length; i += 3) {
      const [ia, ib, ic] = [indices[i] as number, indices[i + 1] as number, indices[i + 2] as number];
      const [a, b, c] = [ia * 3, ib * 3, ic * 3];
      const ax = local[a] as number;
      const ay = local[a + 1] as number;
      const az = local[a + 2] as number;
      const [ux, uy, uz] = [
        (local[b] as number) - ax,
        (local[b + 1] as number) - ay,
        (local[b + 2] as number) - az,
      ];
      const [vx, vy, vz] = [
        (local[c] as number) - ax,
        (local[c + 1] as number) - ay,
        (local[c + 2] as number) - az,
      ];
      const x = uy * vz - uz * vy;
      const y = uz * vx - ux * vz;
      const z = ux * vy - uy * vx;
      const area2 = Math.sqrt(x * x + y * y + z * z);
      if (area2 < LEAST_AREA2) continue;
      // Rounded, never truncated: a truncated normal is shorter than validators allow. Zero has no sign.
      n[0] = Math.round((x / area2) * 127) + 0;
      n[1] = Math.round((y / area2) * 127) + 0;
      n[2] = Math.round((z / area2) * 127) + 0;
      const at = this.indexCount;
      this.indices[at] = this.vertex(mesh, ia, row, n);
      this.indices[at + 1] = this.vertex(mesh, ib, row, n);
      this.indices[at + 2] = this.vertex(mesh, ic, row, n);
      this.indexCount = at + 3;
    }
  }
}
