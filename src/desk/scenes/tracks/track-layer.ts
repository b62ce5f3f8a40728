// What a layer of moving things says of itself; the scenes do the rest, the same for every kind. And where it stands, by
// the twin's connection and what is drawn.

import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { Twin } from "../../../model/twin/twin-store.ts";
import type { LayerStatus } from "../../view/layer-status.ts";
import type { InstanceMesh } from "../instance-mesh.ts";

export interface TrackLayer {
  id: string;
  /** What a pick of it is: "vehicle", "drone". */
  kind: string;
  /** Each is one draw. */
  classes: readonly TrackClass[];
  mesh(kind: TrackClass): InstanceMesh;
  /** Defines shade(), see the scenes' draws of instances. */
  fragmentText: string;
  /** On the desk things are drawn larger from here on, in proportion to the distance; absent: always true to size. */
  growBeyondM?: number;
  /** Whether it can be coloured by more than its own paint; see track-tint.ts. */
  tinted?: boolean;
  /** Word keys: what is counted, and what is said where there is none. */
  unit: string;
  empty: string;
  /** Whether cells of counts stand for it while the eye is high above. */
  counted?: boolean;
}

export function trackStatus(twin: Twin, count: number, { unit, empty, counted }: TrackLayer): LayerStatus {
  const { connection, connectionSinceMs: sinceMs, counts } = twin.store.getState();
  if (connection === "none") return { state: "empty", reason: "layer.no-live-server" };
  if (connection === "connecting") return { state: "loading", step: "layer.connecting", sinceMs };
  if (connection === "lost") return { state: "stale", sinceMs };
  if (counts && count === 0)
    return counted
      ? {
          state: "ready",
          unit: "unit.moving",
          count: counts.cells.reduce((sum, cell) => sum + cell.count, 0),
        }
      : { state: "empty", reason: "layer.counted" };
  if (count === 0) return { state: "empty", reason: empty };
  return { state: "ready", unit, count };
}
