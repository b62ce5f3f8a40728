// Which moving thing is meant, on the CPU and on request only: by a point on its body, by a ray, by its id. City ENU metres.

import { AT, STRIDE_BYTES } from "../../../live/motion/instance-layout.ts";
import type { TrackDescription } from "../../../model/twin/track-row.ts";
import type { TrackBatch, TrackPose, Twin } from "../../../model/twin/twin-store.ts";
import { derivationOf } from "../../view/observed-pick.ts";
import type { Pick } from "../../view/pick.ts";
import type { TrackLayer } from "./track-layer.ts";

/** A first sieve by the row itself: nothing moves further than 300 m in a batch's life. */
const SIEVE_M = 600;
const NEAR_M = 4;

/** Leaves out what the legend hides. */
type Shown = (identity: TrackDescription, pose: TrackPose) => boolean;

function* posesNear(
  twin: Twin,
  batch: TrackBatch,
  shown: Shown,
  eastM: number,
  reachM: number,
): Generator<{ identity: TrackDescription; pose: TrackPose }> {
  const bytes = new DataView(batch.bytes.buffer);
  const drawnMs = twin.drawnMs();
  for (let i = 0; i < batch.count; i++) {
    if (Math.abs(bytes.getFloat32(i * STRIDE_BYTES + AT.cell, true) - eastM) > reachM) continue;
    const identity = twin.tracks.identity(bytes.getUint32(i * STRIDE_BYTES + AT.slot, true));
    const pose = identity && twin.tracks.poseOf(identity.id, drawnMs);
    if (identity && pose && shown(identity, pose)) yield { identity, pose };
  }
}

/** A vector of the city's plane along and across a heading (clockwise from north). */
function alongAcross(headingRad: number, east: number, north: number): [number, number] {
  const [s, c] = [Math.sin(headingRad), Math.cos(headingRad)];
  return [east * s + north * c, east * c - north * s];
}

/** The one whose box holds a point, else the nearest within 4 m, or as far as things are drawn beyond their box. */
export function trackAt(
  twin: Twin,
  batch: TrackBatch | undefined,
  eastM: number,
  northM: number,
  nearM = NEAR_M,
  shown: Shown = () => true,
): string | undefined {
  if (!batch) return undefined;
  let best: { id: string; far: number } | undefined;
  for (const { identity, pose } of posesNear(twin, batch, shown, eastM, SIEVE_M)) {
    const [along, across] = alongAcross(pose.headingRad, eastM - pose.eastM, northM - pose.northM);
    const far = Math.hypot(
      Math.max(0, Math.abs(along) - identity.lengthM / 2),
      Math.max(0, Math.abs(across) - identity.widthM / 2),
    );
    if (far < nearM && (!best || far < best.far)) best = { id: identity.id, far };
  }
  return best?.id;
}

export interface EnuRay {
  origin: readonly [number, number, number];
  /** Unit length. */
  direction: readonly [number, number, number];
}

/** Where a ray enters a box along its own axes; undefined = beside it, behind it, or beyond. */
export function enterBox(
  { origin, direction }: EnuRay,
  half: readonly [number, number, number],
  mostM: number,
): number | undefined {
  let [enter, leave] = [0, mostM];
  for (const axis of [0, 1, 2] as const) {
    const [o, d, h] = [origin[axis], direction[axis], half[axis]];
    if (Math.abs(d) < 1e-12) {
      if (Math.abs(o) > h) return undefined;
      continue;
    }
    const [a, b] = [(-h - o) / d, (h - o) / d];
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return enter <= leave ? enter : undefined;
}

/** The first whose box a ray enters. */
export function trackOnRay(
  twin: Twin,
  batch: TrackBatch,
  ray: EnuRay,
  mostM: number,
  shown: Shown = () => true,
): { id: string; distanceM: number } | undefined {
  let best: { id: string; distanceM: number } | undefined;
  for (const { identity, pose } of posesNear(twin, batch, shown, ray.origin[0], mostM + SIEVE_M)) {
    const [along, across] = alongAcross(
      pose.headingRad,
      ray.origin[0] - pose.eastM,
      ray.origin[1] - pose.northM,
    );
    const [ahead, aside] = alongAcross(pose.headingRad, ray.direction[0], ray.direction[1]);
    const distanceM = enterBox(
      {
        origin: [along, across, ray.origin[2] - pose.upM - identity.heightM / 2],
        direction: [ahead, aside, ray.direction[2]],
      },
      [identity.lengthM / 2, identity.widthM / 2, identity.heightM / 2],
      best?.distanceM ?? mostM,
    );
    if (distanceM !== undefined) best = { id: identity.id, distanceM };
  }
  return best;
}

export function describeTrack(twin: Twin, id: string, layer: TrackLayer): Pick | undefined {
  const slot = twin.tracks.slotOf(id);
  const identity = slot === undefined ? undefined : twin.tracks.identity(slot);
  if (!identity) return undefined;
  return {
    id,
    layer: layer.id,
    kind: layer.kind,
    properties: {
      id,
      kind: layer.kind,
      class: identity.class,
      lengthM: identity.lengthM,
      widthM: identity.widthM,
      heightM: identity.heightM,
      source: identity.source,
      derivation: derivationOf(identity.source),
      ...(identity.plate !== undefined && { plate: identity.plate }),
      ...(identity.sigmaM !== undefined && { accuracyM: identity.sigmaM }),
    },
  };
}

export function trackIds(twin: Twin, batch: TrackBatch): (string | undefined)[] {
  const bytes = new DataView(batch.bytes.buffer);
  return Array.from(
    { length: batch.count },
    (_, i) => twin.tracks.identity(bytes.getUint32(i * STRIDE_BYTES + AT.slot, true))?.id,
  );
}
