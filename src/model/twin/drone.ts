// What a drone says of itself beside where it is (its track has the same id). Metres, radians, m/s, Unix milliseconds.

export const DRONE_STATES = [
  "parked",
  "preparing",
  "taking-off",
  "flying",
  "returning",
  "landing",
  "emergency",
  "offline",
  "unknown",
] as const;
export type DroneState = (typeof DRONE_STATES)[number];

const IN_AIR: ReadonlySet<DroneState> = new Set([
  "taking-off",
  "flying",
  "returning",
  "landing",
  "emergency",
]);
export const isInAir = (state: DroneState): boolean => IN_AIR.has(state);

export interface DroneObservation {
  id: string;
  source: string;
  timeMs: number;
  state: DroneState;
  /** Up is positive. */
  verticalMps?: number;
  /** 0 to 1. */
  batteryShare?: number;
  remainingFlightS?: number;
  aboveTakeOffM?: number;
  /** Nose up is positive. */
  pitchRad?: number;
  /** Right wing down is positive. */
  rollRad?: number;
  /** Of its camera: pitch down is negative, yaw clockwise from north. */
  gimbal?: { pitchRad: number; rollRad: number; yawRad: number };
  /** Fields of view of that camera. */
  camera?: { hfovRad: number; vfovRad: number };
  fix?: "none" | "single" | "float" | "fixed";
  windMps?: number;
  /** The dock (机库) that it flies from. */
  dockId?: string;
  /** What nobody vouches for, such as broadcast remote identification. */
  unauthenticated?: boolean;
}
