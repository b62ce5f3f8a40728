// The empty scene of a walk: rig, camera, pickers and movers, and the lists that layers register in.

import { Group, PerspectiveCamera, Scene, type WebGLRenderer } from "three";
import type { CityFile } from "../../../model/city/city-file.ts";
import { enuFrame } from "../../../model/geo/frames.ts";
import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import { createCityLight } from "../light/city-light.ts";
import { createCityTiles, FAR_M, type FedTiles } from "./city-tiles.ts";
import { createSurfaceMaterial } from "./surface-material.ts";
import { createWalkLight } from "./walk-light.ts";
import type { RayHit, RayPicker, WalkFrame, WalkMover, WalkScene } from "./walk-scene.ts";

export const NEAR_M = 0.2;
/** Eyes above the feet without a headset. */
export const EYE_M = 1.6;
const FOV_DEG = 65;
const MOST_PICK_M = 500;

/** The scene as the stage runs it; layers see a WalkScene. */
export interface RunningScene extends WalkScene {
  tiles: FedTiles;
  run(frame: WalkFrame): void;
}

/** `cityUrl` is the folder's URL, with or without the last slash. */
export function createWalkScene(
  renderer: WebGLRenderer,
  city: CityFile,
  cityUrl: string,
  view: ViewStore,
  now: () => number,
): RunningScene {
  const { lonDeg, latDeg, heightM } = city.anchor;
  const base = cityUrl.endsWith("/") ? cityUrl : `${cityUrl}/`;
  const world = new Scene();
  world.name = "world";
  const rig = new Group();
  rig.name = "rig";
  const camera = new PerspectiveCamera(FOV_DEG, 1, NEAR_M, FAR_M);
  camera.position.set(0, EYE_M, 0);
  rig.add(camera);
  world.add(rig);
  const tiles = createCityTiles(world, city);
  const cityLight = createCityLight(city, view, now);
  const light = createWalkLight(cityLight);
  const surface = createSurfaceMaterial(light, (city.groundHeightM ?? heightM) - heightM);
  const pickers = new Set<RayPicker>();
  const movers = new Set<(id: string) => WalkMover | undefined>();
  const listeners: ((frame: WalkFrame) => void)[] = [];
  const listen = <T>(set: Set<T>, item: T): Detach => {
    set.add(item);
    return () => void set.delete(item);
  };
  return {
    city,
    url: (path) => (/^[a-z]+:\/\//i.test(path) ? path : base + path),
    frame: enuFrame(lonDeg, latDeg, heightM),
    renderer,
    world,
    rig,
    camera,
    tiles,
    light,
    surface,
    onFrame(listener) {
      listeners.push(listener);
      return () => {
        const at = listeners.indexOf(listener);
        if (at >= 0) listeners.splice(at, 1);
      };
    },
    run(frame) {
      for (let i = 0; i < listeners.length; i++) listeners[i]?.(frame);
    },
    addPicker: (picker) => listen(pickers, picker),
    pick(ray, maxDistanceM = MOST_PICK_M) {
      let nearest: RayHit | undefined;
      for (const picker of pickers) {
        const hit = picker(ray, nearest?.distanceM ?? maxDistanceM);
        if (hit && hit.distanceM <= (nearest?.distanceM ?? maxDistanceM)) nearest = hit;
      }
      return nearest;
    },
    addMover: (mover) => listen(movers, mover),
    poseOf(id) {
      for (const mover of movers) {
        const pose = mover(id);
        if (pose) return pose;
      }
      return undefined;
    },
    probes: new Map(),
    detach() {
      listeners.length = 0;
      pickers.clear();
      movers.clear();
      tiles.detach();
      light.detach();
      cityLight.detach();
      surface.dispose();
    },
  };
}
