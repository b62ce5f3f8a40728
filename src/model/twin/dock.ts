// What a drone dock (机库) says of itself. Metres over the ellipsoid, degrees Celsius, m/s, Unix milliseconds.

export interface DockObservation {
  id: string;
  source: string;
  timeMs: number;
  state: "idle" | "working" | "debugging" | "upgrading" | "offline" | "unknown";
  lonDeg?: number;
  latDeg?: number;
  heightM?: number;
  headingRad?: number;
  cover?: "closed" | "open" | "half-open" | "fault";
  putter?: "closed" | "open" | "half-open" | "fault";
  droneId?: string;
  droneInside?: boolean;
  charging?: boolean;
  /** Of the drone inside, 0 to 1. */
  batteryShare?: number;
  rain?: "none" | "light" | "moderate" | "heavy";
  windMps?: number;
  outsideC?: number;
  insideC?: number;
  humidityShare?: number;
  emergencyStop?: boolean;
  alarm?: boolean;
  supplyV?: number;
  sorties?: number;
}
