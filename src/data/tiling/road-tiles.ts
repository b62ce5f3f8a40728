// Feature meshes to 3D Tiles 1.1: 256 m leaf tiles on the anchor's ENU grid, each in the ENU frame at its own centre,
// explicit tileset.json. Float64 until the tile's origin is subtracted; rounded to 0.1 mm, so equal input gives equal
// bytes.

import type { EnuFrame, Vec3 } from "../../model/geo/frames.ts";
import { CELL_M, cutToCells, type Point } from "./cut-to-cells.ts";
import type { FeatureMesh } from "./feature-mesh.ts";
import { type GlbColumn, type GlbPrimitive, type SurfaceMaterial, writeGlb } from "./glb.ts";
import { enuAt, relativeTransform } from "./tile-frames.ts";

const MATERIALS: readonly SurfaceMaterial[] = ["surface", "marking", "sign"];
const SLACK_M = 0.5;
/** 0.12 mm: a power of two leaves float32 its last bits empty, which compress to nothing. */
const GRAIN_M = 1 / 8192;
const round = (v: number) => Math.round(v / GRAIN_M) * GRAIN_M;
const rounded = (p: Vec3): Vec3 => [round(p[0]), round(p[1]), round(p[2])];

const STRINGS = [
  "id",
  "kind",
  "road",
  "type",
  "direction",
  "surface",
  "colour",
  "material",
  "derivation",
  "laneChange",
  "name",
  "country",
  "subtype",
  "unit",
  "text",
  "face",
  "standard",
  "controller",
  "structure",
  "source",
] as const;
const FLOATS = ["widthM", "speedKmh", "accuracyM", "dashM", "gapM", "value", "heightM"] as const;
const INTEGERS = ["section", "lane"] as const;
/** What a float column holds where the figure is unknown or not of this class. */
const NO_DATA = -1;
/** Lane and section numbers may be −1; this may not. */
const NO_INTEGER = -2147483648;

interface Bucket {
  positions: number[];
  normals: number[];
  colours: number[];
  pulls: number[];
  featureIds: number[];
  indices: number[];
}

interface Cell {
  frame: EnuFrame;
  rows: Map<string, { index: number; mesh: FeatureMesh }>;
  buckets: Map<SurfaceMaterial, Bucket>;
  low: Vec3;
  high: Vec3;
}

export interface TileFile {
  path: string;
  bytes: Uint8Array;
}

export interface RoadTiles {
  files: TileFile[];
  triangles: number;
}

function columnsOf(meshes: FeatureMesh[]): GlbColumn[] {
  const own = (mesh: FeatureMesh, name: string) =>
    name === "id" || name === "kind" ? mesh[name] : mesh.properties[name];
  return [
    ...STRINGS.map(
      (name): GlbColumn => ({
        name,
        type: "STRING",
        values: meshes.map((mesh) => String(own(mesh, name) ?? "")),
      }),
    ),
    ...FLOATS.map(
      (name): GlbColumn => ({
        name,
        type: "FLOAT32",
        noData: NO_DATA,
        values: meshes.map((mesh) => Number(own(mesh, name) ?? NO_DATA)),
      }),
    ),
    ...INTEGERS.map(
      (name): GlbColumn => ({
        name,
        type: "INT32",
        noData: NO_INTEGER,
        values: meshes.map((mesh) => Number(own(mesh, name) ?? NO_INTEGER)),
      }),
    ),
  ];
}

/** What of one feature already lies in a cell: local places by corner, and written vertices by corner and normal. */
interface Share {
  cell: Cell;
  row: number;
  bucket: Bucket;
  locals: (Vec3 | undefined)[];
  written: (number[] | undefined)[];
}

function shareOf(cell: Cell, mesh: FeatureMesh): Share {
  let row = cell.rows.get(mesh.id);
  if (!row) {
    row = { index: cell.rows.size, mesh };
    cell.rows.set(mesh.id, row);
  }
  let bucket = cell.buckets.get(mesh.material);
  if (!bucket) {
    bucket = { positions: [], normals: [], colours: [], pulls: [], featureIds: [], indices: [] };
    cell.buckets.set(mesh.material, bucket);
  }
  return { cell, row: row.index, bucket, locals: [], written: [] };
}

/** Unit normal of a triangle to a thousandth; undefined below a square millimetre, where nothing could be seen. */
function normalOf(a: Vec3, b: Vec3, c: Vec3): Vec3 | undefined {
  const x = (b[1] - a[1]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[1] - a[1]);
  const y = (b[2] - a[2]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[2] - a[2]);
  const z = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  const length = Math.sqrt(x * x + y * y + z * z);
  if (length < 2e-6) return undefined;
  return [Math.round((x / length) * 1000), Math.round((y / length) * 1000), Math.round((z / length) * 1000)];
}

function write({ cell, row, bucket }: Share, mesh: FeatureMesh, p: Vec3, normal: Vec3): number {
  const index = bucket.featureIds.length;
  const unit = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
  // glTF is y up: (east, up, −north).
  bucket.positions.push(p[0], p[2], -p[1]);
  bucket.normals.push(normal[0] / unit, normal[2] / unit, -normal[1] / unit);
  bucket.colours.push(mesh.colour[0], mesh.colour[1], mesh.colour[2], 255);
  bucket.featureIds.push(row);
  bucket.pulls.push(mesh.pull ?? (mesh.material === "marking" ? 1 : 0));
  for (let axis = 0; axis < 3; axis++) {
    const v = p[axis] as number;
    if (v < (cell.low[axis] as number)) cell.low[axis] = v;
    if (v > (cell.high[axis] as number)) cell.high[axis] = v;
  }
  return index;
}

/** The vertex of a mesh's corner with a normal; corners shared by faces of one plane are written once. */
function writeCorner(share: Share, mesh: FeatureMesh, corner: number, p: Vec3, normal: Vec3): number {
  const code = (normal[0] + 1000) * 4004001 + (normal[1] + 1000) * 2001 + normal[2] + 1000;
  let list = share.written[corner];
  if (!list) {
    list = [];
    share.written[corner] = list;
  }
  for (let i = 0; i < list.length; i += 2) if (list[i] === code) return list[i + 1] as number;
  const index = write(share, mesh, p, normal);
  list.push(code, index);
  return index;
}

const boxOf = (low: Vec3, high: Vec3): number[] => {
  const half = (axis: 0 | 1 | 2) => (high[axis] - low[axis]) / 2 + SLACK_M;
  const centre = (axis: 0 | 1 | 2) => (high[axis] + low[axis]) / 2;
  return [centre(0), centre(1), centre(2), half(0), 0, 0, 0, half(1), 0, 0, 0, half(2)].map(round);
};

/**
 * @param ecefOf a mesh's positions in ECEF, x, y, z …, metres
 * @param anchor the city's ENU frame, whose plane carries the grid
 */
export function roadTiles(
  meshes: Iterable<FeatureMesh>,
  ecefOf: (mesh: FeatureMesh) => Float64Array,
  anchor: EnuFrame,
): RoadTiles {
  const cells = new Map<string, Cell>();
  let triangles = 0;
  const cellAt = (column: number, row: number): Cell => {
    const key = `${column}_${row}`;
    let cell = cells.get(key);
    if (!cell) {
      const centre = anchor.toEcef((column + 0.5) * CELL_M, (row + 0.5) * CELL_M, 0);
      const far = Number.POSITIVE_INFINITY;
      cell = {
        frame: enuAt(centre),
        rows: new Map(),
        buckets: new Map(),
        low: [far, far, far],
        high: [-far, -far, -far],
      };
      cells.set(key, cell);
    }
    return cell;
  };
  for (const mesh of meshes) {
    const ecef = ecefOf(mesh);
    const flat: Point[] = [];
    for (let i = 0; i < ecef.length; i += 3)
      flat.push(anchor.toEnu(ecef[i] as number, ecef[i + 1] as number, ecef[i + 2] as number));
    const shares = new Map<Cell, Share>();
    const shareIn = (cell: Cell): Share => {
      let share = shares.get(cell);
      if (!share) {
        share = shareOf(cell, mesh);
        shares.set(cell, share);
      }
      return share;
    };
    const local = (share: Share, corner: number): Vec3 => {
      let p = share.locals[corner];
      if (!p) {
        const i = corner * 3;
        p = rounded(share.cell.frame.toEnu(ecef[i] as number, ecef[i + 1] as number, ecef[i + 2] as number));
        share.locals[corner] = p;
      }
      return p;
    };
    for (let i = 0; i < mesh.indices.length; i += 3) {
      const [ia, ib, ic] = [mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]] as [
        number,
        number,
        number,
      ];
      const [a, b, c] = [flat[ia], flat[ib], flat[ic]] as [Point, Point, Point];
      const column = Math.floor(a[0] / CELL_M);
      const row = Math.floor(a[1] / CELL_M);
      const inside = (p: Point) => Math.floor(p[0] / CELL_M) === column && Math.floor(p[1] / CELL_M) === row;
      if (inside(b) && inside(c)) {
        const own = shareIn(cellAt(column, row));
        const [p, q, r] = [local(own, ia), local(own, ib), local(own, ic)];
        const normal = normalOf(p, q, r);
        if (!normal) continue;
        own.bucket.indices.push(
          writeCorner(own, mesh, ia, p, normal),
          writeCorner(own, mesh, ib, q, normal),
          writeCorner(own, mesh, ic, r, normal),
        );
        triangles += 1;
        continue;
      }
      cutToCells([a, b, c], (cutColumn, cutRow, polygon) => {
        const cell = cellAt(cutColumn, cutRow);
        const corners = polygon.map((p) => rounded(cell.frame.toEnu(...anchor.toEcef(p[0], p[1], p[2]))));
        // A corner of a cut may leave some of the fan no area, at its start too.
        const normals = corners.map((p, k) =>
          k < 2 ? undefined : normalOf(corners[0] as Vec3, corners[k - 1] as Vec3, p),
        );
        const normal = normals.find((one) => one);
        if (!normal) return;
        const own = shareIn(cell);
        const written = corners.map((p) => write(own, mesh, p, normal));
        for (let k = 2; k < written.length; k++) {
          if (!normals[k]) continue;
          own.bucket.indices.push(written[0] as number, written[k - 1] as number, written[k] as number);
          triangles += 1;
        }
      });
    }
  }
  const files: TileFile[] = [];
  const children: object[] = [];
  const low: Vec3 = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high: Vec3 = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [key, cell] of [...cells].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (cell.rows.size === 0) continue;
    const primitives = MATERIALS.flatMap((material): GlbPrimitive[] => {
      const bucket = cell.buckets.get(material);
      if (!bucket) return [];
      return [
        {
          material,
          positions: Float32Array.from(bucket.positions),
          normals: Float32Array.from(bucket.normals),
          colours: Uint8Array.from(bucket.colours),
          featureIds: bucket.featureIds,
          pulls: Float32Array.from(bucket.pulls),
          indices: Uint32Array.from(bucket.indices),
        },
      ];
    });
    const uri = `${key}.glb`;
    files.push({
      path: uri,
      bytes: writeGlb(primitives, columnsOf([...cell.rows.values()].map(({ mesh }) => mesh))),
    });
    children.push({
      transform: relativeTransform(anchor, cell.frame),
      boundingVolume: { box: boxOf(cell.low, cell.high) },
      geometricError: 0,
      content: { uri },
    });
    for (const x of [cell.low[0], cell.high[0]])
      for (const y of [cell.low[1], cell.high[1]])
        for (const z of [cell.low[2], cell.high[2]]) {
          const p = anchor.toEnu(...cell.frame.toEcef(x, y, z));
          for (const axis of [0, 1, 2] as const) {
            low[axis] = Math.min(low[axis], p[axis]);
            high[axis] = Math.max(high[axis], p[axis]);
          }
        }
  }
  const tileset = {
    asset: { version: "1.1", extras: { generator: "LaneTwin" } },
    // What is missing when nothing is drawn: the whole network.
    geometricError: round(Math.hypot(high[0] - low[0], high[1] - low[1])),
    root: {
      transform: anchor.matrix,
      boundingVolume: {
        box: boxOf([low[0] - 1, low[1] - 1, low[2] - 1], [high[0] + 1, high[1] + 1, high[2] + 1]),
      },
      geometricError: CELL_M,
      refine: "ADD",
      children,
    },
  };
  files.push({ path: "tileset.json", bytes: new TextEncoder().encode(JSON.stringify(tileset)) });
  return { files, triangles };
}
