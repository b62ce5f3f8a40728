// Which trails are kept and which one is drawn: of a vehicle the last half minute since it was selected or followed; of a
// drone the way of its present sortie, as far as this page has seen it. Asked once a frame.

import { isInAir } from "../../../model/twin/drone.ts";
import type { Twin } from "../../../model/twin/twin-store.ts";
import type { ViewStore } from "../../view/view-store.ts";
import { createTrail, type Trail } from "./trail.ts";

export interface KeptTrails {
  /** Takes places; true = what is drawn changed. */
  step(drawnMs: number): boolean;
  /** The one that is drawn now. */
  shown(): Trail | undefined;
}

const TRAIL_MS = 30_000;
const TRAIL_EVERY_MS = 200;
const SORTIE_EVERY_MS = 500;

/** The thing that trails are drawn for: the followed one, else the selected one. */
function chosenOf(view: ViewStore, kind: string): string | undefined {
  const { follow, selection } = view.getState();
  return follow ?? (selection?.kind === kind ? selection.id : undefined);
}

export function keepTrail(twin: Twin, view: ViewStore, kind: string): KeptTrails {
  const trail = createTrail({ keepMs: TRAIL_MS, everyMs: TRAIL_EVERY_MS, leastM: 0.3, most: 160 });
  let of: string | undefined;
  let steppedMs = Number.NEGATIVE_INFINITY;
  return {
    step(drawnMs) {
      const id = chosenOf(view, kind);
      const other = id !== of;
      if (other) {
        of = id;
        trail.clear();
      }
      if (id === undefined) return other;
      if (!other && drawnMs >= steppedMs && drawnMs - steppedMs < TRAIL_EVERY_MS) return false;
      steppedMs = drawnMs;
      const pose = twin.tracks.poseOf(id, drawnMs);
      const own = pose && twin.tracks.slotOf(id);
      const drone = own !== undefined && twin.tracks.identity(own)?.class === "drone";
      if (!pose || drone) {
        trail.clear();
        return true;
      }
      return trail.add(drawnMs, pose, 0.35) || other;
    },
    shown: () => (of === undefined ? undefined : trail),
  };
}

export function keepSorties(twin: Twin, view: ViewStore): KeptTrails {
  const trails = new Map<string, Trail>();
  let shown: Trail | undefined;
  let steppedMs = Number.NEGATIVE_INFINITY;
  return {
    step(drawnMs) {
      const { follow, selection } = view.getState();
      const before = shown;
      const id = follow ?? selection?.id;
      const due = drawnMs < steppedMs || drawnMs - steppedMs >= SORTIE_EVERY_MS;
      let changed = false;
      if (due) {
        steppedMs = drawnMs;
        for (const drone of twin.store.getState().observed.drones.values()) {
          const trail = trails.get(drone.id);
          if (!isInAir(drone.state)) {
            // The next sortie begins anew.
            if (trail) trails.delete(drone.id);
            continue;
          }
          const pose = twin.tracks.poseOf(drone.id, drawnMs);
          if (!pose) continue;
          const own = trail ?? createTrail({ everyMs: SORTIE_EVERY_MS, leastM: 2, most: 2000 });
          if (!trail) trails.set(drone.id, own);
          // Beyond its last report a drone is drawn by its course, which a multicopter's nose need not show: the way that
          // is kept goes through what was reported, and its end to where the drone is drawn.
          const atMs = Math.min(drawnMs, pose.reportedMs);
          const reported = twin.tracks.poseOf(drone.id, atMs);
          if (reported) own.add(atMs, reported, 0);
          own.lead(pose);
          if (drone.id === id) changed = true;
        }
      }
      shown = id === undefined ? undefined : trails.get(id);
      return changed || shown !== before;
    },
    shown: () => shown,
  };
}
