// Feature meshes to 3D Tiles 1.1: 256 m leaf tiles on the anchor's ENU grid, each in the ENU frame at its own centre,
// explicit tileset.json. Float64 until the tile's origin is subtracted; rounded to 0.1 mm, so equal input gives equal
// bytes.

import { type EnuFrame, ecefToGeodetic, enuFrame, type Vec3 } from "../../model/geo/frames.ts";
import { CELL_M, cutToCells, type Point } from "./cut-to-cells.ts";
import type { FeatureMesh } from "./feature-mesh.ts";
import { type GlbColumn, type GlbPrimitive, type SurfaceMaterial, writeGlb } from "./glb.ts";

const MATERIALS: readonly SurfaceMaterial[] = ["surface", "marking", "sign"];
const SLACK_M = 0.5;
const GRAIN_M = 1e-4;
const round = (v: number) => Math.round(v / GRAIN_M) * GRAIN_M;

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
  seen: Map<string, number>;
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

/** Fills cells with one piece of a feature; vertices shared within a feature are written once. */
function addPiece(cell: Cell, mesh: FeatureMesh, local: readonly Vec3[]): number {
  const [a, b, c] = local as [Vec3, Vec3, Vec3];
  const n: Vec3 = [
    (b[1] - a[1]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[1] - a[1]),
    (b[2] - a[2]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[2] - a[2]),
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]),
  ];
  const length = Math.hypot(...n);
  // Less than a square millimetre: nothing that could be seen, and no normal to give it.
  if (length < 2e-6) return 0;
  let row = cell.rows.get(mesh.id);
  if (!row) {
    row = { index: cell.rows.size, mesh };
    cell.rows.set(mesh.id, row);
  }
  let bucket = cell.buckets.get(mesh.material);
  if (!bucket) {
    bucket = {
      positions: [],
      normals: [],
      colours: [],
      pulls: [],
      featureIds: [],
      indices: [],
      seen: new Map(),
    };
    cell.buckets.set(mesh.material, bucket);
  }
  const normal = n.map((v) => Math.round((v / length) * 1000) / 1000) as Vec3;
  const unit = Math.hypot(...normal);
  const corners = local.map((p) => {
    const key = `${row.index}|${p.join()}|${normal.join()}`;
    let index = bucket.seen.get(key);
    if (index === undefined) {
      index = bucket.positions.length / 3;
      bucket.seen.set(key, index);
      // glTF is y up: (east, up, −north).
      bucket.positions.push(p[0], p[2], -p[1]);
      bucket.normals.push(normal[0] / unit, normal[2] / unit, -normal[1] / unit);
      bucket.colours.push(...mesh.colour, 255);
      bucket.featureIds.push(row.index);
      bucket.pulls.push(mesh.pull ?? (mesh.material === "marking" ? 1 : 0));
      for (const axis of [0, 1, 2] as const) {
        cell.low[axis] = Math.min(cell.low[axis], p[axis]);
        cell.high[axis] = Math.max(cell.high[axis], p[axis]);
      }
    }
    return index;
  });
  for (let i = 2; i < corners.length; i++)
    bucket.indices.push(corners[0] as number, corners[i - 1] as number, corners[i] as number);
  return corners.length - 2;
}

const boxOf = (low: Vec3, high: Vec3): number[] => {
  const half = (axis: 0 | 1 | 2) => (high[axis] - low[axis]) / 2 + SLACK_M;
  const centre = (axis: 0 | 1 | 2) => (high[axis] + low[axis]) / 2;
  return [centre(0), centre(1), centre(2), half(0), 0, 0, 0, half(1), 0, 0, 0, half(2)].map(round);
};

/**
 * @param toEcef from the dataset's road plane to ECEF, metres
 * @param anchor the city's ENU frame, whose plane carries the grid
 */
export function roadTiles(
  meshes: Iterable<FeatureMesh>,
  toEcef: (p: Vec3) => Vec3,
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
    const flat: Point[] = [];
    for (let i = 0; i < mesh.positions.length; i += 3)
      flat.push(anchor.toEnu(...toEcef(mesh.positions.slice(i, i + 3) as Vec3)));
    for (let i = 0; i < mesh.indices.length; i += 3) {
      const corner = (k: number) => flat[mesh.indices[i + k] as number] as Point;
      cutToCells([corner(0), corner(1), corner(2)], (column, row, polygon) => {
        const cell = cellAt(column, row);
        const local = polygon.map(
          (p) => cell.frame.toEnu(...anchor.toEcef(p[0], p[1], p[2])).map(round) as Vec3,
        );
        triangles += addPiece(cell, mesh, local);
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
    asset: { version: "1.1" },
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

function enuAt([x, y, z]: Vec3): EnuFrame {
  const { lonDeg, latDeg, heightM } = ecefToGeodetic(x, y, z);
  return enuFrame(lonDeg, latDeg, heightM);
}

/** A tile's ENU frame seen from the anchor's, column-major: what a child's transform must be below the root's. */
function relativeTransform(anchor: EnuFrame, tile: EnuFrame): number[] {
  const origin = anchor.toEnu(...tile.originEcef);
  const axis = (e: number, n: number, u: number) => {
    const tip = anchor.toEnu(...tile.toEcef(e, n, u));
    return [tip[0] - origin[0], tip[1] - origin[1], tip[2] - origin[2], 0];
  };
  // A kilometre-long axis keeps its direction to 1e-12 through the subtraction of earth-sized numbers.
  const long = 1000;
  return [...axis(long, 0, 0), ...axis(0, long, 0), ...axis(0, 0, long)]
    .map((v) => v / long)
    .concat([...origin, 1]);
}
