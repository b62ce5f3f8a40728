// What a layer gets to draw on in the headset: a three scene whose axes are x east, y up, −z north, metres from the
// city's anchor (its ENU frame), a rig that moves the person while the world stays, rays for picking, movers.
// Positions across this boundary are float64 metres of that frame; nothing here is ever ECEF.

import type { Group, PerspectiveCamera, Ray, Scene, ShaderMaterial, Vector3, WebGLRenderer } from "three";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { EnuFrame } from "../../../model/geo/frames.ts";
import type { Detach, Pick } from "../layer.ts";
import type { CityTiles } from "./city-tiles.ts";
import type { WalkLight } from "./walk-light.ts";

export interface WalkFrame {
  timeMs: number;
  deltaS: number;
  /** True within an immersive session. */
  presenting: boolean;
}

/** What a ray met; the nearest of all pickers wins. */
export interface RayHit {
  pick: Pick;
  point: Vector3;
  distanceM: number;
}
/** Asked on a press, never each frame: it may walk through triangles. */
export type RayPicker = (ray: Ray, maxDistanceM: number) => RayHit | undefined;

export interface WalkMover {
  position: Vector3;
  /** Clockwise from north. */
  headingRad: number;
}

export interface WalkScene {
  city: CityFile;
  /** Absolute or page-relative URL of a path in the city folder. */
  url(path: string): string;
  /** The city's ENU frame at its anchor: east = x, north = −z, up = y. */
  frame: EnuFrame;
  renderer: WebGLRenderer;
  world: Scene;
  /** The person's feet. Holds the camera and the controllers; only input moves it. */
  rig: Group;
  camera: PerspectiveCamera;
  light: WalkLight;
  /** The material of all tiles of our own. */
  surface: ShaderMaterial;
  /** Tilesets of the city folder, loaded and culled for both eyes. */
  tiles: CityTiles;
  /** Called before each drawn frame, in the order of registration. Must not allocate. */
  onFrame(listener: (frame: WalkFrame) => void): Detach;
  addPicker(picker: RayPicker): Detach;
  pick(ray: Ray, maxDistanceM?: number): RayHit | undefined;
  addMover(mover: (id: string) => WalkMover | undefined): Detach;
  poseOf(id: string): WalkMover | undefined;
  /** Layers name what they can tell an e2e probe; read-only. */
  probes: Map<string, () => unknown>;
  detach: Detach;
}
