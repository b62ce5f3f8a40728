// A point cloud to 3D Tiles 1.1 as additive levels: every point stands in exactly one tile. From the leaves up, one point of
// each cube of the parent's spacing goes up, the rest stay; so a parent shows an even thinning of what is below, and memory
// holds one branch. Two passes over a scratch file. Equal input gives equal bytes.

import { MeshoptEncoder } from "meshoptimizer";
import { enuFrame, type Vec3 } from "../../../model/geo/frames.ts";
import { Fault } from "../../../model/records/fault.ts";
import { sha256 } from "../../../model/records/sha256.ts";
import type { CityTilesReport, TileTarget } from "../city/city-tiles-job.ts";
import { roundError, type TileNode, tilesetFiles } from "../city/tile-node.ts";
import { enuAt, relativeTransform } from "../tile-frames.ts";
import { writePointGlb } from "./point-glb.ts";
import { joinPoints, PointSpill, type Points, pickPoints, SQUARE_M } from "./point-spill.ts";

/** A square with more points is split in four. */
const MOST_POINTS = 50_000;
const LEAST_M = 1;
/** Cubes along a square's side, of which one point each is shown. */
const CUBES = 96;
/** The error of a tile without its children: so many of its spacings. A spacing is then about a pixel at 16 pixels of error. */
const ERROR_SPACINGS = 16;

export interface PointTilesOptions {
  anchor: { lonDeg: number; latDeg: number; heightM: number };
  tilesetId: string;
  folder?: string;
  compress?: boolean;
  onProgress?: (progress: { step: "reading" | "tiling"; done: number; total?: number }) => void;
  signal?: AbortSignal;
}

export interface PointTilesReport extends CityTilesReport {
  points: number;
  low: Vec3;
  high: Vec3;
}

interface Branch {
  node: TileNode | undefined;
  /** What the parent may show. */
  up: Points;
}

class Build {
  readonly files: { path: string; bytes: number }[] = [];
  tiles = 0;
  done = 0;
  private readonly anchor;
  private readonly hash;
  private readonly spill: PointSpill;
  private readonly target: TileTarget;
  private readonly options: PointTilesOptions;
  private readonly total: number;
  private readonly first: readonly [number, number];

  /** @param first column and row that squares count from, so that the grid's own lines divide no cloud */
  constructor(
    spill: PointSpill,
    target: TileTarget,
    options: PointTilesOptions,
    total: number,
    first: readonly [number, number],
  ) {
    this.first = first;
    const { lonDeg, latDeg, heightM } = options.anchor;
    this.anchor = enuFrame(lonDeg, latDeg, heightM);
    this.hash = target.hash?.() ?? sha256();
    this.spill = spill;
    this.target = target;
    this.options = options;
    this.total = total;
  }

  async put(path: string, bytes: Uint8Array): Promise<void> {
    const whole = `${this.options.folder ?? ""}${path}`;
    const sink = await this.target.create(whole);
    await sink.write(bytes);
    await sink.close();
    this.files.push({ path: whole, bytes: bytes.length });
  }

  version(): string {
    return this.hash.hex().slice(0, 16);
  }

  /** Of each cube of the spacing the first point goes up. */
  private thinned(points: Points, spacingM: number): { up: Points; rest: Points } {
    const seen = new Set<string>();
    const up: number[] = [];
    const rest: number[] = [];
    for (let i = 0; i < points.count; i++) {
      const cube = (v: number) => Math.floor(v / spacingM);
      const key = `${cube(points.east[i] as number)} ${cube(points.north[i] as number)} ${cube(points.up[i] as number)}`;
      if (seen.has(key)) rest.push(i);
      else {
        seen.add(key);
        up.push(i);
      }
    }
    return { up: pickPoints(points, up), rest: pickPoints(points, rest) };
  }

  private async tile(
    points: Points,
    name: string,
    east: number,
    north: number,
    sizeM: number,
    children: TileNode[],
  ): Promise<TileNode | undefined> {
    if (points.count === 0 && children.length === 0) return undefined;
    const frame = enuAt(this.anchor.toEcef(east + sizeM / 2, north + sizeM / 2, 0));
    const low: Vec3 = [Infinity, Infinity, Infinity];
    const high: Vec3 = [-Infinity, -Infinity, -Infinity];
    const geometricError = children.length === 0 ? 0 : roundError((sizeM / CUBES) * ERROR_SPACINGS);
    const node: TileNode = { frame, low, high, geometricError, refine: "ADD", children, name };
    if (points.count === 0) return node;
    const m = relativeTransform(this.anchor, frame);
    const at = (i: number) => m[i] as number;
    const positions = new Float32Array(points.count * 3);
    for (let i = 0; i < points.count; i++) {
      const e = (points.east[i] as number) - at(12);
      const n = (points.north[i] as number) - at(13);
      const u = (points.up[i] as number) - at(14);
      // The transposed rotation leads from the anchor's frame to the tile's.
      const p = [0, 4, 8].map((k) => at(k) * e + at(k + 1) * n + at(k + 2) * u) as unknown as Vec3;
      for (const axis of [0, 1, 2] as const) {
        low[axis] = Math.min(low[axis], p[axis]);
        high[axis] = Math.max(high[axis], p[axis]);
      }
      positions.set([p[0], p[2], -p[1]], i * 3);
    }
    const uri = `points/${name}.glb`;
    const { tilesetId, compress = true } = this.options;
    const { colours, classes } = points;
    const bytes = writePointGlb({ positions, colours, classes, tilesetId }, compress);
    await this.put(uri, bytes);
    this.hash.update(new TextEncoder().encode(uri));
    this.hash.update(bytes);
    this.tiles += 1;
    return { ...node, uri };
  }

  /** What is left of own points becomes the tile; the rest goes to the parent, unless there is none. */
  private async settled(
    own: Points,
    name: string,
    east: number,
    north: number,
    sizeM: number,
    children: TileNode[],
    root: boolean,
  ): Promise<Branch> {
    const { up, rest } = root
      ? { up: pickPoints(own, []), rest: own }
      : this.thinned(own, (sizeM * 2) / CUBES);
    return { node: await this.tile(rest, name, east, north, sizeM, children), up };
  }

  private async split(
    points: Points,
    name: string,
    east: number,
    north: number,
    sizeM: number,
    root: boolean,
  ): Promise<Branch> {
    if (points.count <= MOST_POINTS || sizeM <= LEAST_M)
      return await this.settled(points, name, east, north, sizeM, [], root);
    const half = sizeM / 2;
    const quarters: number[][] = [[], [], [], []];
    for (let i = 0; i < points.count; i++) {
      const place =
        ((points.east[i] as number) >= east + half ? 1 : 0) +
        ((points.north[i] as number) >= north + half ? 2 : 0);
      quarters[place]?.push(i);
    }
    const branches: Branch[] = [];
    for (const [place, own] of quarters.entries()) {
      if (own.length === 0) continue;
      const [x, y] = [east + (place & 1) * half, north + (place >> 1) * half];
      branches.push(await this.split(pickPoints(points, own), `${name}-${place}`, x, y, half, false));
    }
    return await this.merged(branches, name, east, north, sizeM, root);
  }

  private async merged(
    branches: readonly Branch[],
    name: string,
    east: number,
    north: number,
    sizeM: number,
    root: boolean,
  ): Promise<Branch> {
    const own = joinPoints(branches.map(({ up }) => up));
    const children = branches.flatMap(({ node }) => node ?? []);
    return await this.settled(own, name, east, north, sizeM, children, root);
  }

  /** A square of the grid, 2^k squares of the spill wide. */
  async square(
    k: number,
    column: number,
    row: number,
    squares: readonly [number, number][],
    root: boolean,
  ): Promise<Branch> {
    if (this.options.signal?.aborted) throw new Fault("fault.city-tiles.cancelled");
    const sizeM = SQUARE_M * (1 << k);
    const [firstColumn, firstRow] = this.first;
    const [east, north] = [column * sizeM + firstColumn * SQUARE_M, row * sizeM + firstRow * SQUARE_M];
    const name = `${k}_${column}_${row}`;
    if (k === 0) {
      const points = this.spill.read(column + firstColumn, row + firstRow);
      this.done += points.count;
      this.options.onProgress?.({ step: "tiling", done: this.done, total: this.total });
      return await this.split(points, name, east, north, sizeM, root);
    }
    const branches: Branch[] = [];
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const [c, r] = [column * 2 + dx, row * 2 + dy];
      const below = squares.filter(([x, y]) => x >> (k - 1) === c && y >> (k - 1) === r);
      if (below.length > 0) branches.push(await this.square(k - 1, c, r, below, false));
    }
    return await this.merged(branches, name, east, north, sizeM, root);
  }
}

/** @throws Fault fault.city-tiles.empty, fault.city-tiles.cancelled */
export async function writePointTiles(
  batches: AsyncIterable<Points> | Iterable<Points>,
  target: TileTarget,
  options: PointTilesOptions,
): Promise<PointTilesReport> {
  await MeshoptEncoder.ready;
  const spill = new PointSpill(target.scratch());
  try {
    let points = 0;
    const low: Vec3 = [Infinity, Infinity, Infinity];
    const high: Vec3 = [-Infinity, -Infinity, -Infinity];
    const codes = new Set<number>();
    for await (const batch of batches) {
      if (options.signal?.aborted) throw new Fault("fault.city-tiles.cancelled");
      spill.add(batch);
      points += batch.count;
      for (let i = 0; i < batch.count; i++) {
        codes.add(batch.classes[i] as number);
        for (const [axis, list] of [batch.east, batch.north, batch.up].entries()) {
          low[axis as 0] = Math.min(low[axis as 0], list[i] as number);
          high[axis as 0] = Math.max(high[axis as 0], list[i] as number);
        }
      }
      options.onProgress?.({ step: "reading", done: points });
    }
    if (points === 0) throw new Fault("fault.city-tiles.empty", { id: options.tilesetId });
    const all = spill.squares();
    const first = [Math.min(...all.map(([x]) => x)), Math.min(...all.map(([, y]) => y))] as const;
    const build = new Build(spill, target, options, points, first);
    const squares = all.map(([x, y]): [number, number] => [x - first[0], y - first[1]]);
    let k = 0;
    while (squares.some(([x, y]) => x >> k > 0 || y >> k > 0)) k += 1;
    const { node } = await build.square(k, 0, 0, squares, true);
    if (!node) throw new Fault("fault.city-tiles.empty", { id: options.tilesetId });
    const tilesetVersion = build.version();
    const asset = {
      version: "1.1",
      tilesetVersion,
      extras: { generator: "LaneTwin", id: options.tilesetId },
    };
    for (const { path, json } of tilesetFiles(node, asset))
      await build.put(path, new TextEncoder().encode(JSON.stringify(json)));
    return {
      files: build.files,
      bytes: build.files.reduce((sum, { bytes }) => sum + bytes, 0),
      tiles: build.tiles,
      features: codes.size,
      instances: 0,
      triangles: 0,
      skipped: 0,
      findings: [],
      tilesetVersion,
      points,
      low,
      high,
    };
  } finally {
    spill.close();
  }
}
