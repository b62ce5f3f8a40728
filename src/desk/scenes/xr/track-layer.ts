// Moving things in three, from the desk's own batches: per data tick one copy a class, per frame a clock and an origin, per
// vehicle nothing. Picked by their boxes.

import { Vector3 } from "three";
import { STRIDE_BYTES } from "../../../live/motion/instance-layout.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { TrackDescription } from "../../../model/twin/track-row.ts";
import type { TrackBatch, TrackPose } from "../../../model/twin/twin-store.ts";
import type { Detach, LayerContext } from "../layer.ts";
import { describeTrack, trackIds, trackOnRay } from "../tracks/find-track.ts";
import { type TrackLayer, trackStatus } from "../tracks/track-layer.ts";
import { TRACK_FIELDS, trackVertex } from "../tracks/track-shader.ts";
import { classEntry, isTintHidden, tintState } from "../tracks/track-tint.ts";
import { createInstanceDraw, type InstanceDraw } from "./draw-instances.ts";
import type { WalkScene } from "./walk-scene.ts";

interface Drawn {
  draw: InstanceDraw;
  batch: TrackBatch;
  time: { value: number };
}

export function attachTracks(
  { scene, twin, view, report }: LayerContext<WalkScene>,
  layer: TrackLayer,
): Detach {
  const classes = new Map<TrackClass, Drawn>();
  const all: Drawn[] = [];
  const eye = new Vector3();
  let shown = view.getState().visible[layer.id] !== false;
  const total = () => all.reduce((sum, { batch }) => sum + batch.count, 0);
  let tinted = tintState(view.getState(), layer.id);
  /** One set for all classes. */
  const tint = { value: tinted.tint };
  const hidden = { value: tinted.hidden };
  const lag = { value: 0 };
  const tell = () => report(trackStatus(twin, total(), layer));

  function take(kind: TrackClass, batch: TrackBatch): void {
    let drawn = classes.get(kind);
    if (!drawn) {
      const time = { value: 0 };
      const draw = createInstanceDraw(scene.world, {
        name: `${layer.id} ${kind}`,
        mesh: layer.mesh(kind),
        fields: TRACK_FIELDS,
        strideBytes: STRIDE_BYTES,
        vertexText: trackVertex(undefined, layer.tinted),
        fragmentText: layer.fragmentText,
        light: scene.light,
        uniforms: {
          u_time: time,
          ...(layer.tinted && {
            u_tint: tint,
            u_hidden: hidden,
            u_lag: lag,
            u_classEntry: { value: classEntry(kind) },
          }),
        },
      });
      drawn = { draw, batch, time };
      classes.set(kind, drawn);
      all.push(drawn);
    }
    const before = total();
    drawn.batch = batch;
    drawn.draw.setInstances(batch.bytes, batch.count);
    if (!shown) drawn.draw.mesh.visible = false;
    if (before !== total()) tell();
  }
  const pickable = (identity: TrackDescription, pose: TrackPose) =>
    !isTintHidden(twin, tinted, identity, pose);
  const stops: Detach[] = [
    ...layer.classes.map((kind) => twin.tracks.follow(kind, (batch) => take(kind, batch))),
    scene.onFrame(() => {
      const drawnMs = twin.drawnMs();
      lag.value = (twin.nowMs() - drawnMs) / 1000;
      eye.setFromMatrixPosition(scene.camera.matrixWorld);
      for (let i = 0; i < all.length; i++) {
        const { draw, batch, time } = all[i] as Drawn;
        time.value = (drawnMs - batch.baseTimeMs) / 1000;
        draw.follow(eye);
      }
    }),
    scene.addPicker((ray, maxDistanceM) => {
      if (!shown) return undefined;
      const enu = {
        origin: [ray.origin.x, -ray.origin.z, ray.origin.y] as const,
        direction: [ray.direction.x, -ray.direction.z, ray.direction.y] as const,
      };
      let best: { id: string; distanceM: number } | undefined;
      for (const { batch } of all)
        best = trackOnRay(twin, batch, enu, best?.distanceM ?? maxDistanceM, pickable) ?? best;
      const pick = best && describeTrack(twin, best.id, layer);
      if (!best || !pick) return undefined;
      const point = ray.at(best.distanceM, new Vector3());
      return {
        pick: { ...pick, positionEcef: scene.frame.toEcef(point.x, -point.z, point.y) },
        point,
        distanceM: best.distanceM,
      };
    }),
    scene.addMover((id) => {
      const pose = twin.tracks.poseOf(id, twin.drawnMs());
      return (
        pose && { position: new Vector3(pose.eastM, pose.upM, -pose.northM), headingRad: pose.headingRad }
      );
    }),
    twin.store.subscribe((state, before) => {
      if (state.connection !== before.connection || state.counts !== before.counts) tell();
    }),
    view.subscribe((state, before) => {
      if (state.tints !== before.tints || state.hidden !== before.hidden) {
        tinted = tintState(state, layer.id);
        tint.value = tinted.tint;
        hidden.value = tinted.hidden;
      }
      if (state.visible === before.visible) return;
      shown = state.visible[layer.id] !== false;
      for (const { draw, batch } of all) draw.mesh.visible = shown && batch.count > 0;
    }),
  ];
  scene.probes.set(layer.id, () => ({
    drawn: all.reduce((sum, { draw }) => sum + draw.drawn(), 0),
    ids: all.flatMap(({ batch }) => trackIds(twin, batch)),
  }));
  tell();
  return () => {
    for (const stop of stops) stop();
    for (const { draw } of all) draw.detach();
    scene.probes.delete(layer.id);
  };
}
