// What is wrong while walking, as sentences' keys: the same list for the page's strip and for the card in the headset.

import type { Connection } from "../../model/twin/twin-store.ts";
import type { ViewState } from "./view-store.ts";

export interface Trouble {
  /** Word key. */
  code: string;
  params: Record<string, string | number | undefined>;
  /** The layer that can be tried again. */
  layer?: string;
}

/** What no waking of a headset would change. */
const LASTING = new Set(["fault.walk.insecure", "fault.walk.no-webxr"]);

/**
 * Lost connections, layers that failed or lack a part, and a headset that cannot be entered. That none answers is no
 * trouble to who walks without one.
 */
export function walkTroubles(
  { layers, vr }: Pick<ViewState, "layers" | "vr">,
  connection: Connection,
): Trouble[] {
  const found: Trouble[] = [];
  if (connection === "lost") found.push({ code: "connection.lost", params: {} });
  for (const [layer, status] of Object.entries(layers)) {
    if (status.state === "error") found.push({ code: status.code, params: status.params, layer });
    if (status.state !== "ready" || status.unit !== "unit.tiles" || !status.partial) continue;
    const { done, total } = status.partial;
    found.push({ code: "fault.walk.tiles-missing", params: { missing: total - done, total }, layer });
  }
  if (vr.state === "failed" || (vr.state === "unavailable" && LASTING.has(vr.code)))
    found.push({ code: vr.code, params: vr.params });
  return found;
}
