// What an export is asked for and what it answers; spoken by the command line, the server and the panel alike.

import type { CityFile } from "../../model/city/city-file.ts";
import type { Area } from "../../model/geo/area.ts";
import type { RoadClassId } from "../../model/records/road-attributes.ts";
import type { WriteTarget } from "../formats/format.ts";

export interface ExportRequest {
  /** Absent = the whole city. Features that touch it are taken whole, never cut. */
  area?: Area;
  classes: readonly RoadClassId[];
  /** Names of the data dictionary; absent = all that a class has. The id is always there. */
  attributes?: readonly string[];
  /** "EPSG:4326", "EPSG:4979", "EPSG:4490", "EPSG:4547", "EPSG:4526", a UTM code, or "GCJ-02". */
  crs: string;
  /** Id of a format that writes features. */
  format: string;
}

/** A city folder as bytes: a disk, an HTTP host that knows ranges, or one that does not. */
export interface CityReader {
  city: CityFile;
  /** Bytes of city.json as it stands, for provenance. */
  cityJson(): Promise<Uint8Array>;
  size(path: string): Promise<number>;
  read(path: string, offset: number, length: number): Promise<Uint8Array>;
}

export interface AreaCount {
  /** Features that the area touches, by class; a class the city has no file of is absent. */
  byClass: Partial<Record<RoadClassId, number>>;
  /** Of the driving lanes among them, whole. */
  laneKm: number;
  /** Of the area on the ellipsoid; absent for the whole city. */
  areaKm2?: number;
}

export interface ExportProgress {
  step: "reading" | "writing" | "packing";
  done: number;
  total: number;
}

export interface ExportReport {
  /** Paths in the package, its manifest among them, with sizes and SHA-256. */
  files: { path: string; bytes: number; sha256: string }[];
  count: AreaCount;
  features: number;
}

export interface ExportOptions {
  onProgress?: (progress: ExportProgress) => void;
  signal?: AbortSignal;
  /** Of this program, for provenance. */
  software: { name: string; version: string };
}

/** What an area holds; reads only what the packed indexes say may touch it. @throws Fault fault.export.* */
export type CountArea = (
  reader: CityReader,
  area: Area | undefined,
  signal?: AbortSignal,
) => Promise<AreaCount>;

/** Writes a whole package into `target`; nothing of it is to be kept when it throws. @throws Fault fault.export.* */
export type ExportPackage = (
  reader: CityReader,
  request: ExportRequest,
  target: WriteTarget,
  options: ExportOptions,
) => Promise<ExportReport>;
