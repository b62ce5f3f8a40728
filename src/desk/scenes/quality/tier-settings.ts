// What a tier means in figures, for both engines.

import type { TilesetKind } from "../../../model/city/city-file.ts";
import type { Tier } from "../../view/quality-tier.ts";

export interface TierSettings {
  /** Pixels a CSS pixel, at most the screen's own. */
  mostPixelRatio: number;
  /** Samples a pixel; 1 = edges are not smoothed. */
  msaa: number;
  /** Texels a side of a shadow map; 0 = no shadows. */
  shadowSize: number;
  /** Pixels by which a coarse tile may be off. */
  errorPx: number;
  cacheBytes: number;
  /** What one view may need beyond the cache. */
  overflowBytes: number;
  /** How many times more a tile of street furniture may be off, so that less of it is drawn far away. */
  furnitureError: number;
}

const MEBI = 1024 * 1024;

/** Pixels by which a tile of a kind may be off. */
export const errorPxOf = ({ errorPx, furnitureError }: TierSettings, kind: TilesetKind): number =>
  kind === "furniture" ? errorPx * furnitureError : errorPx;

export const TIER_SETTINGS: Record<Tier, TierSettings> = {
  phone: {
    mostPixelRatio: 1,
    msaa: 2,
    shadowSize: 0,
    errorPx: 20,
    cacheBytes: 160 * MEBI,
    overflowBytes: 64 * MEBI,
    furnitureError: 2.5,
  },
  laptop: {
    mostPixelRatio: 1.5,
    msaa: 4,
    shadowSize: 1024,
    errorPx: 12,
    cacheBytes: 384 * MEBI,
    overflowBytes: 128 * MEBI,
    furnitureError: 1.4,
  },
  workstation: {
    mostPixelRatio: 2,
    msaa: 4,
    shadowSize: 2048,
    errorPx: 8,
    cacheBytes: 1024 * MEBI,
    overflowBytes: 256 * MEBI,
    furnitureError: 1,
  },
};
