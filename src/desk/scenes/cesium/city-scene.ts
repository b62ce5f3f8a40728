// What a layer gets to draw on in Cesium: the scene, the city's local frame (ENU at its anchor, metres), pickers,
// movers and redraw requests. Positions across this boundary are ECEF metres in float64.

import type { CesiumWidget, CustomShader, Scene } from "cesium";
import { Cartesian3, Matrix4, Transforms } from "cesium";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { ViewStore } from "../../view/view-store.ts";
import type { Detach, Pick } from "../layer.ts";
import { createCityLight } from "../light/city-light.ts";
import { createToolRack, type ToolRack } from "./pointer-tool.ts";
import { createRedraw, type Redraw } from "./redraw.ts";
import { createSceneLight, type SceneLight } from "./scene-light.ts";
import { createSceneQuality, type SceneQuality } from "./scene-quality.ts";
import { createSurfaceShader, type SurfaceKind } from "./surface-shader.ts";

/** Where a moving thing is in this frame. headingRad clockwise from north. */
export interface MoverPose {
  positionEcef: Cartesian3;
  headingRad: number;
  lengthM?: number;
}

/** Turns what scene.pick returned into a Pick; undefined = not mine. */
export type Picker = (picked: unknown, positionEcef?: Cartesian3) => Pick | undefined;
/** Finds a moving thing by id; undefined = not mine or gone. */
export type Mover = (id: string) => MoverPose | undefined;

export interface CityScene extends Redraw {
  widget: CesiumWidget;
  scene: Scene;
  city: CityFile;
  /** Absolute or page-relative URL of a path in the city folder. */
  url(path: string): string;
  /** City ENU (east, north, up) → ECEF. Do not change. */
  enuToFixed: Matrix4;
  fixedToEnu: Matrix4;
  /** Called before each drawn frame. */
  onFrame(listener: () => void): Detach;
  addPicker(picker: Picker): Detach;
  addMover(mover: Mover): Detach;
  /** First picker's answer to what Cesium picked. */
  resolvePick(picked: unknown, positionEcef?: Cartesian3): Pick | undefined;
  poseOf(id: string): MoverPose | undefined;
  light: SceneLight;
  quality: SceneQuality;
  /** The shader of a kind of tiles, shared by all that have it. */
  surfaces(kind: SurfaceKind): CustomShader;
  /** Tools that have the pointer for a while. */
  tools: ToolRack;
  /** Layers name what they can tell an e2e probe; read-only. */
  probes: Map<string, () => unknown>;
  detach: Detach;
}

/** Wraps a widget for the layers of one city. `cityUrl` is the folder's URL, with or without the last slash. */
export function createCityScene(
  widget: CesiumWidget,
  city: CityFile,
  cityUrl: string,
  view: ViewStore,
  now: () => number,
): CityScene {
  const { scene } = widget;
  const redraw = createRedraw(scene);
  const { lonDeg, latDeg, heightM } = city.anchor;
  const enuToFixed = Transforms.eastNorthUpToFixedFrame(Cartesian3.fromDegrees(lonDeg, latDeg, heightM));
  const cityLight = createCityLight(city, view, now);
  const light = createSceneLight(
    scene,
    enuToFixed,
    cityLight,
    () => redraw.redraw("light"),
    redraw.animating,
  );
  const quality = createSceneQuality(widget, view, light);
  const shaders = new Map<SurfaceKind, CustomShader>();
  const pickers = new Set<Picker>();
  const movers = new Set<Mover>();
  const base = cityUrl.endsWith("/") ? cityUrl : `${cityUrl}/`;
  const listen = <T>(set: Set<T>, item: T): Detach => {
    set.add(item);
    return () => void set.delete(item);
  };
  return {
    ...redraw,
    widget,
    scene,
    city,
    url: (path) => (/^[a-z]+:\/\//i.test(path) ? path : base + path),
    enuToFixed,
    fixedToEnu: Matrix4.inverseTransformation(enuToFixed, new Matrix4()),
    onFrame: (listener) => scene.preRender.addEventListener(listener),
    addPicker: (picker) => listen(pickers, picker),
    addMover: (mover) => listen(movers, mover),
    resolvePick(picked, positionEcef) {
      for (const picker of pickers) {
        const pick = picker(picked, positionEcef);
        if (pick) return pick;
      }
      return undefined;
    },
    poseOf(id) {
      for (const mover of movers) {
        const pose = mover(id);
        if (pose) return pose;
      }
      return undefined;
    },
    light,
    quality,
    surfaces(kind) {
      const known = shaders.get(kind);
      if (known) return known;
      const made = createSurfaceShader(light, kind, city.groundHeightM ?? city.anchor.heightM);
      light.dress(made);
      shaders.set(kind, made);
      return made;
    },
    tools: createToolRack(widget),
    probes: new Map(),
    detach() {
      pickers.clear();
      movers.clear();
      quality.detach();
      light.detach();
      cityLight.detach();
      for (const shader of shaders.values()) shader.destroy();
      redraw.detach();
    },
  };
}
