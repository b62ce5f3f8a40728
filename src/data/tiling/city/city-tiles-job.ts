// What a city tiler is asked and what it answers: features and instances in, a tileset's files out, in a folder of
// their own. The place for files and scratch is given; node or memory, the tiler doesn't know.

import type { Attributes } from "../../../model/buildings/city-object.ts";
import type { Finding } from "../../../model/records/fault.ts";
import type { CityFeature, Instance, InstanceModel } from "./city-feature.ts";

/** Where tiles go and where records wait. data/formats' WriteTarget fits as it is. */
export interface TileTarget {
  create(path: string): Promise<{ write(bytes: Uint8Array): void | Promise<void>; close(): Promise<void> }>;
  scratch(): ScratchSpace;
  /** SHA-256 by the machine's own means, where it has one. */
  hash?(): { update(bytes: Uint8Array): void; hex(): string };
}

/** A file for what does not fit in memory; gone when closed. */
export interface ScratchSpace {
  write(offset: number, bytes: Uint8Array): void;
  read(offset: number, into: Uint8Array): void;
  close(): void;
}

export type Features = AsyncIterable<CityFeature> | Iterable<CityFeature>;

export interface Furnishing {
  models: readonly InstanceModel[];
  instances: AsyncIterable<Instance> | Iterable<Instance>;
}

export interface PictureImage {
  bytes: Uint8Array;
  mediaType: string;
}

/** Told of every accepted feature and instance, in the order given; what a search index is made from. */
export interface Accepted {
  id: string;
  kind: CityFeature["kind"];
  attributes: Attributes;
  /** Middle and half extent of its box in the anchor's ENU frame, metres. */
  centre: readonly [number, number, number];
  half: readonly [number, number, number];
}

export interface CityTilesOptions {
  /** Origin of the ENU frame that positions are in. */
  anchor: { lonDeg: number; latDeg: number; heightM: number };
  tilesetId: string;
  /** Before every path written, e.g. "buildings/". */
  folder?: string;
  /** The images that meshes of material "picture" name. */
  image?: (key: string) => Promise<PictureImage | undefined>;
  /** false leaves vertex arrays as they are, for validators that can't decompress; default true. */
  compress?: boolean;
  /** Goes into asset.extras. */
  provenance?: Record<string, unknown>;
  onAccepted?: (what: Accepted) => void;
  onProgress?: (progress: { step: "reading" | "tiling"; done: number; total?: number }) => void;
  signal?: AbortSignal;
}

export interface CityTilesReport {
  /** In the order written; tileset.json is the last. */
  files: { path: string; bytes: number }[];
  bytes: number;
  /** GLBs. */
  tiles: number;
  features: number;
  instances: number;
  /** In the leaves, instances counted once each. */
  triangles: number;
  skipped: number;
  /** One for each thing skipped or repaired. */
  findings: Finding[];
  tilesetVersion: string;
}

/** @throws Fault fault.city-tiles.empty when nothing is left to draw, fault.city-tiles.cancelled */
export type WriteCityTiles = (
  features: Features,
  furnishing: Furnishing | undefined,
  target: TileTarget,
  options: CityTilesOptions,
) => Promise<CityTilesReport>;
