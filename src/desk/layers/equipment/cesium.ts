// Roadside equipment in Cesium: markers, and what the selected device covers.

import { enuFrame } from "../../../model/geo/frames.ts";
import { addCityDraw } from "../../scenes/cesium/city-draw.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { InstanceDraw } from "../../scenes/cesium/draw-instances.ts";
import { attachMarkers } from "../../scenes/cesium/marker-layer.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { SECTOR_FIELDS, SECTOR_FRAGMENT, SECTOR_STRIDE, sectorVertex } from "../../scenes/view-sector.ts";
import { COVERAGE_PAINT, selectedSector } from "./coverage.ts";
import { EQUIPMENT } from "./markers.ts";

export function attach(context: LayerContext<CityScene>): Detach {
  const { scene: stage, twin, view } = context;
  const { anchor, groundHeightM = anchor.heightM } = stage.city;
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  let drawn: { key: string; draw: InstanceDraw } | undefined;
  const drop = () => {
    if (drawn) stage.scene.primitives.remove(drawn.draw);
    drawn = undefined;
  };
  const paint = () => {
    const sector = selectedSector(twin, view, frame, groundHeightM);
    if (!sector && !drawn) return;
    if (sector?.key !== drawn?.key) drop();
    if (sector) {
      drawn ??= {
        key: sector.key,
        draw: addCityDraw(stage, {
          mesh: sector.mesh(),
          fields: SECTOR_FIELDS,
          strideBytes: SECTOR_STRIDE,
          vertexText: sectorVertex(COVERAGE_PAINT),
          fragmentText: SECTOR_FRAGMENT,
          ghost: "overlay",
        }),
      };
      drawn.draw.setInstances(sector.bytes, 1);
    }
    stage.redraw("coverage");
  };
  const stops = [
    attachMarkers(context, EQUIPMENT),
    twin.store.subscribe((state, before) => {
      if (state.observed.equipment !== before.observed.equipment) paint();
    }),
    view.subscribe((state, before) => {
      if (state.selection !== before.selection || state.visible !== before.visible) paint();
    }),
  ];
  stage.probes.set("coverage", () => ({ drawn: drawn?.draw.drawn ?? 0, key: drawn?.key }));
  paint();
  return () => {
    for (const stop of stops) stop();
    stage.probes.delete("coverage");
    if (!stage.widget.isDestroyed()) drop();
  };
}
