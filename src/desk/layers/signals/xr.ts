// Signal lamps in three: one draw, written anew only when a signal changes. A head is picked with the road tiles.

import { Vector3 } from "three";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { createInstanceDraw } from "../../scenes/xr/draw-instances.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import { followLamps, readHeads } from "./follow-lamps.ts";
import { LAMP_FIELDS, LAMP_FRAGMENT, LAMP_VERTEX, lampMesh } from "./lamp-draw.ts";
import { LAMP_STRIDE } from "./lamps.ts";

export async function attach(context: LayerContext<WalkScene>): Promise<Detach> {
  const { scene, view } = context;
  const heads = await readHeads(context, scene.url("roads/signals.json"));
  if (!heads) return () => {};
  const draw = createInstanceDraw(scene.world, {
    name: "lamps",
    mesh: lampMesh(),
    fields: LAMP_FIELDS,
    strideBytes: LAMP_STRIDE,
    vertexText: LAMP_VERTEX,
    fragmentText: LAMP_FRAGMENT,
    light: scene.light,
  });
  const eye = new Vector3();
  const show = () => {
    draw.mesh.visible = heads.length > 0 && view.getState().visible.signals !== false;
  };
  const stops: Detach[] = [
    followLamps(context, heads, (bytes, count) => {
      draw.setInstances(bytes, count);
      show();
    }),
    scene.onFrame(() => draw.follow(eye.setFromMatrixPosition(scene.camera.matrixWorld))),
    view.subscribe(({ visible }, before) => {
      if (visible !== before.visible) show();
    }),
  ];
  scene.probes.set("signals", () => ({ drawn: draw.drawn() }));
  return () => {
    for (const stop of stops) stop();
    draw.detach();
    scene.probes.delete("signals");
  };
}
