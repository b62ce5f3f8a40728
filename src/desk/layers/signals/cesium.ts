// Signal lamps in Cesium: one draw; the buffer is written anew only when a signal changes.

import { BoundingSphere, Cartesian3, Matrix4 } from "cesium";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { InstanceDraw } from "../../scenes/cesium/draw-instances.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { followLamps, readHeads } from "./follow-lamps.ts";
import { LAMP_FIELDS, LAMP_FRAGMENT, LAMP_VERTEX, lampMesh } from "./lamp-draw.ts";
import { LAMP_STRIDE } from "./lamps.ts";

const REACH_M = 200_000;

export async function attach(context: LayerContext<CityScene>): Promise<Detach> {
  const { scene: stage, view } = context;
  const heads = await readHeads(context, stage.url("roads/signals.json"));
  if (!heads) return () => {};
  const draw = new InstanceDraw({
    mesh: lampMesh(),
    fields: LAMP_FIELDS,
    strideBytes: LAMP_STRIDE,
    vertexText: LAMP_VERTEX,
    fragmentText: LAMP_FRAGMENT,
    uniforms: {},
    light: stage.light,
    localToFixed: stage.enuToFixed,
    bounds: new BoundingSphere(
      Matrix4.multiplyByPoint(stage.enuToFixed, Cartesian3.ZERO, new Cartesian3()),
      REACH_M,
    ),
    pickObject: () => ({ signals: true }),
    pickCount: 1,
  });
  stage.scene.primitives.add(draw);
  const stops = [
    followLamps(context, heads, (bytes, count) => {
      draw.setInstances(bytes, count);
      stage.redraw("signals");
    }),
    view.subscribe(({ visible }) => {
      draw.show = visible.signals !== false;
      stage.redraw("visibility");
    }),
  ];
  stage.probes.set("signals", () => ({ drawn: draw.drawn }));
  return () => {
    for (const stop of stops) stop();
    stage.scene.primitives.remove(draw);
    stage.probes.delete("signals");
  };
}
