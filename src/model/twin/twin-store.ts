// The city now, as every listener sees it: who feeds it, what the signals show, and where the moving things are.
// Facts that change slowly stand in a vanilla store; what moves at 5 Hz comes as instance buffers to whoever follows
// them. Times are Unix milliseconds on the twin's clock (the server's, or a recording's).

import { createStore, type StoreApi } from "zustand/vanilla";
import type { CellCount } from "./cell-count.ts";
import type { ObservationKinds } from "./observations.ts";
import type { Recorded, ReplayState, ReplayWish } from "./recording.ts";
import type { SourceInfo } from "./source-info.ts";
import type { TrackClass } from "./track-class.ts";
import type { SignalObservation, TrackDescription } from "./track-row.ts";
import type { VitalSign } from "./vital-sign.ts";

export type { SourceInfo } from "./source-info.ts";

/**
 * none: no live server is there (a static host); connecting: first attempt; live: frames arrive;
 * lost: was live, trying again by itself.
 */
export type Connection = "none" | "connecting" | "live" | "lost";

export interface TwinState {
  connection: Connection;
  connectionSinceMs: number;
  /** Half of the smallest round trip seen lately. */
  latencyMs: number | undefined;
  /** Time stamp of the last frame, on the twin's clock. */
  lastFrameMs: number | undefined;
  objects: number;
  objectsByClass: Partial<Record<TrackClass, number>>;
  /** Instead of single things, while this user looks from high above; undefined = things are told one by one. */
  counts: { cells: readonly CellCount[]; timeMs: number } | undefined;
  /** Frames that could not be read and were dropped. */
  droppedFrames: number;
  sources: SourceInfo[];
  /** Ids of the sources of moving things, in the order in which instance buffers number them. */
  sourceCodes: readonly string[];
  signals: ReadonlyMap<string, SignalObservation>;
  /** By kind and id; a kind's map is a new one when anything in it changed. */
  observed: ObservedState;
  vitals: readonly VitalSign[];
  /** This user's own replay; undefined = the live city. */
  replay: ReplayState | undefined;
  /** What can be replayed; undefined until the server has said. */
  recorded: Recorded | undefined;
}

export type ObservedState = { [K in keyof ObservationKinds]: ReadonlyMap<string, ObservationKinds[K]> };

/**
 * Rows of one class, packed for the GPU, in the city's ENU frame: see live/motion/instance-layout.ts.
 * A batch replaces the one before it; its bytes belong to the listener until the next batch.
 */
export interface TrackBatch {
  class: TrackClass;
  bytes: Uint8Array;
  count: number;
  /** The twin time that the rows' times count from. */
  baseTimeMs: number;
}

export interface Tracks {
  follow(kind: TrackClass, listener: (batch: TrackBatch) => void): () => void;
  identity(slot: number): TrackDescription | undefined;
  slotOf(id: string): number | undefined;
  /** Where a thing is at a twin time, as the GPU draws it; city ENU metres, heading clockwise from north. */
  poseOf(id: string, timeMs: number): TrackPose | undefined;
}

export interface TrackPose {
  eastM: number;
  northM: number;
  upM: number;
  headingRad: number;
  speedMps: number;
  /** Twin time of the newest report. */
  reportedMs: number;
}

export interface Twin {
  store: StoreApi<TwinState>;
  tracks: Tracks;
  /** The twin's clock now: what the server's clock shows, or in a replay showed. */
  nowMs(): number;
  /** The server's clock, whatever is shown. */
  liveMs(): number;
  /** The twin time that is drawn: nowMs less the motion delay. */
  drawnMs(): number;
  /** Asks for a replay of one's own, or for the live city again. */
  replay(wish: ReplayWish | "live"): void;
  /** Tells the source what this user looks at; it is given an interest, not told whose. */
  interest(view: {
    lonDeg: number;
    latDeg: number;
    heightM: number;
    targetLonDeg?: number;
    targetLatDeg?: number;
    hidden: boolean;
    follow?: string;
  }): void;
}

export const nothingObserved = (): ObservedState => ({
  drones: new Map(),
  docks: new Map(),
  sites: new Map(),
  bays: new Map(),
  equipment: new Map(),
  events: new Map(),
  intersections: new Map(),
});

export function createTwinState(nowMs: number): StoreApi<TwinState> {
  return createStore<TwinState>()(() => ({
    connection: "none",
    connectionSinceMs: nowMs,
    latencyMs: undefined,
    lastFrameMs: undefined,
    objects: 0,
    objectsByClass: {},
    counts: undefined,
    droppedFrames: 0,
    sources: [],
    sourceCodes: [],
    signals: new Map(),
    observed: nothingObserved(),
    vitals: [],
    replay: undefined,
    recorded: undefined,
  }));
}
