// Docks in Cesium: their markers, and from near by the hangar itself.

import { Cartesian3, Matrix4 } from "cesium";
import { enuFrame } from "../../../model/geo/frames.ts";
import { addCityDraw } from "../../scenes/cesium/city-draw.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { attachMarkers } from "../../scenes/cesium/marker-layer.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { observedPick } from "../../view/observed-pick.ts";
import {
  HANGAR_FIELDS,
  HANGAR_FRAGMENT,
  HANGAR_STRIDE,
  HANGAR_VERTEX,
  type Hangars,
  hangarMesh,
  hangars,
} from "./hangar.ts";
import { DOCKS } from "./markers.ts";

const OWN_M = 4;

export function attach(context: LayerContext<CityScene>): Detach {
  const { scene: stage, twin, view } = context;
  const { anchor, groundHeightM = anchor.heightM } = stage.city;
  const frame = enuFrame(anchor.lonDeg, anchor.latDeg, anchor.heightM);
  let drawn: Hangars | undefined;
  const draw = addCityDraw(stage, {
    mesh: hangarMesh(),
    fields: HANGAR_FIELDS,
    strideBytes: HANGAR_STRIDE,
    vertexText: HANGAR_VERTEX,
    fragmentText: HANGAR_FRAGMENT,
    pickObject: () => ({ hangars: true }),
  });
  const paint = () => {
    const { visible, hidden } = view.getState();
    draw.show = visible.docks !== false;
    drawn = hangars(
      twin.store.getState().observed.docks.values(),
      frame,
      groundHeightM,
      hidden[DOCKS.id] ?? [],
    );
    draw.setInstances(drawn.bytes, drawn.count);
    stage.redraw("hangars");
  };
  const stops = [
    attachMarkers(context, DOCKS),
    stage.addPicker((picked, positionEcef) => {
      if ((picked as { hangars?: boolean } | undefined)?.hangars !== true || !positionEcef) return undefined;
      const at = Matrix4.multiplyByPoint(stage.fixedToEnu, positionEcef, new Cartesian3());
      const own = drawn?.places.find(({ eastM, northM }) => Math.hypot(eastM - at.x, northM - at.y) < OWN_M);
      return own && observedPick(twin.store.getState().observed, "dock", own.id, groundHeightM);
    }),
    twin.store.subscribe((state, before) => {
      if (state.observed.docks !== before.observed.docks) paint();
    }),
    view.subscribe((state, before) => {
      if (state.visible !== before.visible || state.hidden !== before.hidden) paint();
    }),
  ];
  stage.probes.set("hangars", () => ({ drawn: draw.drawn }));
  paint();
  return () => {
    for (const stop of stops) stop();
    stage.scene.primitives.remove(draw);
    stage.probes.delete("hangars");
  };
}
