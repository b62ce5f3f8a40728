// How a person likes to move: kept for the walk, changed by the menu in the scene or by the page around it.

import { createStore, type StoreApi } from "zustand/vanilla";

export const USUAL_SPEED_MPS = 1.4;
export const MOST_SPEED_MPS = 3;

export interface Comfort {
  /** Smooth walking by stick: chosen, never the default. */
  smooth: boolean;
  speedMps: number;
  /** Eyes are lifted to those of a standing person. */
  seated: boolean;
  /** No blinks, no glides. */
  reducedMotion: boolean;
}

export type ComfortStore = StoreApi<Comfort>;

export const createComfort = (start: Partial<Comfort> = {}): ComfortStore =>
  createStore<Comfort>()(() => ({
    smooth: false,
    speedMps: USUAL_SPEED_MPS,
    seated: false,
    reducedMotion: false,
    ...start,
  }));

export const clampSpeed = (mps: number): number => Math.min(MOST_SPEED_MPS, Math.max(0.5, mps));
