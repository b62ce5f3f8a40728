// Docks in three: their pins, and from near by the hangar itself.

import { Vector3 } from "three";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { createInstanceDraw } from "../../scenes/xr/draw-instances.ts";
import { attachMarkers } from "../../scenes/xr/marker-layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import {
  HANGAR_FIELDS,
  HANGAR_FRAGMENT,
  HANGAR_STRIDE,
  HANGAR_VERTEX,
  hangarMesh,
  hangars,
} from "./hangar.ts";
import { DOCKS } from "./markers.ts";

export function attach(context: LayerContext<WalkScene>): Detach {
  const { scene, twin, view } = context;
  const { anchor, groundHeightM = anchor.heightM } = scene.city;
  const draw = createInstanceDraw(scene.world, {
    name: "hangars",
    mesh: hangarMesh(),
    fields: HANGAR_FIELDS,
    strideBytes: HANGAR_STRIDE,
    vertexText: HANGAR_VERTEX,
    fragmentText: HANGAR_FRAGMENT,
    light: scene.light,
  });
  const eye = new Vector3();
  const paint = () => {
    const { visible, hidden } = view.getState();
    const { docks } = twin.store.getState().observed;
    const { bytes, count } = hangars(docks.values(), scene.frame, groundHeightM, hidden[DOCKS.id] ?? []);
    draw.setInstances(bytes, count);
    if (visible.docks === false) draw.mesh.visible = false;
  };
  const stops = [
    attachMarkers(context, DOCKS),
    scene.onFrame(() => draw.follow(eye.setFromMatrixPosition(scene.camera.matrixWorld))),
    twin.store.subscribe((state, before) => {
      if (state.observed.docks !== before.observed.docks) paint();
    }),
    view.subscribe((state, before) => {
      if (state.visible !== before.visible || state.hidden !== before.hidden) paint();
    }),
  ];
  scene.probes.set("hangars", () => ({ drawn: draw.drawn() }));
  paint();
  return () => {
    for (const stop of stops) stop();
    draw.detach();
    scene.probes.delete("hangars");
  };
}
