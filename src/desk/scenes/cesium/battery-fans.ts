// A battery ring over each drone in the air, in Cesium. The few of them are placed anew at each drawn frame.

import { type Billboard, BillboardCollection, Cartesian2, Cartesian3, Matrix4 } from "cesium";
import { isInAir } from "../../../model/twin/drone.ts";
import type { Detach, LayerContext } from "../layer.ts";
import { drawFan, FAN_PX } from "../markers/draw-fan.ts";
import { scenePalette } from "../palette.ts";
import type { CityScene } from "./city-scene.ts";

const SHOWN_PX = 34;
const OVER_PX = -34;

export function attachBatteryFans(
  { scene: stage, twin, view }: LayerContext<CityScene>,
  layerId: string,
): Detach {
  const { scene } = stage;
  const fans = scene.primitives.add(new BillboardCollection({ scene })) as BillboardCollection;
  const drawn = new Map<string, { fan: Billboard; look: string }>();
  const at = new Cartesian3();
  const stop = stage.onFrame(() => {
    fans.show = view.getState().visible[layerId] !== false;
    const { drones } = twin.store.getState().observed;
    if (!fans.show || (drones.size === 0 && drawn.size === 0)) return;
    const { theme } = view.getState();
    const { rim, label } = scenePalette(theme);
    const drawnMs = twin.drawnMs();
    for (const { id, state, batteryShare } of drones.values()) {
      const pose = isInAir(state) ? twin.tracks.poseOf(id, drawnMs) : undefined;
      const known = drawn.get(id);
      if (!pose) {
        if (known) fans.remove(known.fan);
        drawn.delete(id);
        continue;
      }
      const fan =
        known?.fan ??
        fans.add({
          id: { batteryOf: id },
          position: Cartesian3.ZERO,
          scale: SHOWN_PX / FAN_PX,
          pixelOffset: new Cartesian2(0, OVER_PX),
          disableDepthTestDistance: Number.POSITIVE_INFINITY,
        });
      const percent = batteryShare === undefined ? undefined : Math.round(batteryShare * 100);
      const look = `battery ${percent ?? "unknown"} ${theme}`;
      if (known?.look !== look) fan.setImage(look, drawFan(percent, rim, label));
      drawn.set(id, { fan, look });
      at.x = pose.eastM;
      at.y = pose.northM;
      at.z = pose.upM;
      fan.position = Matrix4.multiplyByPoint(stage.enuToFixed, at, at);
    }
    for (const [id, { fan }] of drawn)
      if (!drones.has(id)) {
        fans.remove(fan);
        drawn.delete(id);
      }
  });
  stage.probes.set("batteries", () => ({ looks: [...drawn.values()].map(({ look }) => look) }));
  return () => {
    stop();
    scene.primitives.remove(fans);
    stage.probes.delete("batteries");
  };
}
