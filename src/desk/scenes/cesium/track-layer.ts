// Moving things in Cesium. Per data tick one buffer copy a class; per frame a clock uniform; per thing nothing. A pick
// names the class, and the thing is the one whose box holds the picked point.

import { Cartesian3, Matrix4 } from "cesium";
import { STRIDE_BYTES } from "../../../live/motion/instance-layout.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { TrackDescription } from "../../../model/twin/track-row.ts";
import type { TrackBatch, TrackPose } from "../../../model/twin/twin-store.ts";
import type { Detach, LayerContext } from "../layer.ts";
import { describeTrack, trackAt, trackIds } from "../tracks/find-track.ts";
import { type TrackLayer, trackStatus } from "../tracks/track-layer.ts";
import { TRACK_FIELDS, trackVertex } from "../tracks/track-shader.ts";
import { classEntry, isTintHidden, tintState } from "../tracks/track-tint.ts";
import { addCityDraw } from "./city-draw.ts";
import type { CityScene } from "./city-scene.ts";
import type { InstanceDraw } from "./draw-instances.ts";

export function attachTracks(
  { scene: stage, twin, view, report }: LayerContext<CityScene>,
  layer: TrackLayer,
): Detach {
  const draws = new Map<TrackClass, InstanceDraw>();
  const batches = new Map<TrackClass, TrackBatch>();
  const stops: Detach[] = [];
  let stopAnimation: Detach | undefined;
  const total = () => [...batches.values()].reduce((sum, { count }) => sum + count, 0);

  let tinted = tintState(view.getState(), layer.id);
  const tell = () => report(trackStatus(twin, total(), layer));

  const shown = (identity: TrackDescription, pose: TrackPose) => !isTintHidden(twin, tinted, identity, pose);

  for (const kind of layer.classes) {
    const make = () => {
      const draw = addCityDraw(stage, {
        mesh: layer.mesh(kind),
        fields: TRACK_FIELDS,
        strideBytes: STRIDE_BYTES,
        vertexText: trackVertex(layer.growBeyondM, layer.tinted),
        fragmentText: layer.fragmentText,
        uniforms: {
          u_time: () => (twin.drawnMs() - (batches.get(kind)?.baseTimeMs ?? 0)) / 1000,
          ...(layer.tinted && {
            u_tint: () => tinted.tint,
            u_hidden: () => tinted.hidden,
            u_classEntry: () => classEntry(kind),
            u_lag: () => (twin.nowMs() - twin.drawnMs()) / 1000,
          }),
        },
        pickObject: () => ({ tracks: kind }),
      });
      draws.set(kind, draw);
      return draw;
    };
    stops.push(
      twin.tracks.follow(kind, (batch) => {
        const before = total();
        batches.set(kind, batch);
        (draws.get(kind) ?? make()).setInstances(batch.bytes, batch.count);
        if (total() > 0) stopAnimation ??= stage.animate(layer.id);
        else {
          stopAnimation?.();
          stopAnimation = undefined;
          stage.redraw(layer.id);
        }
        if (before !== total()) tell();
      }),
    );
  }

  stops.push(
    stage.addPicker((picked, positionEcef) => {
      const battery = (picked as { id?: { batteryOf?: string } } | undefined)?.id?.batteryOf;
      const slot = battery === undefined ? undefined : twin.tracks.slotOf(battery);
      if (battery !== undefined && slot !== undefined) {
        const own = twin.tracks.identity(slot);
        return own && layer.classes.includes(own.class) ? describeTrack(twin, battery, layer) : undefined;
      }
      const kind = (picked as { tracks?: TrackClass } | undefined)?.tracks;
      if (!kind || !layer.classes.includes(kind) || !positionEcef) return undefined;
      const local = Matrix4.multiplyByPoint(stage.fixedToEnu, positionEcef, new Cartesian3());
      const id = trackAt(twin, batches.get(kind), local.x, local.y, layer.growBeyondM, shown);
      const pick = id && describeTrack(twin, id, layer);
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
      if (state.connection !== before.connection || state.counts !== before.counts) tell();
    }),
    view.subscribe((state, before) => {
      const tinting = state.tints !== before.tints || state.hidden !== before.hidden;
      if (tinting) tinted = tintState(state, layer.id);
      if (!tinting && state.visible === before.visible) return;
      const show = state.visible[layer.id] !== false;
      for (const draw of draws.values()) draw.show = show;
      stage.redraw("visibility");
    }),
  );
  stage.probes.set(layer.id, () => ({
    drawn: [...draws.values()].reduce((sum, draw) => sum + draw.drawn, 0),
    ids: [...batches.values()].flatMap((batch) => trackIds(twin, batch)),
  }));
  tell();
  return () => {
    stopAnimation?.();
    for (const stop of stops) stop();
    for (const draw of draws.values()) stage.scene.primitives.remove(draw);
    stage.probes.delete(layer.id);
    if (!stage.widget.isDestroyed()) stage.redraw(layer.id);
  };
}
