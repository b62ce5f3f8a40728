// What the page and the socket's worker say to each other. Times: Unix milliseconds; local ones are this machine's.

import type { CellCount } from "../../../model/twin/cell-count.ts";
import type { ObservationKind, Observations } from "../../../model/twin/observations.ts";
import type { Recorded, ReplayState, ReplayWish } from "../../../model/twin/recording.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { SignalObservation } from "../../../model/twin/track-row.ts";
import type { Connection, SourceInfo } from "../../../model/twin/twin-store.ts";
import type { VitalSign } from "../../../model/twin/vital-sign.ts";
import type { Act, ActAnswer } from "../../protocol/acts.ts";
import type { TrackIdentity, ViewRequest } from "../../protocol/events.ts";

export type ToWorker =
  | {
      kind: "open";
      /** Origin of the server, e.g. "http://127.0.0.1:5177". */
      url: string;
      cityId: string;
      anchor: { lonDeg: number; latDeg: number; heightM: number };
    }
  | { kind: "view"; view: Omit<ViewRequest, "n"> }
  | { kind: "act"; act: Act }
  | { kind: "replay"; wish: ReplayWish | undefined };

export interface Status {
  connection: Connection;
  sinceMs: number;
  latencyMs: number | undefined;
  /** Server's clock less the local one. */
  offsetMs: number;
  delayMs: number;
  lastFrameMs: number | undefined;
  objects: number;
  objectsByClass: Partial<Record<TrackClass, number>>;
  droppedFrames: number;
}

export type FromWorker =
  | { kind: "status"; status: Status }
  | { kind: "batch"; class: TrackClass; bytes: Uint8Array<ArrayBuffer>; count: number; baseTimeMs: number }
  | { kind: "identities"; entries: TrackIdentity[] }
  | { kind: "gone"; slots: number[] }
  | { kind: "signals"; states: SignalObservation[]; whole: boolean }
  | { kind: "sourceCodes"; codes: string[] }
  | { kind: "sources"; sources: SourceInfo[] }
  | {
      kind: "observations";
      batch: Observations;
      gone: { kind: ObservationKind; id: string }[];
      /** The first of a connection: what is not in it is gone. */
      whole: boolean;
    }
  /** Undefined: things come one by one again. */
  | { kind: "counts"; counts: { cells: CellCount[]; timeMs: number } | undefined }
  | { kind: "replay"; state: ReplayState | undefined }
  | { kind: "recorded"; recorded: Recorded }
  | { kind: "vitals"; signs: VitalSign[] }
  | { kind: "acted"; actId: string; answer: ActAnswer };
