// Vehicles in Cesium. Per data tick one buffer copy a class; per frame a clock uniform; per vehicle nothing. A pick
// names the class, and the vehicle is the one whose box holds the picked point.

import { BoundingSphere, Cartesian3, Matrix4 } from "cesium";
import { STRIDE_BYTES } from "../../../live/motion/instance-layout.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { TrackBatch } from "../../../model/twin/twin-store.ts";
import type { CityScene } from "../../scenes/cesium/city-scene.ts";
import { InstanceDraw } from "../../scenes/cesium/draw-instances.ts";
import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { describeVehicle, vehicleAt, vehicleIds } from "./find-vehicle.ts";
import { VEHICLE_CLASSES, vehicleMesh } from "./meshes.ts";
import { VEHICLE_FIELDS, VEHICLE_FRAGMENT, VEHICLE_VERTEX } from "./shader.ts";
import { vehicleStatus } from "./status.ts";

/** Vehicles stay within this of the city's anchor for culling, metres. */
const REACH_M = 200_000;

export function attach({ scene: stage, twin, view, report }: LayerContext<CityScene>): Detach {
  const draws = new Map<TrackClass, InstanceDraw>();
  const batches = new Map<TrackClass, TrackBatch>();
  const stops: Detach[] = [];
  let stopAnimation: Detach | undefined;
  const bounds = new BoundingSphere(
    Matrix4.multiplyByPoint(stage.enuToFixed, Cartesian3.ZERO, new Cartesian3()),
    REACH_M,
  );
  const total = () => [...batches.values()].reduce((sum, { count }) => sum + count, 0);

  const tell = () => report(vehicleStatus(twin, total()));

  for (const kind of VEHICLE_CLASSES) {
    const make = () => {
      const draw = new InstanceDraw({
        mesh: vehicleMesh(kind),
        fields: VEHICLE_FIELDS,
        strideBytes: STRIDE_BYTES,
        vertexText: VEHICLE_VERTEX,
        fragmentText: VEHICLE_FRAGMENT,
        uniforms: {
          u_time: () => (twin.drawnMs() - (batches.get(kind)?.baseTimeMs ?? 0)) / 1000,
        },
        light: stage.light,
        localToFixed: stage.enuToFixed,
        bounds,
        pickObject: () => ({ vehicles: kind }),
        pickCount: 1,
      });
      stage.scene.primitives.add(draw);
      draws.set(kind, draw);
      return draw;
    };
    stops.push(
      twin.tracks.follow(kind, (batch) => {
        const before = total();
        batches.set(kind, batch);
        (draws.get(kind) ?? make()).setInstances(batch.bytes, batch.count);
        if (total() > 0) stopAnimation ??= stage.animate("vehicles");
        else {
          stopAnimation?.();
          stopAnimation = undefined;
          stage.redraw("vehicles");
        }
        if (before !== total()) tell();
      }),
    );
  }

  stops.push(
    stage.addPicker((picked, positionEcef) => {
      const kind = (picked as { vehicles?: TrackClass } | undefined)?.vehicles;
      if (!kind || !positionEcef) return undefined;
      const local = Matrix4.multiplyByPoint(stage.fixedToEnu, positionEcef, new Cartesian3());
      const id = vehicleAt(twin, batches.get(kind), local.x, local.y);
      const pick = id && describeVehicle(twin, id);
      return pick ? { ...pick, positionEcef: [positionEcef.x, positionEcef.y, positionEcef.z] } : undefined;
    }),
    stage.addMover((id) => {
      const pose = twin.tracks.poseOf(id, twin.drawnMs());
      if (!pose) return undefined;
      const local = new Cartesian3(pose.eastM, pose.northM, pose.upM);
      return {
        positionEcef: Matrix4.multiplyByPoint(stage.enuToFixed, local, new Cartesian3()),
        headingRad: pose.headingRad,
      };
    }),
    twin.store.subscribe((state, before) => {
      if (state.connection !== before.connection) tell();
    }),
    view.subscribe(({ visible }) => {
      const show = visible.vehicles !== false;
      for (const draw of draws.values()) draw.show = show;
      stage.redraw("visibility");
    }),
  );
  stage.probes.set("vehicles", () => ({
    drawn: [...draws.values()].reduce((sum, draw) => sum + draw.drawn, 0),
    ids: [...batches.values()].flatMap((batch) => vehicleIds(twin, batch)),
  }));
  tell();
  return () => {
    stopAnimation?.();
    for (const stop of stops) stop();
    for (const draw of draws.values()) stage.scene.primitives.remove(draw);
    stage.probes.delete("vehicles");
    if (!stage.widget.isDestroyed()) stage.redraw("vehicles");
  };
}
