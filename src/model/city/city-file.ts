// city.json: what a city folder holds. The zod schema in city-schema.ts gives exactly this type.
// Every path is relative to city.json.

import type { Quality } from "../records/quality.ts";

export const TILESET_KINDS = ["roads", "buildings", "terrain", "furniture", "points", "other"] as const;
export type TilesetKind = (typeof TILESET_KINDS)[number];

export interface CityFile {
  formatVersion: 1;
  id: string;
  title: { zh: string; en: string };
  /** ISO 3166 alpha-2; absent = unknown, which is said. */
  country?: string;
  timeZone: string;
  /** Where the city is hung up: origin of the 256 m tile grid's ENU frame and of the XR anchor. */
  anchor: { lonDeg: number; latDeg: number; heightM: number };
  /** Ellipsoidal height of the ground where the city brings no terrain; the lowest road's. */
  groundHeightM?: number;
  /** Default camera: target and view. */
  home?: {
    lonDeg: number;
    latDeg: number;
    heightM: number;
    headingDeg: number;
    pitchDeg: number;
    rangeM: number;
  };
  frame: { name: string; epsg?: number; crs: string };
  /** Decimal year of the coordinates; absent = unknown (± 1 m against another epoch). */
  epoch?: number;
  verticalDatum: { name: string; geoidHeightM?: number; derivation: string };
  attributions: { text: string; licence?: string; url?: string }[];
  /** "synthetic, not surveyed" and the like, in words. */
  notice?: { zh: string; en: string };
  quality: Quality;
  tilesets: {
    id: string;
    kind: TilesetKind;
    title: { zh: string; en: string };
    /** In the folder, or absolute where the user's city names a foreign server. */
    url: string;
    /** For a tileset that lies at the wrong height: moves it up, metres. */
    offsetUpM?: number;
  }[];
  /** search.bin: names, ids and attributes of everything in the tilesets, readable without loading them. */
  search?: string;
  /** GeoJSON of what stands in the city and is operated, one file a kind. */
  facilities?: string;
  parking?: string;
  docks?: string;
  equipment?: string;
  /** feeds.config.json: whom the live server listens to. The server reads it and serves it to nobody. */
  feeds?: string;
  roads?: {
    network: string;
    /** ids.bin; "" when the folder holds no feature files. */
    ids: string;
    /** One FlatGeobuf a class, in the order that ids.bin numbers them. */
    features: { class: string; url: string; count: number; sha256?: string }[];
    /** The map that the roads were read from. */
    source?: { format: string; version: string; file: string; sha256: string };
    counts: Record<string, number>;
    laneKm: number;
    findings: string;
  };
  bounds: { west: number; south: number; east: number; north: number };
}
