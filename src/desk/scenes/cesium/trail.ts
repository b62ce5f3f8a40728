// The trail of what is selected or followed, in Cesium: one draw, filled anew a few times a second.

import type { Detach, LayerContext } from "../layer.ts";
import type { KeptTrails } from "../tracks/kept-trails.ts";
import { TRAIL_FIELDS, TRAIL_FRAGMENT, TRAIL_STRIDE, trailMesh, trailVertex } from "../tracks/trail.ts";
import { addCityDraw } from "./city-draw.ts";
import type { CityScene } from "./city-scene.ts";

const NOTHING = new Uint8Array(0);

export function attachTrail(
  { scene: stage, twin, view }: LayerContext<CityScene>,
  layerId: string,
  trails: KeptTrails,
): Detach {
  const draw = addCityDraw(stage, {
    mesh: trailMesh(),
    fields: TRAIL_FIELDS,
    strideBytes: TRAIL_STRIDE,
    vertexText: trailVertex(true),
    fragmentText: TRAIL_FRAGMENT,
    ghost: "veil",
  });
  const stops = [
    stage.onFrame(() => {
      draw.show = view.getState().visible[layerId] !== false;
      const drawnMs = twin.drawnMs();
      if (!trails.step(drawnMs)) return;
      const packed = trails.shown()?.pack(drawnMs);
      draw.setInstances(packed?.bytes ?? NOTHING, packed?.count ?? 0);
    }),
  ];
  stage.probes.set(`${layerId}-trail`, () => ({
    drawn: draw.drawn,
    points: trails.shown()?.points() ?? 0,
    fromMs: trails.shown()?.fromMs(),
  }));
  return () => {
    for (const stop of stops) stop();
    stage.scene.primitives.remove(draw);
    stage.probes.delete(`${layerId}-trail`);
  };
}
