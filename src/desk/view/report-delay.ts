// How far what is drawn of a drone lies behind it: over a dock's own line drones report every two seconds, and between two
// reports they are drawn by the last one and their course. Milliseconds.

import type { TrackPose, Twin } from "../../model/twin/twin-store.ts";

/** Sources that report more often than this are drawn as good as live. */
const SLOW_MS = 1000;

/** A pose whose report is the newest of what its track and the thing itself told: steady courses send no new rows. */
export function reportedPose(twin: Twin, id: string): TrackPose | undefined {
  const pose = twin.tracks.poseOf(id, twin.drawnMs());
  const told = twin.store.getState().observed.drones.get(id)?.timeMs;
  return pose && told !== undefined && told > pose.reportedMs ? { ...pose, reportedMs: told } : pose;
}

/** Age of a drone's last report where its source is slow; undefined: it is as good as live, or gone. */
export function delayOf(twin: Twin, id: string): number | undefined {
  const slot = twin.tracks.slotOf(id);
  const source = slot === undefined ? undefined : twin.tracks.identity(slot)?.source;
  const { sources } = twin.store.getState();
  const everyMs = sources.find((each) => each.id === source)?.reportEveryMs;
  if (everyMs === undefined || everyMs < SLOW_MS) return undefined;
  const pose = reportedPose(twin, id);
  return pose && Math.max(twin.nowMs() - twin.drawnMs(), twin.nowMs() - pose.reportedMs);
}
