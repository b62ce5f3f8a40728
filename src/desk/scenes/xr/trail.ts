// The trail of what is selected or followed, in three: one draw, filled anew a few times a second.

import { Vector3 } from "three";
import type { Detach, LayerContext } from "../layer.ts";
import type { KeptTrails } from "../tracks/kept-trails.ts";
import { TRAIL_FIELDS, TRAIL_FRAGMENT, TRAIL_STRIDE, trailMesh, trailVertex } from "../tracks/trail.ts";
import { createInstanceDraw } from "./draw-instances.ts";
import type { WalkScene } from "./walk-scene.ts";

const NOTHING = new Uint8Array(0);

export function attachTrail(
  { scene, twin, view }: LayerContext<WalkScene>,
  layerId: string,
  trails: KeptTrails,
): Detach {
  const draw = createInstanceDraw(scene.world, {
    name: `${layerId} trail`,
    mesh: trailMesh(),
    fields: TRAIL_FIELDS,
    strideBytes: TRAIL_STRIDE,
    vertexText: trailVertex(false),
    fragmentText: TRAIL_FRAGMENT,
    ghost: "veil",
    light: scene.light,
  });
  const eye = new Vector3();
  const stop = scene.onFrame(() => {
    draw.follow(eye.setFromMatrixPosition(scene.camera.matrixWorld));
    const drawnMs = twin.drawnMs();
    if (trails.step(drawnMs)) {
      const packed = trails.shown()?.pack(drawnMs);
      draw.setInstances(packed?.bytes ?? NOTHING, packed?.count ?? 0);
    }
    if (view.getState().visible[layerId] === false) draw.mesh.visible = false;
  });
  return () => {
    stop();
    draw.detach();
  };
}
