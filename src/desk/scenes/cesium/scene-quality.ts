// Puts a quality tier into figures of the scene, measures frames and memory, and steps the tier where the user has not
// fixed it. Memory is Cesium's own count of the tilesets' geometry, textures and tables.

import type { Cesium3DTileset, CesiumWidget } from "cesium";
import type { TilesetKind } from "../../../model/city/city-file.ts";
import { type QualityState, TIERS, type Tier } from "../../view/quality-tier.ts";
import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import { deviceFacts, guessTier } from "../quality/guess-tier.ts";
import { createFrameJudge } from "../quality/judge-frames.ts";
import { errorPxOf, TIER_SETTINGS, type TierSettings } from "../quality/tier-settings.ts";
import type { SceneLight } from "./scene-light.ts";

export interface SceneQuality {
  settings(): TierSettings;
  tilesetOptions(kind: TilesetKind): Cesium3DTileset.ConstructorOptions;
  apply(tileset: Cesium3DTileset, kind: TilesetKind): void;
  follow(listener: () => void): Detach;
  detach: Detach;
}

/** The memory that is told is looked at this often, while frames are drawn. */
const METER_MS = 1000;

export function createSceneQuality(widget: CesiumWidget, view: ViewStore, light: SceneLight): SceneQuality {
  const { scene } = widget;
  const listeners = new Set<() => void>();
  const judge = createFrameJudge();
  const settings = () => TIER_SETTINGS[view.getState().quality.tier];
  const set = (quality: Partial<QualityState>) =>
    view.setState((state) => ({ quality: { ...state.quality, ...quality } }));

  if (!view.getState().quality.fixed && view.getState().quality.reason === "quality.device")
    set({ tier: guessTier(deviceFacts(scene.canvas.getContext("webgl2"))) });

  function take(): void {
    const { mostPixelRatio, msaa, shadowSize } = settings();
    widget.resolutionScale = Math.min(devicePixelRatio, mostPixelRatio);
    scene.msaaSamples = msaa;
    light.setShadows(shadowSize);
    for (const listener of listeners) listener();
    scene.requestRender();
  }
  function step(by: -1 | 1): void {
    const { quality } = view.getState();
    const next: Tier | undefined = TIERS[TIERS.indexOf(quality.tier) + by];
    judge.stepped(by);
    if (next) set({ tier: next, reason: by < 0 ? "quality.slow" : "quality.fast" });
  }
  /** No higher than the device's own. */
  const highest = TIERS.indexOf(view.getState().quality.tier);

  let lastMs = 0;
  let toldMs = 0;
  const tilesets = () => {
    const found: Cesium3DTileset[] = [];
    for (let i = 0; i < scene.primitives.length; i++) {
      const each = scene.primitives.get(i) as { totalMemoryUsageInBytes?: number };
      if (each.totalMemoryUsageInBytes !== undefined) found.push(each as Cesium3DTileset);
    }
    return found;
  };
  const stops = [
    view.subscribe(({ quality }, before) => {
      if (quality.tier !== before.quality.tier) take();
    }),
    scene.postRender.addEventListener(() => {
      const nowMs = performance.now();
      const verdict = judge.frame(nowMs - lastMs);
      lastMs = nowMs;
      const { quality } = view.getState();
      if (!quality.fixed && (verdict < 0 || (verdict > 0 && TIERS.indexOf(quality.tier) < highest)))
        step(verdict as -1 | 1);
      if (nowMs - toldMs < METER_MS) return;
      toldMs = nowMs;
      const all = tilesets();
      const bytes = all.reduce((sum, { totalMemoryUsageInBytes }) => sum + totalMemoryUsageInBytes, 0);
      view.setState({ memory: { bytes, capBytes: settings().cacheBytes + settings().overflowBytes } });
      // One cap for all tilesets: each may keep what the others leave.
      for (const tileset of all) {
        const others = bytes - tileset.totalMemoryUsageInBytes;
        tileset.cacheBytes = Math.max(0, settings().cacheBytes - others);
        tileset.maximumCacheOverflowBytes = settings().overflowBytes;
      }
    }),
  ];
  const made: SceneQuality = {
    settings,
    tilesetOptions: (kind) => ({
      maximumScreenSpaceError: errorPxOf(settings(), kind),
      cacheBytes: settings().cacheBytes,
      maximumCacheOverflowBytes: settings().overflowBytes,
    }),
    apply(tileset, kind) {
      tileset.maximumScreenSpaceError = errorPxOf(settings(), kind);
    },
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    detach() {
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
  take();
  return made;
}
