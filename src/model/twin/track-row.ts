// One observation of a moving thing, as any feed gives it to the twin. WGS 84 degrees, ellipsoidal metres,
// headingRad clockwise from true north, metres per second, Unix milliseconds.

import type { Observations } from "./observations.ts";
import type { TrackClass } from "./track-class.ts";

export interface TrackRow {
  id: string;
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingRad: number;
  speedMps: number;
  timeMs: number;
  teleport?: boolean;
}

export interface TrackDescription {
  id: string;
  class: TrackClass;
  lengthM: number;
  widthM: number;
  heightM: number;
  colorRgb: number;
  plate?: string;
  source: string;
  sigmaM?: number;
}

export interface SignalObservation {
  signalId: string;
  state: LightState;
  sinceMs: number;
  nextMs?: number;
  /** Where the plan comes from: the map states it, or it was made up. */
  derivation?: "stated" | "inferred";
  controllerId?: string;
  source: string;
}

export type LightState =
  | "dark"
  | "red"
  | "yellow"
  | "green"
  | "red-yellow"
  | "flashing-yellow"
  | "flashing-red";

/** What a feed, simulated or real, hands over; batches keep per-object cost low. A feed awaits `push`. */
export interface FeedSink {
  describe(tracks: TrackDescription[]): void;
  rows(rows: TrackRow[]): void | Promise<void>;
  end(ids: string[]): void;
  signals(states: SignalObservation[]): void;
  /** Drones, docks, parking, equipment, events, junctions: what is not a moving dot or a light. */
  observe(batch: Observations): void;
}
