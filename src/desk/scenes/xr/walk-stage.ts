// A walk through one city: renderer, surroundings, layers, sessions, and the loop that draws them. Built on an element
// and taken off again whole; React only says when.

import { type Camera, Vector2, Vector3, WebGLRenderer } from "three";
import type { CityFile } from "../../../model/city/city-file.ts";
import type { Walkable } from "../../../model/roads/walkable.ts";
import type { Twin } from "../../../model/twin/twin-store.ts";
import { isInCity } from "../../view/layers-in-city.ts";
import type { Planning } from "../../view/planning.ts";
import type { ViewStore } from "../../view/view-store.ts";
import type { WalkPlace } from "../../view/walk-link.ts";
import { attachLayers } from "../attach-layers.ts";
import type { Detach, Layer, Pick } from "../layer.ts";
import { attachWalker } from "./body/attach-walker.ts";
import { createWalkScene, EYE_M, type RunningScene } from "./create-walk-scene.ts";
import { createSurroundings } from "./surroundings.ts";
import { tellView } from "./tell-view.ts";
import { createVrSessions, type VrSessions } from "./vr-session.ts";
import { placeToWalk, yawOf } from "./walk-frame.ts";
import type { WalkFrame, WalkScene } from "./walk-scene.ts";

export interface WalkStageOptions {
  /** Takes the picture; focusable, hears the keys. */
  host: HTMLElement;
  city: CityFile;
  /** URL of the city folder. */
  base: string;
  twin: Twin;
  view: ViewStore;
  plan: Planning;
  layers: readonly Layer<never, WalkScene>[];
  /** Every attribute of a feature; undefined when it has no record. */
  recordOf(id: string): Promise<Pick["properties"] | undefined>;
  /** Reads what of the city one may walk on. */
  loadWalkable(signal: AbortSignal): Promise<Walkable>;
  now(): number;
  /** The graphics context is gone: this stage is dead and must be built anew. */
  lost(): void;
}

export interface WalkStage {
  scene: RunningScene;
  sessions: VrSessions;
  detach: Detach;
}

const MOST_STEP_S = 0.1;
/** How often the memory of the tiles is told. */
const METER_MS = 2000;

function stand(scene: WalkScene, { lonDeg, latDeg, heightM, headingDeg }: WalkPlace): void {
  placeToWalk(scene.frame, { lonDeg, latDeg, heightM }, scene.rig.position);
  scene.rig.rotation.set(0, yawOf((headingDeg * Math.PI) / 180), 0);
  if (!scene.renderer.xr.isPresenting) {
    scene.camera.position.set(0, EYE_M, 0);
    scene.camera.rotation.set(0, 0, 0);
  }
  scene.rig.updateMatrixWorld(true);
}

export function createWalkStage({
  host,
  city,
  base,
  twin,
  view,
  plan,
  layers,
  recordOf,
  loadWalkable,
  now,
  lost,
}: WalkStageOptions): WalkStage {
  const renderer = new WebGLRenderer({ antialias: true, powerPreference: "high-performance" });
  const canvas = renderer.domElement;
  host.append(canvas);
  // One count for both eyes of a frame.
  renderer.info.autoReset = false;
  const scene = createWalkScene(renderer, city, base, view, now);
  const { rig, camera, world } = scene;
  const surroundings = createSurroundings(world, city, scene.frame, scene.light);
  const start = view.getState().walk;
  if (start) stand(scene, start);

  const size = new Vector2();
  const eye = new Vector3();
  const resize = () => {
    if (renderer.xr.isPresenting) return;
    const { clientWidth, clientHeight } = host;
    if (clientWidth === 0 || clientHeight === 0) return;
    renderer.setPixelRatio(Math.min(2, devicePixelRatio));
    renderer.setSize(clientWidth, clientHeight);
    camera.aspect = clientWidth / clientHeight;
    camera.updateProjectionMatrix();
  };
  resize();
  const observer = new ResizeObserver(resize);
  observer.observe(host);

  const sessions = createVrSessions(scene, (vr) => view.setState({ vr }), resize);
  const stops: Detach[] = [
    tellView(scene, view, twin),
    view.subscribe((state, before) => {
      const { cameraWish } = state;
      if (cameraWish.n !== before.cameraWish.n && cameraWish.kind === "stand") stand(scene, cameraWish.at);
    }),
    attachLayers(
      scene as WalkScene,
      twin,
      view,
      plan,
      layers.flatMap(({ id, xr }) => (xr ? [{ id, load: xr }] : [])),
      now,
    ),
    attachWalker(scene, {
      twin,
      view,
      layers: layers.filter(({ id, xr }) => xr && isInCity(city, id)),
      recordOf,
      loadWalkable,
      reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
    }),
  ];

  const frame: WalkFrame = { timeMs: 0, deltaS: 0, presenting: false };
  const flat: Camera[] = [camera];
  let meteredMs = 0;
  const onContextLost = (event: Event) => {
    event.preventDefault();
    lost();
  };
  canvas.addEventListener("webglcontextlost", onContextLost);
  renderer.setAnimationLoop((timeMs: number) => {
    frame.deltaS = Math.min(MOST_STEP_S, Math.max(0, (timeMs - frame.timeMs) / 1000));
    frame.timeMs = timeMs;
    frame.presenting = renderer.xr.isPresenting;
    // Listeners see the head where it is now; what they move the rig by is carried to the eyes before drawing.
    if (frame.presenting) renderer.xr.updateCamera(camera);
    scene.run(frame);
    scene.light.frame(timeMs);
    if (timeMs - meteredMs > METER_MS) {
      meteredMs = timeMs;
      view.setState({ memory: scene.tiles.memory() });
    }
    rig.updateMatrixWorld();
    if (frame.presenting) renderer.xr.updateCamera(camera);
    const eyes = frame.presenting ? renderer.xr.getCamera().cameras : flat;
    const first = eyes[0] as (Camera & { viewport?: { w: number } }) | undefined;
    if (first) {
      surroundings.follow(eye.setFromMatrixPosition(first.matrixWorld));
      scene.tiles.feed(timeMs, eyes, first.viewport?.w ?? renderer.getDrawingBufferSize(size).y);
    }
    renderer.info.reset();
    renderer.render(world, camera);
  });

  return {
    scene,
    sessions,
    detach() {
      renderer.setAnimationLoop(null);
      canvas.removeEventListener("webglcontextlost", onContextLost);
      observer.disconnect();
      sessions.detach();
      for (const stop of stops) stop();
      surroundings.detach();
      scene.detach();
      renderer.dispose();
      renderer.forceContextLoss();
      canvas.remove();
    },
  };
}
