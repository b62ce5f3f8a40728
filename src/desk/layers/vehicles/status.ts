// Where the layer stands, by the twin's connection and what is drawn.

import type { Twin } from "../../../model/twin/twin-store.ts";
import type { LayerStatus } from "../../scenes/layer.ts";

export function vehicleStatus(twin: Twin, count: number): LayerStatus {
  const { connection, connectionSinceMs: sinceMs } = twin.store.getState();
  if (connection === "none") return { state: "empty", reason: "layer.no-live-server" };
  if (connection === "connecting") return { state: "loading", step: "layer.connecting", sinceMs };
  if (connection === "lost") return { state: "stale", sinceMs };
  if (count === 0) return { state: "empty", reason: "layer.no-vehicles-here" };
  return { state: "ready", unit: "unit.vehicles", count };
}
