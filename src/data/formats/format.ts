// What a file format is to the rest: a plain object that describes it, and lazy functions that read and write it. One
// folder a format, one line in formats.ts; the command line, the panels and the importer read the same list.

import type { CityObject } from "../../model/buildings/city-object.ts";
import type { Finding } from "../../model/records/fault.ts";
import type { FeatureRow } from "../../model/records/feature-row.ts";
import type { Attribute, GeometryKind } from "../../model/records/road-attributes.ts";
import type { Hash } from "../../model/records/sha256.ts";
import type { RoadNetwork } from "../../model/roads/road-network.ts";

export interface ReadOptions {
  fileName: string;
  /** Of the file's bytes, for provenance. */
  sha256: string;
  onProgress?: (progress: { bytes: number; roads: number }) => void;
  signal?: AbortSignal;
}

export type ReadRoads = (
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions,
) => Promise<{ network: RoadNetwork; findings: Finding[] }>;

/** A file as readers of city models want it: in order, or by ranges where the format has an index. */
export interface SourceFile {
  name: string;
  sizeBytes: number;
  /** In order from the start; may be asked for more than once. */
  stream(): AsyncIterable<Uint8Array>;
  range(offset: number, length: number): Promise<Uint8Array>;
  /** A file beside it (textures, code lists, .mtl, .bin); undefined when it is not there. */
  beside(path: string): Promise<Uint8Array | undefined>;
}

export interface ReadObjectsOptions {
  /** Level of detail wanted; default the highest that the file has for each object. */
  lod?: number;
  /** Of a building of which neither height nor storeys are known; default 6. */
  assumedHeightM?: number;
  /** Of a storey where only their number is known; default 3. */
  storeyM?: number;
  onProgress?: (progress: { bytes: number; objects: number }) => void;
  signal?: AbortSignal;
}

/** A city model being read. Every record of the file comes out as an object or is listed in `findings` as skipped. */
export interface ObjectSource {
  /** EPSG code, PROJ string or OGC URN as the file says it; absent: the user must say. Known once `objects` has begun. */
  crs(): string | undefined;
  /** In batches, in the file's order, read once. */
  objects(): AsyncIterable<CityObject[]>;
  /** After `objects` has ended: read = out + skipped. */
  counts(): { read: number; out: number; skipped: number };
  findings: Finding[];
  /** An image that faces name, as it lies in or beside the file (JPEG, PNG). */
  image?(index: number): Promise<{ bytes: Uint8Array; mediaType: string } | undefined>;
}

export type OpenObjects = (file: SourceFile, options: ReadObjectsOptions) => Promise<ObjectSource>;

/** Points of a cloud in batches: float64 x, y, z in the file's system, colours or intensity where there are any. */
export interface PointBatch {
  positions: Float64Array;
  /** sRGB, three per point. */
  colours?: Uint8Array;
  intensities?: Uint16Array;
  classes?: Uint8Array;
}

export interface PointSource {
  crs(): string | undefined;
  count: number;
  points(): AsyncIterable<PointBatch>;
  findings: Finding[];
}

export type OpenPoints = (
  file: SourceFile,
  options: { onProgress?: (points: number) => void; signal?: AbortSignal },
) => Promise<PointSource>;

/** A grid of heights: row by row from the north-west, NaN where there is none. */
export interface HeightGrid {
  crs: string | undefined;
  columns: number;
  rows: number;
  /** Centre of the north-west cell and the steps to the next centre east and south, in the file's system, positive. */
  west: number;
  north: number;
  stepX: number;
  stepY: number;
  heights: Float32Array;
}

export type ReadHeights = (
  file: SourceFile,
  /** bounds: west, south, east, north in the file's system; what lies outside need not be read. */
  options: { bounds?: readonly [number, number, number, number]; signal?: AbortSignal },
) => Promise<{ grid: HeightGrid; findings: Finding[] }>;

/** The coordinate system of the rows' coordinates as they are written, always x (east) before y (north). */
export interface WrittenCrs {
  /** Absent where no authority lists it (GCJ-02). */
  epsg?: number;
  name: string;
  /** WKT 1 for formats that want a definition; absent where WKT 1 can't say it (three dimensions). */
  wkt?: string;
  /** WKT 2, where there is no WKT 1. */
  wkt2?: string;
  /** PROJJSON for formats that want that. */
  projjson?: object;
  geographic: boolean;
}

/** One class of features on its way into a file. Rows are asked for once, in order; writers keep none of them. */
export interface WrittenTable {
  name: string;
  title: { zh: string; en: string };
  geometry: GeometryKind;
  columns: readonly Attribute[];
  /** Known beforehand, for progress; the rows decide. */
  expectedCount: number;
  rows: AsyncIterable<FeatureRow>;
}

/** Bytes appended in order. The bytes are the writer's own again once `write` has returned. */
export interface ByteSink {
  write(bytes: Uint8Array): void | Promise<void>;
  close(): Promise<void>;
}

/** A file for what does not fit in memory; gone when closed. Synchronous: it is read and written row by row. */
export interface ScratchFile {
  write(offset: number, bytes: Uint8Array): void;
  /** Fills `into` from `offset` on. */
  read(offset: number, into: Uint8Array): void;
  close(): void;
}

export type SqlValue = string | number | Uint8Array | null;

/** A small door to SQLite, whichever engine stands behind it. */
export interface SqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): { run(values: readonly SqlValue[]): void };
  /** The file is whole when this has returned. */
  close(): Promise<void>;
}

/** Where a writer puts its files; in Node a folder, in a browser memory. */
export interface WriteTarget {
  /** @param path within the package, forward slashes */
  create(path: string): Promise<ByteSink>;
  scratch(): ScratchFile;
  /** A new SQLite database that becomes the file at `path`. */
  database(path: string): Promise<SqlDatabase>;
  /** A finished file again, in pieces. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** SHA-256 by the machine's own means, where it has one. */
  hash?(): Hash;
}

export interface WriteOptions {
  crs: WrittenCrs;
  /** Of a file that holds all tables, without extension. */
  baseName: string;
  /** Stands before every extension: ".gcj02" where positions are shifted, else "". */
  mark: string;
  /** Travels in the file where the format has a place for it: frame, epoch, vertical datum, quality. */
  metadata: Record<string, unknown>;
  /** Stands where a format must have a time of change, as ISO 8601; there is no clock. */
  changedAt: string;
  onRows?: (written: number) => void;
  signal?: AbortSignal;
}

/** @returns the paths written */
export type WriteFeatures = (
  tables: readonly WrittenTable[],
  target: WriteTarget,
  options: WriteOptions,
) => Promise<string[]>;

export interface Format {
  id: string;
  /** word key */
  title: string;
  /** Without the dot. */
  extensions: readonly string[];
  mediaType: string;
  /** Most bytes of a table's name in UTF-8: where each becomes a file, file systems take 255 with mark and extension. */
  longestName?: number;
  /** Whether a file's first bytes (4 KiB at most) are of this format. */
  sniff?(head: Uint8Array): boolean;
  readRoads?: () => Promise<{ read: ReadRoads }>;
  readObjects?: () => Promise<{ open: OpenObjects }>;
  readPoints?: () => Promise<{ open: OpenPoints }>;
  readHeights?: () => Promise<{ read: ReadHeights }>;
  writeFeatures?: () => Promise<{ write: WriteFeatures }>;
}
