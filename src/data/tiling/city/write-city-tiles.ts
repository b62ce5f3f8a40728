// City features to 3D Tiles 1.1 in two passes: first every feature is put down in its cell of a scratch file, then one
// cell after another becomes tiles, so that memory does not grow with the city. Cells of 512 m hold the full level,
// parents of 2, 8, 32 km what is seen of it from afar, children what stands about. Equal input gives equal bytes.

import { MeshoptEncoder } from "meshoptimizer";
import { type EnuFrame, enuFrame, type Vec3 } from "../../../model/geo/frames.ts";
import { Fault } from "../../../model/records/fault.ts";
import { sha256 } from "../../../model/records/sha256.ts";
import { enuAt } from "../tile-frames.ts";
import type { Column } from "./attribute-census.ts";
import type { CityTilesOptions, CityTilesReport, TileTarget, WriteCityTiles } from "./city-tiles-job.ts";
import { type Model, packModels } from "./instance-models.ts";
import { instanceContent, type Placed, readPlaced, sizeOf } from "./instance-tiles.ts";
import { CELL_M, cellKey, cellOf, type Intake, pause, Reception } from "./intake.ts";
import { cornersOf, extentOf, LITTLE, MassingTier, recordsOf } from "./massing-tier.ts";
import type { FeatureRecord } from "./read-record.ts";
import { ContentWriter, type Drawn, rigidTo } from "./tile-content.ts";
import { roundError, type TileNode, tilesetFiles } from "./tile-node.ts";

/** A tile that needs more corners or holds more features is split in four. */
const MOST_CORNERS = 60_000;
const MOST_FEATURES = 1000;
const MOST_IMAGES = 24;
const LEAST_CELL_M = 32;
/** Parents' cells are 4, 16, 64 … leaf cells wide. */
const TIER_STEP = 2;
const TIER_ERROR_M = 4;
/** A parent's error over its children's. */
const STEEPER = 1.25;
const FURNITURE_CELLS = 1;

interface Tier {
  /** Cells are 2^k leaf cells wide. */
  k: number;
  column: number;
  row: number;
  massing: MassingTier;
  children: TileNode[];
}

const nowhere = (): { low: Vec3; high: Vec3 } => ({
  low: [Infinity, Infinity, Infinity],
  high: [-Infinity, -Infinity, -Infinity],
});

/** Interleaves the bits of a cell's place, so that cells of one parent follow one another. */
function curve(column: number, row: number): number {
  let out = 0;
  for (let bit = 0, weight = 1; bit < 24; bit++, weight *= 4)
    out += (((column >> bit) & 1) + 2 * ((row >> bit) & 1)) * weight;
  return out;
}

class Build {
  readonly files: { path: string; bytes: number }[] = [];
  tiles = 0;
  triangles = 0;
  private readonly anchor: EnuFrame;
  private readonly target: TileTarget;
  private readonly options: CityTilesOptions;
  private readonly intake: Intake;
  private readonly columns: readonly Column[];
  private readonly models: readonly Model[];
  private readonly content: ContentWriter;
  private readonly hash: { update(bytes: Uint8Array): void; hex(): string };
  private readonly cells: [number, number][];
  private readonly firstColumn: number;
  private readonly firstRow: number;
  private readonly rootK: number;
  private tiers: Tier[] = [];

  constructor(intake: Intake, models: readonly Model[], target: TileTarget, options: CityTilesOptions) {
    const { lonDeg, latDeg, heightM } = options.anchor;
    this.anchor = enuFrame(lonDeg, latDeg, heightM);
    this.target = target;
    this.options = options;
    this.intake = intake;
    this.models = models;
    this.columns = intake.census.columns(intake.counts.features + intake.counts.instances);
    this.content = new ContentWriter(
      this.anchor,
      this.columns,
      async (place) => options.image?.(intake.imageKeys[place] as string),
      options.compress ?? true,
    );
    this.hash = target.hash?.() ?? sha256();
    const keys = [...new Set([...intake.features.keys(), ...intake.instances.keys()])].map(cellOf);
    this.firstColumn = Math.min(...keys.map(([column]) => column));
    this.firstRow = Math.min(...keys.map(([, row]) => row));
    this.cells = keys
      .map(([column, row]): [number, number] => [column - this.firstColumn, row - this.firstRow])
      .sort((a, b) => curve(...a) - curve(...b));
    const widest = Math.max(...this.cells.flat()) + 1;
    let k = 0;
    while (1 << k < widest) k += TIER_STEP;
    this.rootK = k;
  }

  private async put(path: string, bytes: Uint8Array): Promise<void> {
    const whole = `${this.options.folder ?? ""}${path}`;
    const sink = await this.target.create(whole);
    await sink.write(bytes);
    await sink.close();
    this.files.push({ path: whole, bytes: bytes.length });
  }

  private async putTile(path: string, bytes: Uint8Array): Promise<string> {
    await this.put(path, bytes);
    this.hash.update(new TextEncoder().encode(path));
    this.hash.update(bytes);
    this.tiles += 1;
    return path;
  }

  /** The frame at the middle of a square of the grid, on the ground's plane. */
  private frameAt(column: number, row: number, sizeM: number): EnuFrame {
    const x = (column + 0.5) * sizeM + this.firstColumn * CELL_M;
    const y = (row + 0.5) * sizeM + this.firstRow * CELL_M;
    return enuAt(this.anchor.toEcef(x, y, 0));
  }

  private container(name: string, frame: EnuFrame, children: TileNode[], geometricError: number): TileNode {
    return { frame, ...nowhere(), geometricError, refine: "REPLACE", children, name };
  }

  /** Full tiles of some features, split in four while they are too many. */
  private async fullTiles(
    records: readonly FeatureRecord[],
    column: number,
    row: number,
    sizeM: number,
    name: string,
  ): Promise<TileNode[]> {
    const full = (record: FeatureRecord) => record.levels.at(-1)?.meshes ?? [];
    const corners = records.reduce((sum, record) => sum + cornersOf(full(record)), 0);
    const images = new Set(records.flatMap((record) => full(record).map(({ image }) => image)));
    const many = corners > MOST_CORNERS || records.length > MOST_FEATURES || images.size > MOST_IMAGES;
    if (many && sizeM > LEAST_CELL_M && records.length > 1) {
      const half = sizeM / 2;
      const quarters: FeatureRecord[][] = [[], [], [], []];
      const middleX = (column + 0.5) * sizeM + this.firstColumn * CELL_M;
      const middleY = (row + 0.5) * sizeM + this.firstRow * CELL_M;
      for (const record of records) {
        const quarter = (record.origin[0] >= middleX ? 1 : 0) + (record.origin[1] >= middleY ? 2 : 0);
        (quarters[quarter] as FeatureRecord[]).push(record);
      }
      const nodes: TileNode[] = [];
      for (const [quarter, own] of quarters.entries()) {
        const place = [column * 2 + (quarter & 1), row * 2 + (quarter >> 1)] as const;
        if (own.length > 0) nodes.push(...(await this.fullTiles(own, ...place, half, `${name}-${quarter}`)));
      }
      return nodes;
    }
    const node = await this.tile(
      `full/${name}.glb`,
      name,
      records.map((record) => ({ record, meshes: full(record) })),
      this.frameAt(column, row, sizeM),
      0,
    );
    return node ? [node] : [];
  }

  private async tile(
    path: string,
    name: string,
    drawn: readonly Drawn[],
    frame: EnuFrame,
    errorM: number,
  ): Promise<TileNode | undefined> {
    const made = drawn.length > 0 ? await this.content.write(drawn, frame, errorM) : undefined;
    if (!made) return undefined;
    if (errorM === 0) this.triangles += made.triangles;
    const uri = await this.putTile(path, made.bytes);
    return {
      frame,
      low: made.low,
      high: made.high,
      geometricError: roundError(errorM),
      refine: "REPLACE",
      uri,
      children: [],
      name,
    };
  }

  /** What stands about in a cell: one node without content that is opened near by, tiles of their own below it. */
  private async furnitureNode(
    little: readonly FeatureRecord[],
    placed: readonly Placed[],
    column: number,
    row: number,
  ): Promise<TileNode | undefined> {
    const sizeM = CELL_M / FURNITURE_CELLS;
    const squares = new Map<string, { little: FeatureRecord[]; placed: Placed[] }>();
    const squareOf = ({ origin }: FeatureRecord) => {
      const within = (v: number, first: number, cell: number) =>
        Math.min(
          cell * FURNITURE_CELLS + FURNITURE_CELLS - 1,
          Math.max(cell * FURNITURE_CELLS, Math.floor((v - first * CELL_M) / sizeM)),
        );
      const key = cellKey(within(origin[0], this.firstColumn, column), within(origin[1], this.firstRow, row));
      let own = squares.get(key);
      if (!own) {
        own = { little: [], placed: [] };
        squares.set(key, own);
      }
      return own;
    };
    for (const record of little) squareOf(record).little.push(record);
    for (const one of placed) squareOf(one.record).placed.push(one);
    const children: TileNode[] = [];
    for (const [key, own] of [...squares].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const frame = this.frameAt(...cellOf(key), sizeM);
      const drawn = own.little.map((record) => ({ record, meshes: record.levels.at(-1)?.meshes ?? [] }));
      const still = await this.tile(`near/${key}.glb`, `n${key}`, drawn, frame, 0);
      if (still) children.push(still);
      const instances = await this.instanceNode(own.placed, key, frame);
      if (instances) children.push(instances);
    }
    if (children.length === 0) return undefined;
    const largest = Math.max(...little.map(extentOf), ...placed.map(sizeOf), 0);
    const below = Math.max(...children.map(({ geometricError }) => geometricError));
    return {
      ...this.container(`f${cellKey(column, row)}`, this.frameAt(column, row, CELL_M), children, 0),
      geometricError: roundError(Math.max(largest, below * STEEPER)),
      refine: "ADD",
    };
  }

  private async instanceNode(
    placed: readonly Placed[],
    key: string,
    frame: EnuFrame,
  ): Promise<TileNode | undefined> {
    if (placed.length === 0) return undefined;
    const to = rigidTo(this.anchor, frame);
    const compress = this.options.compress ?? true;
    const node = async (coarse: boolean, children: TileNode[]): Promise<TileNode | undefined> => {
      const made = instanceContent(placed, to, this.columns, coarse, compress);
      if (!made) return undefined;
      const uri = await this.putTile(`things/${key}${coarse ? "-far" : ""}.glb`, made.bytes);
      if (!coarse) this.triangles += made.triangles;
      const { low, high, errorM } = made;
      const name = `t${key}${coarse ? "far" : ""}`;
      return {
        frame,
        low,
        high,
        geometricError: coarse ? roundError(errorM) : 0,
        refine: "REPLACE",
        uri,
        children,
        name,
      };
    };
    const full = await node(false, []);
    const levels = placed.some(({ model }) => model.levels.length > 1);
    return levels ? await node(true, full ? [full] : []) : full;
  }

  /** All tiles of one cell, as one node; the parents get what they show of it. */
  private async cell(column: number, row: number): Promise<TileNode | undefined> {
    const key = cellKey(column + this.firstColumn, row + this.firstRow);
    const records = recordsOf(this.intake.features.read(key));
    const placed = readPlaced(this.intake.instances.read(key), this.models);
    for (const { massing } of this.tiers) {
      for (const record of records) massing.take(record);
      for (const one of placed) massing.miss(sizeOf(one));
    }
    const little = records.filter(({ kind, cut }) => LITTLE.has(kind) && !cut);
    const large = records.filter(({ kind, cut }) => !LITTLE.has(kind) || cut);
    const name = cellKey(column, row);
    const frame = this.frameAt(column, row, CELL_M);
    const furniture = await this.furnitureNode(little, placed, column, row);
    const split = await this.fullTiles(large, column, row, CELL_M, name);
    const [only] = split;
    if (split.length <= 1) {
      if (!only) return furniture;
      if (!furniture) return only;
      const geometricError = roundError(furniture.geometricError * STEEPER);
      return { ...only, geometricError, refine: "ADD", children: [furniture] };
    }
    return this.container(name, frame, furniture ? [...split, furniture] : split, Number.NaN);
  }

  /** Closes parents that the next cell is not in, and opens those it is in. */
  private async enter(column: number, row: number): Promise<void> {
    await this.leave((tier) => column >> tier.k !== tier.column || row >> tier.k !== tier.row);
    for (let k = (this.tiers.at(-1)?.k ?? this.rootK + TIER_STEP) - TIER_STEP; k > 0; k -= TIER_STEP)
      this.tiers.push({
        k,
        column: column >> k,
        row: row >> k,
        massing: new MassingTier(TIER_ERROR_M * (1 << k)),
        children: [],
      });
  }

  private async leave(done: (tier: Tier) => boolean): Promise<TileNode | undefined> {
    let closed: TileNode | undefined;
    while (this.tiers.length > 0 && done(this.tiers.at(-1) as Tier)) {
      const tier = this.tiers.pop() as Tier;
      closed = await this.parentOf(tier);
      if (closed) this.tiers.at(-1)?.children.push(closed);
    }
    return closed;
  }

  private async parentOf({ k, column, row, massing, children }: Tier): Promise<TileNode | undefined> {
    if (children.length === 0) return undefined;
    const { drawn, errorM } = massing.finish();
    const below = Math.max(0, ...children.map((child) => greatest(child)));
    const geometricError = roundError(Math.max(errorM, below * STEEPER, 1));
    const name = `p${k}-${cellKey(column, row)}`;
    const frame = this.frameAt(column, row, CELL_M * (1 << k));
    const tile = await this.tile(`far${k}/${cellKey(column, row)}.glb`, name, drawn, frame, geometricError);
    if (tile) return { ...tile, geometricError, children };
    return this.container(
      name,
      frame,
      children,
      drawn.length === 0 && errorM === 0 ? Number.NaN : geometricError,
    );
  }

  async all(): Promise<TileNode> {
    let root: TileNode | undefined;
    for (const [done, [column, row]] of this.cells.entries()) {
      if (this.options.signal?.aborted) throw new Fault("fault.city-tiles.cancelled");
      await this.enter(column, row);
      const node = await this.cell(column, row);
      if (node && this.tiers.length > 0) this.tiers.at(-1)?.children.push(node);
      else root = node;
      this.options.onProgress?.({ step: "tiling", done: done + 1, total: this.cells.length });
      await pause();
    }
    root = (await this.leave(() => true)) ?? root;
    if (!root) throw new Fault("fault.city-tiles.empty", { id: this.options.tilesetId });
    return root;
  }

  async tilesets(root: TileNode): Promise<string> {
    settle(root, Number.NaN);
    const tilesetVersion = this.hash.hex().slice(0, 16);
    const asset = {
      version: "1.1",
      tilesetVersion,
      extras: { generator: "LaneTwin", id: this.options.tilesetId, ...this.options.provenance },
    };
    for (const { path, json } of tilesetFiles(root, asset))
      await this.put(path, new TextEncoder().encode(JSON.stringify(json)));
    return tilesetVersion;
  }
}

/** Of a node, or below it where its own is still open. */
const greatest = (node: TileNode): number =>
  Number.isNaN(node.geometricError) ? Math.max(0, ...node.children.map(greatest)) : node.geometricError;

/**
 * Nodes that show nothing of their own although there is something get an error just below their parent's: they open as
 * soon as the parent gives way, and leave no hole.
 */
function settle(node: TileNode, parentError: number): void {
  if (Number.isNaN(node.geometricError)) {
    const below = Math.max(0, ...node.children.map(greatest));
    node.geometricError = Number.isNaN(parentError)
      ? Math.max(extentOfNode(node), below * STEEPER, 1)
      : (parentError + below) / 2 + (parentError - below) * 0.49;
  }
  for (const child of node.children) settle(child, node.geometricError);
}

/** Largest width of what is written in and below a node; without content it is as good as nothing drawn. */
function extentOfNode({ low, high, children }: TileNode): number {
  const own =
    low[0] <= high[0] ? Math.max(...[0, 1, 2].map((i) => (high[i] as number) - (low[i] as number))) : 0;
  return roundError(Math.max(own, ...children.map(extentOfNode)));
}

/** @throws Fault fault.city-tiles.empty, fault.city-tiles.cancelled */
export const writeCityTiles: WriteCityTiles = async (features, furnishing, target, options) => {
  await MeshoptEncoder.ready;
  const models = packModels(furnishing?.models ?? []);
  const reception = new Reception(target, options);
  try {
    const intake = await reception.all(features, furnishing, models);
    if (intake.counts.features + intake.counts.instances === 0)
      throw new Fault("fault.city-tiles.empty", { id: options.tilesetId });
    const build = new Build(intake, [...models.values()], target, options);
    const tilesetVersion = await build.tilesets(await build.all());
    const { files, tiles, triangles } = build;
    const { counts, findings } = intake;
    return {
      files,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      tiles,
      ...counts,
      triangles,
      findings,
      tilesetVersion,
    } satisfies CityTilesReport;
  } finally {
    reception.close();
  }
};
