// How far what is drawn of a drone lies behind it: over a dock's own line drones report every two seconds, and between two
// reports they are drawn by the last one and their course. Milliseconds.

import type { Twin } from "../../model/twin/twin-store.ts";

/** Sources that report more often than this are drawn as good as live. */
const SLOW_MS = 1000;

/** Age of a drone's last report where its source is slow; undefined: it is as good as live, or gone. */
export function delayOf(twin: Twin, id: string): number | undefined {
  const slot = twin.tracks.slotOf(id);
  const source = slot === undefined ? undefined : twin.tracks.identity(slot)?.source;
  const { sources, observed } = twin.store.getState();
  const everyMs = sources.find((each) => each.id === source)?.reportEveryMs;
  if (everyMs === undefined || everyMs < SLOW_MS) return undefined;
  const pose = twin.tracks.poseOf(id, twin.drawnMs());
  if (!pose) return undefined;
  const reportedMs = Math.max(pose.reportedMs, observed.drones.get(id)?.timeMs ?? Number.NEGATIVE_INFINITY);
  return Math.max(twin.nowMs() - twin.drawnMs(), twin.nowMs() - reportedMs);
}
