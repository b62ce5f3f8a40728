// Health of what stands at the roadside or serves the field, and what it covers. Unix milliseconds, metres.

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
  /** Where it looks, clockwise from north; its angle of view, level; how far it reaches. */
  headingRad?: number;
  fovRad?: number;
  rangeM?: number;
  alarms: EquipmentAlarm[];
}
