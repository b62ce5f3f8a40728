// The city's tilesets in three: one choice of tiles for all eyes at most 20 times a second, one memory cap, one frame
// (x east, y up, −z north at the city's anchor, by the ellipsoid, not by a plane). Whoever opens a tileset prepares its
// models; three culls what is loaded for each eye by itself.

import { ImplicitTilingPlugin } from "3d-tiles-renderer/core/plugins";
import { TilesRenderer } from "3d-tiles-renderer/three";
import { GLTFExtensionsPlugin, ReorientationPlugin } from "3d-tiles-renderer/three/plugins";
import { type Camera, MathUtils, type Object3D, type Scene } from "three";
import { MeshoptDecoder } from "three/addons/libs/meshopt_decoder.module.js";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { Detach } from "../layer.ts";
import { createEyeProxy } from "./eye-proxy.ts";

const PERIOD_MS = 50;
/** Without any change tiles are chosen anew this often: what finished loading is shown. */
const REST_MS = 400;
const MARGIN_DEG = 12;
export const FAR_M = 2500;
const ERROR_TARGET_PX = 24;
const MEBI = 1024 * 1024;
const MOST_BYTES = 192 * MEBI;

export interface TileListener {
  /** Before a tile's model is first drawn and measured: may change its meshes and materials. */
  prepare?(model: Object3D, url: string): void;
  loaded?(model: Object3D): void;
  unloaded?(model: Object3D): void;
  /** What is there, under way, and could not be had. */
  progress?(told: { loaded: number; pending: number; failed: number }): void;
  fault?(url: string, reason: string): void;
}

export interface OpenTileset {
  /** Loaded models, seen or not. */
  models(): Iterable<Object3D>;
  tiles: TilesRenderer;
  setVisible(visible: boolean): void;
  detach: Detach;
}

export interface CityTiles {
  open(url: string, listener: TileListener): OpenTileset;
  opened: ReadonlySet<OpenTileset>;
}

export interface FedTiles extends CityTiles {
  /** Chooses tiles for these eyes if it is time; how many times it has chosen is in `choices`. */
  feed(timeMs: number, eyes: readonly Camera[], eyeHeightPx: number): void;
  choices(): number;
  /** What the loaded tiles take, by the renderer's own count, and their cap; one cache for all tilesets. */
  memory(): { bytes: number; capBytes: number };
  detach: Detach;
}

function capMemory(tiles: TilesRenderer): void {
  tiles.errorTarget = ERROR_TARGET_PX;
  tiles.maxTilesProcessed = 64;
  tiles.autoDisableRendererCulling = false;
  Object.assign(tiles.lruCache, {
    minSize: 300,
    maxSize: 600,
    minBytesSize: 128 * MEBI,
    maxBytesSize: MOST_BYTES,
  });
  Object.assign(tiles.downloadQueue, { maxJobsPerOrigin: 6 });
  tiles.parseQueue.maxJobs = 1;
  tiles.processNodeQueue.maxJobs = 8;
}

/** From ECEF to the walk's axes; the plugin's own azimuth 0 is x west, z north. */
export const turnToWalk = ({ lonDeg, latDeg, heightM }: CityFile["anchor"]) =>
  new ReorientationPlugin({
    lat: MathUtils.degToRad(latDeg),
    lon: MathUtils.degToRad(lonDeg),
    height: heightM,
    azimuth: Math.PI,
  });

export function createCityTiles(world: Scene, { anchor }: CityFile): FedTiles {
  const proxy = createEyeProxy(MARGIN_DEG, FAR_M);
  const opened = new Set<OpenTileset>();
  let lookedMs = Number.NEGATIVE_INFINITY;
  let chosenMs = Number.NEGATIVE_INFINITY;
  let stale = true;
  let choices = 0;

  function open(url: string, listener: TileListener): OpenTileset {
    const tiles = new TilesRenderer(url);
    capMemory(tiles);
    const told = { loaded: 0, failed: 0 };
    const models = new Set<Object3D>();
    const tell = () => {
      const { downloading, parsing, queued } = (tiles as unknown as { stats: Record<string, number> })
        .stats as { downloading: number; parsing: number; queued: number };
      listener.progress?.({ ...told, pending: downloading + parsing + queued });
    };
    tiles.registerPlugin(
      new GLTFExtensionsPlugin({ metadata: true, rtc: true, meshoptDecoder: MeshoptDecoder }),
    );
    tiles.registerPlugin(new ImplicitTilingPlugin());
    tiles.registerPlugin(turnToWalk(anchor));
    tiles.registerPlugin({
      name: "prepare",
      processTileModel: async (model: Object3D, tile: { content?: { uri?: string } }) =>
        listener.prepare?.(model, tile.content?.uri ?? ""),
    });
    tiles.setCamera(proxy.camera);
    tiles.addEventListener("needs-update", () => {
      stale = true;
    });
    tiles.addEventListener("load-model", ({ scene }) => {
      told.loaded += 1;
      stale = true;
      models.add(scene);
      listener.loaded?.(scene);
      tell();
    });
    tiles.addEventListener("dispose-model", ({ scene }) => {
      told.loaded -= 1;
      models.delete(scene);
      listener.unloaded?.(scene);
    });
    tiles.addEventListener("tiles-load-end", tell);
    // Out of view, it has nothing else to say.
    tiles.addEventListener("load-root-tileset", tell);
    tiles.addEventListener("load-error", ({ error, url: at }) => {
      told.failed += 1;
      listener.fault?.(String(at), error.message);
      tell();
    });
    world.add(tiles.group);
    stale = true;
    const entry: OpenTileset = {
      tiles,
      models: () => models,
      setVisible(visible) {
        tiles.group.visible = visible;
      },
      detach() {
        opened.delete(entry);
        tiles.dispose();
      },
    };
    opened.add(entry);
    return entry;
  }

  return {
    open,
    opened,
    choices: () => choices,
    memory() {
      for (const { tiles } of opened) {
        const { cachedBytes, maxBytesSize } = tiles.lruCache as unknown as Record<
          "cachedBytes" | "maxBytesSize",
          number
        >;
        return { bytes: cachedBytes, capBytes: maxBytesSize };
      }
      return { bytes: 0, capBytes: MOST_BYTES };
    },
    feed(timeMs, eyes, eyeHeightPx) {
      if (timeMs - lookedMs < PERIOD_MS) return;
      lookedMs = timeMs;
      const moved = proxy.fit(eyes, eyeHeightPx);
      if (!moved && !stale && timeMs - chosenMs < REST_MS) return;
      chosenMs = timeMs;
      stale = false;
      choices += 1;
      for (const { tiles } of opened) {
        if (!tiles.group.visible) continue;
        tiles.setResolution(proxy.camera, proxy.heightPx, proxy.heightPx);
        tiles.update();
      }
    },
    detach() {
      for (const entry of [...opened]) entry.detach();
    },
  };
}
