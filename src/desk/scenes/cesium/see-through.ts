// Looking through the ground: the globe fades, and the camera may go below it, for pipes, pits, tunnels and metro halls.

import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import type { CityScene } from "./city-scene.ts";

export function attachSeeThrough({ scene, redraw }: CityScene, view: ViewStore): Detach {
  const take = () => {
    const { seeThrough } = view.getState();
    const { globe, screenSpaceCameraController: camera } = scene;
    const open = seeThrough > 0;
    globe.translucency.enabled = open;
    globe.translucency.frontFaceAlpha = 1 - seeThrough;
    globe.translucency.backFaceAlpha = 1 - seeThrough;
    camera.enableCollisionDetection = !open;
    redraw("see-through");
  };
  take();
  return view.subscribe(({ seeThrough }, before) => {
    if (seeThrough !== before.seeThrough) take();
  });
}
