// From gathered triangles to the vertex arrays of a glTF primitive: axes turned to y up, corners on the tile's grid, by
// which they move at most half a step.

import type { MeshBuilder } from "./mesh-builder.ts";

export interface Grid {
  /** Of the lowest corner, glTF axes. */
  origin: [number, number, number];
  /** undefined: float32 corners on a quarter of a millimetre. */
  stepM: number | undefined;
}

/** Steps that keep full detail: corners move by less than 5 mm. The second holds a cell of 512 m with what hangs over. */
const FINE_STEPS = [1 / 128, 0.0095];
const MOST_STEPS = 65535;

/**
 * The grid of a tile whose corners lie between low and high (z up).
 * @param errorM what the tile leaves out anyway; a coarse tile may have a coarse grid, a full one not
 */
export function gridOf(low: readonly number[], high: readonly number[], errorM: number): Grid {
  const extent = Math.max(...[0, 1, 2].map((i) => (high[i] as number) - (low[i] as number)));
  const origin: Grid["origin"] = [
    Math.floor(low[0] as number),
    Math.floor(low[2] as number),
    Math.floor(-(high[1] as number)),
  ];
  const fits = (step: number) => extent + 1 <= step * MOST_STEPS;
  const fine = FINE_STEPS.find(fits);
  if (fine !== undefined) return { origin, stepM: fine };
  for (let step = 1 / 64; step <= errorM / 256; step *= 2) if (fits(step)) return { origin, stepM: step };
  return { origin, stepM: undefined };
}

export interface PackedVertices {
  count: number;
  /** uint16 with one of padding, or float32. */
  positions: Uint16Array | Float32Array;
  min: number[];
  max: number[];
  /** int8 with one of padding. */
  normals: Int8Array;
  colours: Uint8Array;
  uvs: Float32Array;
  facades: Uint8Array;
  /** uint16 with one of padding, or float32 beyond 65,535 rows. */
  ids: Uint16Array | Float32Array;
  indices: Uint16Array | Uint32Array;
}

/** A power of two leaves float32 its last bits empty: they compress to nothing. */
const FLOAT_GRAIN = 4096;
/** uvs on 1/16 m: compresses to a third, and nobody sees 3 cm in a window's place. */
const UV_GRAIN = 16;

export function packVertices(
  builder: MeshBuilder,
  grid: Grid,
  rows: number,
  picture: boolean,
): PackedVertices | undefined {
  const count = builder.vertexCount;
  const { stepM } = grid;
  const positions = stepM === undefined ? new Float32Array(count * 3) : new Uint16Array(count * 4);
  const stride = stepM === undefined ? 3 : 4;
  const normals = new Int8Array(count * 4);
  const uvs = new Float32Array(count * 2);
  const ids = rows > 65535 ? new Float32Array(count) : new Uint16Array(count * 2);
  const idStride = rows > 65535 ? 1 : 2;
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  const { positions: from, normals: n, uvs: uv, rows: row } = builder;
  for (let v = 0; v < count; v++) {
    for (let axis = 0; axis < 3; axis++) {
      // glTF is y up: (east, up, −north).
      const value =
        axis === 0
          ? (from[v * 3] as number)
          : axis === 1
            ? (from[v * 3 + 2] as number)
            : -(from[v * 3 + 1] as number);
      const moved = value - (grid.origin[axis] as number);
      const at = v * stride + axis;
      positions[at] =
        stepM === undefined ? Math.round(moved * FLOAT_GRAIN) / FLOAT_GRAIN : Math.round(moved / stepM);
      const written = positions[at] as number;
      if (written < (min[axis] as number)) min[axis] = written;
      if (written > (max[axis] as number)) max[axis] = written;
    }
    normals[v * 4] = n[v * 3] as number;
    normals[v * 4 + 1] = n[v * 3 + 2] as number;
    normals[v * 4 + 2] = -(n[v * 3 + 1] as number);
    if (picture) {
      uvs[v * 2] = uv[v * 2] as number;
      uvs[v * 2 + 1] = uv[v * 2 + 1] as number;
    } else {
      uvs[v * 2] = Math.round((uv[v * 2] as number) * UV_GRAIN) / UV_GRAIN;
      uvs[v * 2 + 1] = Math.round((uv[v * 2 + 1] as number) * UV_GRAIN) / UV_GRAIN;
    }
    ids[v * idStride] = row[v] as number;
  }
  const indices = withoutSlivers(builder, positions, stride, normals);
  if (indices.length === 0) return undefined;
  return {
    count,
    positions,
    min,
    max,
    normals,
    colours: builder.colours.slice(0, count * 4),
    uvs,
    facades: builder.facades.slice(0, count * 4),
    ids,
    indices: count > 65535 ? indices : Uint16Array.from(indices),
  };
}

/** Triangles that the grid has made flat, or slivers that it has turned over, are left out. */
function withoutSlivers(
  builder: MeshBuilder,
  p: Uint16Array | Float32Array,
  stride: number,
  normals: Int8Array,
): Uint32Array {
  const out = new Uint32Array(builder.indexCount);
  let kept = 0;
  const d = (i: number, j: number, axis: number) =>
    (p[j * stride + axis] as number) - (p[i * stride + axis] as number);
  for (let i = 0; i < builder.indexCount; i += 3) {
    const a = builder.indices[i] as number;
    const b = builder.indices[i + 1] as number;
    const c = builder.indices[i + 2] as number;
    const [ux, uy, uz] = [d(a, b, 0), d(a, b, 1), d(a, b, 2)];
    const [vx, vy, vz] = [d(a, c, 0), d(a, c, 1), d(a, c, 2)];
    const along =
      (uy * vz - uz * vy) * (normals[a * 4] as number) +
      (uz * vx - ux * vz) * (normals[a * 4 + 1] as number) +
      (ux * vy - uy * vx) * (normals[a * 4 + 2] as number);
    if (!(along > 0)) continue;
    out[kept] = a;
    out[kept + 1] = b;
    out[kept + 2] = c;
    kept += 3;
  }
  return out.subarray(0, kept);
}
