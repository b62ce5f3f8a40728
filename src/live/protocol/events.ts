// Everything that crosses the socket, on one page. Binary frames are in frame.ts; the rest is JSON.
// Angles: headingRad clockwise from true north. Times: Unix milliseconds on the server's clock. Heights: ellipsoidal metres.

import type { CellCount } from "../../model/twin/cell-count.ts";
import type { ObservationKind, Observations } from "../../model/twin/observations.ts";
import type { Recorded, ReplayState, ReplayWish } from "../../model/twin/recording.ts";
import type { SourceInfo } from "../../model/twin/source-info.ts";
import type { TrackClass } from "../../model/twin/track-class.ts";
import type { LightState, SignalObservation } from "../../model/twin/track-row.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { Act, ActAnswer } from "./acts.ts";
import type { TileHash } from "./tile-digest.ts";

export type { CellCount, LightState, SourceInfo };

export interface Hello {
  protocol: 1;
  cityId: string;
  epoch: number;
  serverTimeMs: number;
  tickMs: number;
  sources: SourceInfo[];
}

/** Identity, sent once when a slot enters the client's view. */
export interface TrackIdentity {
  slot: number;
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

export type SignalState = SignalObservation;

export interface ViewRequest {
  n: number;
  /** z15 quadkey tiles as integers (tileKey of tile-key.ts); the server clamps their number. */
  tiles: number[];
  cameraHeightM: number;
  hidden: boolean;
  /** A slot that gets full rate wherever it is. */
  follow?: number;
  /** The client shows counts by cell: above 30 km it gets those and no rows. */
  counts?: boolean;
}

export interface ServerEvents {
  hello: (hello: Hello) => void;
  /** Slots that entered the view. */
  dict: (entries: TrackIdentity[]) => void;
  /** One packed frame; see frame.ts. */
  frame: (bytes: ArrayBuffer) => void;
  /** Every 5 s behind a frame: what its tiles must come to; see tile-digest.ts. */
  hashes: (hashes: TileHash[]) => void;
  /** Instead of frames, to who asked for counts and looks from high above. The whole list. */
  counts: (cells: CellCount[], serverTimeMs: number) => void;
  /** Full list on connect, then only what changed. */
  signals: (states: SignalState[]) => void;
  sources: (sources: SourceInfo[]) => void;
  /** Drones, docks, parking, equipment, events, junctions: all on connect, then only what changed. */
  observations: (batch: Observations, gone: { kind: ObservationKind; id: string }[]) => void;
  /** Every few seconds; the whole list. */
  vitals: (signs: VitalSign[]) => void;
  /** This client's own replay; null = the live city. What follows is of that time. */
  replay: (state: ReplayState | null) => void;
  /** On connect and every few seconds. */
  recorded: (recorded: Recorded) => void;
  policy: (policy: { code: string; params: Record<string, string | number> }) => void;
}

export interface ClientEvents {
  view: (view: ViewRequest) => void;
  /** Tiles that are not as their hash says: asks for them whole. */
  resync: (tiles: number[]) => void;
  act: (act: Act, answer: (answer: ActAnswer) => void) => void;
  /** Null: back to the live city. */
  replay: (wish: ReplayWish | null) => void;
  /** Clock sync: answered with the server's time. */
  time: (clientTimeMs: number, answer: (clientTimeMs: number, serverTimeMs: number) => void) => void;
}
