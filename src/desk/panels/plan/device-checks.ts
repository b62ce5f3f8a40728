// What a planner should look at again, per device: in words, never a hindrance.

import { deviceKind } from "../../../model/plan/device-kinds.ts";
import type { PlannedDevice } from "../../../model/plan/plan-document.ts";

export interface Check {
  /** Word key. */
  code: string;
  params: Record<string, string>;
}

/** Lanes in which nothing may stand. */
const CARRIAGEWAY = new Set([
  "driving",
  "bidirectional",
  "entry",
  "exit",
  "onRamp",
  "offRamp",
  "biking",
  "bus",
  "stop",
]);

export function deviceChecks({ kind, mount, mountingHeightM, standsOn }: PlannedDevice): Check[] {
  const checks: Check[] = [];
  if (!deviceKind(kind)) checks.push({ code: "plan.check.kind-unknown", params: { kind } });
  if (mount.hostId === undefined && standsOn?.kind === "lane" && CARRIAGEWAY.has(standsOn.type ?? ""))
    checks.push({ code: "plan.check.in-carriageway", params: { type: standsOn.type ?? "" } });
  if (mount.hostId === undefined && !standsOn) checks.push({ code: "plan.check.ground-unknown", params: {} });
  if (mount.hostId !== undefined && standsOn?.derivation === "inferred")
    checks.push({ code: "plan.check.host-inferred", params: { id: mount.hostId } });
  if (mount.hostHeightM !== undefined && mount.hostHeightM < mountingHeightM)
    checks.push({
      code: "plan.check.host-too-low",
      params: {
        host: mount.hostHeightM.toFixed(1),
        height: mountingHeightM.toFixed(1),
        more: (mountingHeightM - mount.hostHeightM).toFixed(1),
      },
    });
  return checks;
}
