// Drones in Cesium: the tracks, and under each what its camera sees. The few of them are placed anew at each drawn frame.

import { attachBatteryFans } from "../../scenes/cesium/battery-fans.ts";
import { addCityDraw } from "../../scenes/cesium/city-draw.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { attachTracks } from "../../scenes/cesium/track-layer.ts";
import { attachTrail } from "../../scenes/cesium/trail.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { keepSorties } from "../../scenes/tracks/kept-trails.ts";
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

export function attach(context: LayerContext<CityScene>): Detach {
  const { scene: stage, twin, view } = context;
  const { city } = stage;
  const groundUpM = (city.groundHeightM ?? city.anchor.heightM) - city.anchor.heightM;
  const prints = addCityDraw(stage, {
    mesh: viewMesh(),
    fields: VIEW_FIELDS,
    strideBytes: VIEW_STRIDE,
    vertexText: VIEW_VERTEX,
    fragmentText: VIEW_FRAGMENT,
    ghost: "overlay",
  });
  const stems = addCityDraw(stage, {
    mesh: stemMesh(),
    fields: STEM_FIELDS,
    strideBytes: STEM_STRIDE,
    vertexText: STEM_VERTEX,
    fragmentText: STEM_FRAGMENT,
    ghost: "veil",
  });
  const show = () => {
    const shown = view.getState().visible.drones !== false;
    prints.show = shown;
    stems.show = shown;
  };
  const stops = [
    attachTracks(context, DRONES),
    attachBatteryFans(context, DRONES.id),
    attachTrail(context, DRONES.id, keepSorties(twin, view)),
    stage.onFrame(() => {
      const { observed } = twin.store.getState();
      if (!prints.show || (observed.drones.size === 0 && stems.drawn === 0)) return;
      const drawnMs = twin.drawnMs();
      const { footprints, stems: lines } = droneViews(
        observed.drones.values(),
        (id) => twin.tracks.poseOf(id, drawnMs),
        groundUpM,
        view.getState().selection?.id,
      );
      prints.setInstances(footprints.bytes, footprints.count);
      stems.setInstances(lines.bytes, lines.count);
    }),
    view.subscribe((state, before) => {
      if (state.visible !== before.visible) show();
      if (state.selection !== before.selection) stage.redraw("drones");
    }),
  ];
  show();
  return () => {
    for (const stop of stops) stop();
    stage.scene.primitives.remove(prints);
    stage.scene.primitives.remove(stems);
  };
}
