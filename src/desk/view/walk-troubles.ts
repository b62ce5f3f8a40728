// What is wrong while walking, as sentences' keys: the same list for the page's strip and for the card in the headset.

import type { Connection } from "../../model/twin/twin-store.ts";
import type { ViewState } from "./view-store.ts";

export interface Trouble {
  /** Word key. */
  code: string;
  params: Record<string, string | number | undefined>;
}

/** Lost connections, layers that failed, and a headset that could not be entered. */
export function walkTroubles(
  { layers, vr }: Pick<ViewState, "layers" | "vr">,
  connection: Connection,
): Trouble[] {
  const found: Trouble[] = [];
  if (connection === "lost") found.push({ code: "connection.lost", params: {} });
  if (connection === "none") found.push({ code: "connection.none", params: {} });
  for (const status of Object.values(layers))
    if (status.state === "error") found.push({ code: status.code, params: status.params });
  if (vr.state === "failed") found.push({ code: vr.code, params: vr.params });
  return found;
}
