// Drones in three, true to size, with what their cameras see of the ground, the line down to it, and the way flown. The few
// of them are placed anew ten times a second.

import { Vector3 } from "three";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { keepSorties } from "../../scenes/tracks/kept-trails.ts";
import { createInstanceDraw } from "../../scenes/xr/draw-instances.ts";
import { attachTracks } from "../../scenes/xr/track-layer.ts";
import { attachTrail } from "../../scenes/xr/trail.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import {
  droneViews,
  STEM_FIELDS,
  STEM_FRAGMENT,
  STEM_STRIDE,
  STEM_VERTEX,
  stemMesh,
  VIEW_FIELDS,
  VIEW_FRAGMENT,
  VIEW_STRIDE,
  VIEW_VERTEX,
  viewMesh,
} from "./camera-view.ts";
import { DRONES } from "./tracks.ts";

const PERIOD_MS = 100;

export function attach(context: LayerContext<WalkScene>): Detach {
  const { scene, twin, view } = context;
  const { anchor, groundHeightM = anchor.heightM } = scene.city;
  const groundUpM = groundHeightM - anchor.heightM;
  const prints = createInstanceDraw(scene.world, {
    name: "drone footprints",
    mesh: viewMesh(),
    fields: VIEW_FIELDS,
    strideBytes: VIEW_STRIDE,
    vertexText: VIEW_VERTEX,
    fragmentText: VIEW_FRAGMENT,
    ghost: "film",
    light: scene.light,
  });
  const stems = createInstanceDraw(scene.world, {
    name: "drone stems",
    mesh: stemMesh(),
    fields: STEM_FIELDS,
    strideBytes: STEM_STRIDE,
    vertexText: STEM_VERTEX,
    fragmentText: STEM_FRAGMENT,
    ghost: "veil",
    light: scene.light,
  });
  const eye = new Vector3();
  let placedMs = Number.NEGATIVE_INFINITY;
  const place = () => {
    const drawnMs = twin.drawnMs();
    const { footprints, stems: lines } = droneViews(
      twin.store.getState().observed.drones.values(),
      (id) => twin.tracks.poseOf(id, drawnMs),
      groundUpM,
      view.getState().selection?.id,
    );
    prints.setInstances(footprints.bytes, footprints.count);
    stems.setInstances(lines.bytes, lines.count);
    if (view.getState().visible.drones !== false) return;
    prints.mesh.visible = false;
    stems.mesh.visible = false;
  };
  const stops = [
    attachTracks(context, DRONES),
    attachTrail(context, DRONES.id, keepSorties(twin, view)),
    scene.onFrame(({ timeMs }) => {
      eye.setFromMatrixPosition(scene.camera.matrixWorld);
      prints.follow(eye);
      stems.follow(eye);
      if (timeMs - placedMs < PERIOD_MS) return;
      placedMs = timeMs;
      if (twin.store.getState().observed.drones.size > 0 || stems.drawn() > 0) place();
    }),
  ];
  scene.probes.set("drone-views", () => ({ footprints: prints.drawn(), stems: stems.drawn() }));
  return () => {
    for (const stop of stops) stop();
    prints.detach();
    stems.detach();
    scene.probes.delete("drone-views");
  };
}
