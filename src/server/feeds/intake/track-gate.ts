// What of a source's tracks goes on to the twin: newest first, each once, with a heading, a speed in the right unit and
// an identity that is told when it changes. Tracks that fall silent end. It knows no protocol and no datum.

import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { TrackDescription, TrackRow } from "../../../model/twin/track-row.ts";
import type { Reason } from "./reasons.ts";
import { createSpeedFit } from "./speed-fit.ts";

export interface GateInput {
  id: string;
  class: TrackClass;
  lonDeg: number;
  latDeg: number;
  heightM: number;
  headingRad: number | undefined;
  speedMps: number | undefined;
  timeMs: number;
  lengthM: number;
  widthM: number;
  tallM: number;
  colorRgb: number;
  plate?: string;
  sigmaM?: number;
  /** The id is temporary: the sender gives it to another thing later. */
  recycled: boolean;
}

interface Known {
  generation: number;
  row: TrackRow;
  description: TrackDescription;
  arrivalMs: number;
}

export interface TrackGate {
  accept(input: GateInput, arrivalMs: number, count: (reason: Reason) => void): boolean;
  end(id: string): void;
  /** Ends what has been silent for longer than a thing of its class may be. */
  expire(nowMs: number): void;
  /** What is to be told to the twin since the last call, in this order. */
  drain(): { ended: string[]; described: TrackDescription[]; rows: TrackRow[] };
  size(): number;
}

const METRES_PER_DEG = 111_320;
const RECYCLED_MS = 10_000;
const SILENT_GROUND_MS = 30_000;
const SILENT_AIR_MS = 60_000;
const MOVED_M = 0.3;

/** Metres east and north of one place from another near it. */
function apart(
  a: { lonDeg: number; latDeg: number },
  b: { lonDeg: number; latDeg: number },
): [number, number] {
  return [
    (b.lonDeg - a.lonDeg) * METRES_PER_DEG * Math.cos((a.latDeg * Math.PI) / 180),
    (b.latDeg - a.latDeg) * METRES_PER_DEG,
  ];
}

const alike = (a: TrackDescription, b: TrackDescription): boolean =>
  a.id === b.id &&
  a.class === b.class &&
  a.plate === b.plate &&
  a.sigmaM === b.sigmaM &&
  a.lengthM === b.lengthM &&
  a.widthM === b.widthM &&
  a.heightM === b.heightM;

export function createTrackGate(source: string, speedFit: "fit" | "as-specified"): TrackGate {
  const known = new Map<string, Known>();
  const speeds = createSpeedFit();
  let ended: string[] = [];
  let described = new Map<string, TrackDescription>();
  let rows: TrackRow[] = [];

  const finish = (id: string, { row }: Known) => {
    ended.push(row.id);
    known.delete(id);
  };

  return {
    accept(input, arrivalMs, count) {
      let before = known.get(input.id);
      if (before && input.timeMs <= before.row.timeMs) {
        const same = input.timeMs === before.row.timeMs;
        count(same ? "duplicate" : "late");
        return false;
      }
      const [east, north] = before ? apart(before.row, input) : [0, 0];
      const distanceM = Math.hypot(east, north);
      const passedS = before ? (input.timeMs - before.row.timeMs) / 1000 : 0;
      let generation = before?.generation ?? 0;
      if (before && input.recycled) {
        const jumped = distanceM > Math.max(20, 3 * before.row.speedMps * passedS + 5);
        const other = before.description.class !== input.class;
        if (passedS * 1000 > RECYCLED_MS || jumped || other) {
          count("id-reused");
          finish(input.id, before);
          generation += 1;
          before = undefined;
        }
      }
      let speedMps = input.speedMps ?? (before && passedS > 0 ? distanceM / passedS : 0);
      if (input.speedMps !== undefined && speedFit === "fit") {
        if (before) speeds.learn(input.speedMps, distanceM, passedS);
        if (speeds.factor() !== 1) count("speed-unit");
        speedMps *= speeds.factor();
      }
      const headingRad =
        input.headingRad ??
        (before && distanceM > MOVED_M ? Math.atan2(east, north) : before?.row.headingRad) ??
        0;
      const id = `${source}/${input.id}${generation > 0 ? `~${generation + 1}` : ""}`;
      const { lonDeg, latDeg, heightM, timeMs } = input;
      const row: TrackRow = { id, lonDeg, latDeg, heightM, headingRad, speedMps, timeMs };
      const description: TrackDescription = {
        id,
        class: input.class,
        lengthM: input.lengthM,
        widthM: input.widthM,
        heightM: input.tallM,
        colorRgb: input.colorRgb,
        source,
        ...(input.plate !== undefined && { plate: input.plate }),
        ...(input.sigmaM !== undefined && { sigmaM: input.sigmaM }),
      };
      if (!before || !alike(before.description, description)) described.set(id, description);
      known.set(input.id, { generation, row, description, arrivalMs });
      rows.push(row);
      return true;
    },
    end(id) {
      const one = known.get(id);
      if (one) finish(id, one);
    },
    expire(nowMs) {
      for (const [id, one] of known) {
        const limit = one.description.class === "drone" ? SILENT_AIR_MS : SILENT_GROUND_MS;
        if (nowMs - one.arrivalMs > limit) finish(id, one);
      }
    },
    drain() {
      const out = { ended, described: [...described.values()], rows };
      ended = [];
      described = new Map();
      rows = [];
      return out;
    },
    size: () => known.size,
  };
}
