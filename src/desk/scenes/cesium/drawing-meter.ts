// How long a frame takes and how much it shows, averaged over a second, for the badge.

import type { ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import type { CityScene } from "./city-scene.ts";

const PERIOD_MS = 1000;

export function attachDrawingMeter(stage: CityScene, view: ViewStore): Detach {
  let startedMs = 0;
  let sumMs = 0;
  let frames = 0;
  let toldMs = performance.now();
  const stops = [
    stage.scene.preUpdate.addEventListener(() => {
      startedMs = performance.now();
    }),
    stage.scene.postRender.addEventListener(() => {
      const atMs = performance.now();
      sumMs += atMs - startedMs;
      frames += 1;
      if (atMs - toldMs < PERIOD_MS) return;
      let objects = 0;
      for (const probe of stage.probes.values()) objects += (probe() as { drawn?: number }).drawn ?? 0;
      view.setState({ drawing: { frameMs: sumMs / frames, objects } });
      sumMs = 0;
      frames = 0;
      toldMs = atMs;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
