// The one door from an adapter to the twin: counts what comes, refuses what cannot be true, puts places, heights, times
// and units right as the source's settings say, and keeps what was wrong. One source each. One bad record, or an adapter
// that throws on it, ends there; the rest goes on.

import type { Observations } from "../../../model/twin/observations.ts";
import type { SourceInfo } from "../../../model/twin/source-info.ts";
import type { TrackClass } from "../../../model/twin/track-class.ts";
import type { SignalObservation } from "../../../model/twin/track-row.ts";
import type { SourceSink } from "../../hub/hub.ts";
import type { SourceSettings } from "../source-settings.ts";
import { bodyOf } from "./bodies.ts";
import { type ClockFit, createClockFit } from "./clock-fit.ts";
import { epochMs } from "./field-times.ts";
import { positionFault, toWgs84 } from "./places.ts";
import { createQuarantine, type Quarantine } from "./quarantine.ts";
import { REASONS, type Reason } from "./reasons.ts";
import { createTrackGate } from "./track-gate.ts";

export interface TrackInput {
  id: string | undefined;
  class: TrackClass;
  /** In the source's datum. */
  lonDeg: number | undefined;
  latDeg: number | undefined;
  /** Over what the source's settings say. */
  heightM?: number | undefined;
  /** Clockwise from true north. */
  headingRad?: number | undefined;
  speedMps?: number | undefined;
  /** On the device's clock; undefined = the moment of arrival. */
  timeMs?: number | undefined;
  /** Which clock that is; undefined = the source has one. */
  clock?: string | undefined;
  lengthM?: number | undefined;
  widthM?: number | undefined;
  tallM?: number | undefined;
  plate?: string | undefined;
  sigmaM?: number | undefined;
  /** The id is given to other things later. */
  recycled?: boolean;
}

export type Freshness = NonNullable<SourceInfo["freshness"]>;

export interface Intake {
  readonly source: string;
  readonly settings: SourceSettings;
  now(): number;
  /** Takes one message; `read` may throw. False when it was over the limit or could not be read at all. */
  message(raw: unknown, read: () => void): boolean;
  /** Reads each record by itself: one that throws is refused, the rest goes on. */
  each<T>(records: Iterable<T>, read: (record: T) => void): void;
  track(input: TrackInput, record: unknown): boolean;
  end(id: string): void;
  /** A place in WGS 84, or undefined with the reason counted. */
  place(
    lonDeg: number | undefined,
    latDeg: number | undefined,
    record: unknown,
  ): { lonDeg: number; latDeg: number } | undefined;
  /** Metres over the ellipsoid; undefined = not known. */
  height(heightM: number | undefined): number | undefined;
  /** A device's time on our clock; the arrival when it has none, undefined when it must not be used. */
  time(timeMs: number | undefined, record: unknown, clock?: string): number | undefined;
  signals(states: SignalObservation[]): void;
  observe(batch: Observations): void;
  count(reason: Reason, record: unknown, detail?: string): void;
  /** What the last record was counted as. */
  lastReason(): Reason | undefined;
  /** Whether its line stands. */
  link(up: boolean): void;
  /** Once a second: silence, expiry, what the source says of itself. */
  tick(): void;
  status(): IntakeStatus;
  quarantine: Quarantine;
}

export interface IntakeStatus {
  source: string;
  freshness: Freshness;
  heardMs: number | undefined;
  messages: number;
  taken: number;
  refused: number;
  objects: number;
  /** Counted by name: refused, dropped and repaired. */
  reasons: Partial<Record<Reason, number>>;
}

export interface IntakeOptions {
  source: string;
  settings: SourceSettings;
  sink: SourceSink;
  now(): number;
  /** What the city knows of its ground and its geoid. */
  groundHeightM: number;
  geoidHeightM: number | undefined;
  /** Hears every message that is let in, as it came. */
  onRaw?: ((raw: unknown) => void) | undefined;
}

/** A little ahead is how clocks are. */
const AHEAD_MS = 2000;
const MAX_GROUND_MPS = 120;
const MAX_AIR_MPS = 350;

export function createIntake({
  source,
  settings,
  sink,
  now,
  groundHeightM,
  geoidHeightM,
  onRaw,
}: IntakeOptions): Intake {
  const quarantine = createQuarantine(now);
  const gate = createTrackGate(source, settings.speeds);
  const clocks = new Map<string, ClockFit>();
  let messages = 0;
  let taken = 0;
  let refused = 0;
  let heardMs: number | undefined;
  let linkDown = false;
  let correctionMs = 0;
  let allowance = settings.maxMessagesPerS;
  let refilledMs = now();
  let told = "";
  let lastReason: Reason | undefined;

  const count = (reason: Reason, record: unknown, detail?: string) => {
    if (REASONS[reason] === "refused") refused += 1;
    if (REASONS[reason] !== "repaired") lastReason = reason;
    quarantine.add(reason, record, detail);
  };

  const freshness = (): Freshness => {
    if (linkDown) return "lost";
    if (heardMs === undefined) return "waiting";
    const silentS = (now() - heardMs) / 1000;
    return silentS > settings.lostAfterS ? "lost" : silentS > settings.staleAfterS ? "stale" : "live";
  };

  const flush = () => {
    const { ended, described, rows } = gate.drain();
    if (ended.length > 0) sink.end(ended);
    if (described.length > 0) sink.describe(described);
    if (rows.length > 0) void sink.rows(rows);
  };

  const height = (heightM: number | undefined): number | undefined => {
    if (heightM === undefined || settings.heights === "ignore") return undefined;
    if (settings.heights === "ellipsoid") return heightM;
    return geoidHeightM === undefined ? undefined : heightM + geoidHeightM;
  };

  const place: Intake["place"] = (lonDeg, latDeg, record) => {
    const fault = positionFault(lonDeg, latDeg);
    if (fault) {
      count(fault, record);
      return undefined;
    }
    return toWgs84(settings.datum, lonDeg as number, latDeg as number);
  };

  const time: Intake["time"] = (timeMs, record, clock = "") => {
    const arrivalMs = now();
    if (timeMs === undefined) {
      count("time-missing", record);
      return arrivalMs;
    }
    const read = epochMs(timeMs);
    if (!read) {
      count("time-unreadable", record);
      return undefined;
    }
    if (read.rescaled) count("time-unit", record);
    const sourceMs = read.timeMs - settings.clock.offsetMs;
    if (settings.clock.trust === "arrival") return arrivalMs;
    if (settings.clock.trust === "source") {
      if (sourceMs <= arrivalMs) return sourceMs;
      if (sourceMs - arrivalMs > AHEAD_MS) count("clock-corrected", record);
      return arrivalMs;
    }
    let fit = clocks.get(clock);
    if (!fit) {
      if (clocks.size > 10_000) clocks.clear();
      fit = createClockFit();
      clocks.set(clock, fit);
    }
    const reading = fit.read(sourceMs, arrivalMs);
    if (reading.verdict !== "kept") {
      count(reading.verdict === "late" ? "late" : "clock-ahead", record);
      return undefined;
    }
    if (reading.correctionMs !== 0) count("clock-corrected", record);
    correctionMs = reading.correctionMs;
    return reading.timeMs;
  };

  const tick = () => {
    gate.expire(now());
    flush();
    const seconds = Math.round(correctionMs / 1000);
    const code = seconds > 0 ? "note.feed.clock-behind" : "note.feed.clock-ahead";
    const patch = {
      freshness: freshness(),
      taken,
      refused,
      ...(heardMs !== undefined && { heardMs }),
      note: seconds === 0 ? undefined : { code, params: { seconds: Math.abs(seconds) } },
    };
    // Numbers alone change at each tick; they ride along with the list that the hub sends anyway.
    const news = JSON.stringify([patch.freshness, patch.note]);
    sink.inform(patch, news !== told);
    told = news;
  };

  return {
    source,
    settings,
    now,
    quarantine,
    count,
    place,
    height,
    time,
    tick,
    lastReason: () => lastReason,
    message(raw, read) {
      const at = now();
      messages += 1;
      const passed = at - refilledMs;
      if (passed > 0) {
        allowance = Math.min(
          settings.maxMessagesPerS,
          allowance + (passed / 1000) * settings.maxMessagesPerS,
        );
        refilledMs = at;
      }
      if (allowance < 1) {
        count("too-many", raw);
        return false;
      }
      allowance -= 1;
      heardMs = at;
      onRaw?.(raw);
      let readable = true;
      try {
        read();
      } catch (error) {
        readable = false;
        count("unreadable", raw, error instanceof Error ? error.message : String(error));
      }
      flush();
      return readable;
    },
    each(records, read) {
      for (const record of records) {
        try {
          read(record);
        } catch (error) {
          count("wrong-shape", record, error instanceof Error ? error.message : String(error));
        }
      }
    },
    track(input, record) {
      if (input.id === undefined || input.id === "") {
        count("no-id", record);
        return false;
      }
      const at = place(input.lonDeg, input.latDeg, record);
      if (!at) return false;
      let speedMps = input.speedMps;
      if (speedMps !== undefined && speedMps < 0) {
        count("signed-speed", record);
        speedMps = -speedMps;
      }
      if (speedMps !== undefined && settings.speedUnit === "km/h") speedMps /= 3.6;
      if (speedMps !== undefined && !(speedMps < (input.class === "drone" ? MAX_AIR_MPS : MAX_GROUND_MPS))) {
        count("speed-absurd", record);
        return false;
      }
      if (speedMps === undefined) count("speed-unavailable", record);
      let headingRad = input.headingRad;
      if (headingRad !== undefined && !(Math.abs(headingRad) <= 4 * Math.PI)) {
        count("heading-absurd", record);
        headingRad = undefined;
      } else if (headingRad === undefined) count("heading-unavailable", record);
      const timeMs = time(input.timeMs, record, input.clock);
      if (timeMs === undefined) return false;
      let heightM = height(input.heightM);
      if (heightM === undefined || !(Math.abs(heightM) < 20_000)) {
        const missing =
          input.heightM !== undefined && settings.heights === "geoid" ? "no-geoid" : "no-height";
        if (settings.heights !== "ignore") count(missing, record);
        heightM = groundHeightM;
      }
      const body = bodyOf(input.class, input);
      const sigmaM = input.sigmaM ?? settings.sigmaM;
      const kept = gate.accept(
        {
          id: input.id,
          class: input.class,
          ...at,
          heightM,
          headingRad,
          speedMps,
          timeMs,
          ...body,
          ...(input.plate !== undefined && { plate: input.plate }),
          ...(sigmaM !== undefined && { sigmaM }),
          recycled: input.recycled ?? false,
        },
        now(),
        (reason) => count(reason, record),
      );
      if (kept) taken += 1;
      return kept;
    },
    end: (id) => gate.end(id),
    signals(states) {
      taken += states.length;
      if (states.length > 0) sink.signals(states);
    },
    observe(batch) {
      const size = Object.values(batch).reduce((sum, list) => sum + list.length, 0);
      taken += size;
      if (size > 0) sink.observe(batch);
    },
    link(up) {
      linkDown = !up;
      tick();
    },
    status: () => ({
      source,
      freshness: freshness(),
      heardMs,
      messages,
      taken,
      refused,
      objects: gate.size(),
      reasons: quarantine.counts(),
    }),
  };
}
