// What a tier means in figures, for both engines.

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
  /** Street furniture is drawn to this distance, metres. */
  furnitureM: number;
}

const MEBI = 1024 * 1024;

export const TIER_SETTINGS: Record<Tier, TierSettings> = {
  phone: {
    mostPixelRatio: 1,
    msaa: 2,
    shadowSize: 0,
    errorPx: 20,
    cacheBytes: 160 * MEBI,
    overflowBytes: 64 * MEBI,
    furnitureM: 350,
  },
  laptop: {
    mostPixelRatio: 1.5,
    msaa: 4,
    shadowSize: 1024,
    errorPx: 12,
    cacheBytes: 384 * MEBI,
    overflowBytes: 128 * MEBI,
    furnitureM: 900,
  },
  workstation: {
    mostPixelRatio: 2,
    msaa: 4,
    shadowSize: 2048,
    errorPx: 8,
    cacheBytes: 1024 * MEBI,
    overflowBytes: 256 * MEBI,
    furnitureM: 2000,
  },
};
