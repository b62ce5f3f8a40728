// Signal lamps in Cesium: one draw; the buffer is written anew only when a signal changes.

import { addCityDraw } from "../../scenes/cesium/city-draw.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { followLamps, readHeads } from "./follow-lamps.ts";
import { LAMP_FIELDS, LAMP_FRAGMENT, LAMP_VERTEX, lampMesh } from "./lamp-draw.ts";
import { LAMP_STRIDE } from "./lamps.ts";

export async function attach(context: LayerContext<CityScene>): Promise<Detach> {
  const { scene: stage, view } = context;
  const heads = await readHeads(context, stage.url("roads/signals.json"));
  if (!heads) return () => {};
  const draw = addCityDraw(stage, {
    mesh: lampMesh(),
    fields: LAMP_FIELDS,
    strideBytes: LAMP_STRIDE,
    vertexText: LAMP_VERTEX,
    fragmentText: LAMP_FRAGMENT,
    pickObject: () => ({ signals: true }),
  });
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
