// Roadside equipment in three: pins, and what the selected device covers.

import { Vector3 } from "three";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { SECTOR_FIELDS, SECTOR_FRAGMENT, SECTOR_STRIDE, sectorVertex } from "../../scenes/view-sector.ts";
import { createInstanceDraw, type InstanceDraw } from "../../scenes/xr/draw-instances.ts";
import { attachMarkers } from "../../scenes/xr/marker-layer.ts";
import type { WalkScene } from "../../scenes/xr/walk-scene.ts";
import { COVERAGE_PAINT, selectedSector } from "./coverage.ts";
import { EQUIPMENT } from "./markers.ts";

export function attach(context: LayerContext<WalkScene>): Detach {
  const { scene, twin, view } = context;
  const { anchor, groundHeightM = anchor.heightM } = scene.city;
  const eye = new Vector3();
  let drawn: { key: string; draw: InstanceDraw } | undefined;
  const drop = () => {
    drawn?.draw.detach();
    drawn = undefined;
  };
  const paint = () => {
    const sector = selectedSector(twin, view, scene.frame, groundHeightM);
    if (sector?.key !== drawn?.key) drop();
    if (!sector) return;
    drawn ??= {
      key: sector.key,
      draw: createInstanceDraw(scene.world, {
        name: "coverage",
        mesh: sector.mesh(),
        fields: SECTOR_FIELDS,
        strideBytes: SECTOR_STRIDE,
        vertexText: sectorVertex(COVERAGE_PAINT),
        fragmentText: SECTOR_FRAGMENT,
        ghost: "film",
        light: scene.light,
      }),
    };
    drawn.draw.setInstances(sector.bytes, 1);
  };
  const stops = [
    attachMarkers(context, EQUIPMENT),
    scene.onFrame(() => drawn?.draw.follow(eye.setFromMatrixPosition(scene.camera.matrixWorld))),
    twin.store.subscribe((state, before) => {
      if (state.observed.equipment !== before.observed.equipment) paint();
    }),
    view.subscribe((state, before) => {
      if (state.selection !== before.selection || state.visible !== before.visible) paint();
    }),
  ];
  paint();
  return () => {
    for (const stop of stops) stop();
    drop();
  };
}
