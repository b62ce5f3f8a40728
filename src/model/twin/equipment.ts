// Health of what stands at the roadside or serves the field. Unix milliseconds.

export interface EquipmentAlarm {
  /** The maker's own code. */
  code: string;
  level: "notice" | "caution" | "warning";
  timeMs: number;
  text?: string;
}

export interface EquipmentObservation {
  id: string;
  source: string;
  timeMs: number;
  kind: "rsu" | "camera" | "radar" | "edge" | "dock" | "drone" | "other";
  state: "ok" | "degraded" | "fault" | "offline" | "unknown";
  heartbeatMs?: number;
  name?: string;
  lonDeg?: number;
  latDeg?: number;
  heightM?: number;
  alarms: EquipmentAlarm[];
}
