// Signal phase and timing, in CSAE's shape (counting or utcTiming) and in OpenV2X's (a wall clock without a zone), to
// the states of signals. The city's configuration says which of its signals a phase drives.

import type { LightState, SignalObservation } from "../../../model/twin/track-row.ts";
import { hourMarkMs, minuteOfYearMs, secondMarkMs, wallClockMs } from "../intake/field-times.ts";
import type { Intake } from "../intake/intake.ts";
import { type Fields, isFields, listOf } from "../intake/read-json.ts";
import { textIn } from "../intake/read-number.ts";
import { reader } from "../intake/record-reader.ts";

export type SignalsOfPhase = Record<string, string | string[]>;

const LIGHTS: (LightState | undefined)[] = [
  undefined,
  "dark",
  "flashing-red",
  "red",
  "green",
  "green",
  "green",
  "yellow",
  "flashing-yellow",
];
const NAMES: Record<string, LightState> = {
  dark: "dark",
  off: "dark",
  "flashing-red": "flashing-red",
  red: "red",
  "flashing-green": "green",
  "permissive-green": "green",
  "protected-green": "green",
  green: "green",
  yellow: "yellow",
  amber: "yellow",
  "flashing-yellow": "flashing-yellow",
};
/** Bits of an intersection's status: it says that its own messages must not be used, or that it is off. */
const NO_VALID_SPAT = 13;
const OFF = 9;

function lightOf(value: unknown, read: (value: unknown) => number | undefined): LightState | undefined {
  const code = read(value);
  if (code !== undefined) return LIGHTS[code];
  return typeof value === "string"
    ? NAMES[
        value
          .trim()
          .toLowerCase()
          .replaceAll(/[_\s]+/g, "-")
      ]
    : undefined;
}

export const intersectionIdOf = (id: unknown): string | undefined => {
  if (!isFields(id)) return textIn(id);
  const own = textIn(id.id);
  const region = textIn(id.region);
  return own === undefined ? undefined : region === undefined ? own : `${region}-${own}`;
};

const bitSet = (status: unknown, bit: number): boolean => {
  if (typeof status === "string" && /^[01]{8,16}$/.test(status)) return status[bit] === "1";
  return typeof status === "number" && status > 1 && Number.isInteger(status) && (status & (1 << bit)) !== 0;
};

interface Timing {
  beginMs?: number | undefined;
  endMs?: number | undefined;
}

function timingOf(state: Fields, atMs: number, zone: string, intake: Intake): Timing {
  const read = reader(intake, state);
  const { timing } = state;
  if (typeof timing === "string") {
    const wall = wallClockMs(timing, zone);
    if (!wall) {
      intake.count("time-missing", state);
      return {};
    }
    if (wall.zoneless) intake.count("wall-clock", state);
    // It is not said whether the light changed then or will: the clock tells.
    return wall.timeMs > atMs ? { endMs: wall.timeMs } : { beginMs: wall.timeMs };
  }
  const choice = isFields(timing) ? timing : {};
  const counting = isFields(choice.counting)
    ? choice.counting
    : "likelyEndTime" in choice
      ? choice
      : undefined;
  const known = (tenths: number | undefined) =>
    tenths === undefined || tenths >= 36000 ? undefined : tenths;
  if (counting) {
    const start = known(read(counting.startTime)) ?? 0;
    const end = known(read(counting.likelyEndTime)) ?? known(read(counting.minEndTime));
    return {
      ...(start > 0 && { beginMs: atMs + start * 100 }),
      ...(end !== undefined && { endMs: atMs + end * 100 }),
    };
  }
  if (isFields(choice.utcTiming)) {
    const utc = choice.utcTiming;
    const mark = (tenths: number | undefined) =>
      tenths === undefined ? undefined : hourMarkMs(tenths, atMs);
    return {
      beginMs: mark(known(read(utc.startUTCTime))),
      endMs: mark(known(read(utc.likelyEndUTCTime)) ?? known(read(utc.minEndUTCTime))),
    };
  }
  return {};
}

export function readSpat(
  message: unknown,
  intake: Intake,
  zone: string,
  signalsOfPhase: SignalsOfPhase,
): void {
  if (!isFields(message) || !("intersections" in message)) throw new Error("no intersections");
  const arrivalMs = intake.now();
  const states: SignalObservation[] = [];
  intake.each(listOf(message.intersections, "IntersectionState"), (intersection) => {
    if (!isFields(intersection)) throw new Error("not an object");
    const read = reader(intake, intersection);
    const id = intersectionIdOf(intersection.intersectionId);
    if (id === undefined) {
      intake.count("no-id", intersection);
      return;
    }
    if (bitSet(intersection.status, NO_VALID_SPAT)) {
      intake.count("signal-invalid", intersection);
      return;
    }
    const moy = read(intersection.moy) ?? read(message.moy);
    const second = read(intersection.timeStamp) ?? read(message.timeStamp);
    const minuteMs = moy === undefined ? undefined : minuteOfYearMs(moy, arrivalMs);
    const statedMs =
      second === undefined
        ? undefined
        : minuteMs === undefined
          ? secondMarkMs(second, arrivalMs)
          : second < 60_000
            ? minuteMs + second
            : undefined;
    const atMs = statedMs === undefined ? arrivalMs : intake.time(statedMs, intersection, id);
    if (atMs === undefined) return;
    const off = bitSet(intersection.status, OFF);
    intake.each(listOf(intersection.phases, "Phase"), (phase) => {
      if (!isFields(phase)) throw new Error("not an object");
      const phaseId = textIn(phase.phaseId ?? phase.id);
      if (phaseId === undefined) {
        intake.count("no-id", phase);
        return;
      }
      const list = listOf(phase.phaseStates, "PhaseState").filter(isFields);
      const timed = list.map((state) => ({ state, ...timingOf(state, atMs, zone, intake) }));
      const current = timed.find(({ beginMs }) => beginMs === undefined || beginMs <= atMs) ?? timed[0];
      const light = off ? "dark" : current && lightOf(current.state.light, reader(intake, phase));
      if (!light) {
        intake.count("state-unknown", phase);
        return;
      }
      const key = `${id}:${phaseId}`;
      const mapped = signalsOfPhase[key];
      const { beginMs, endMs } = current ?? {};
      for (const signalId of mapped === undefined ? [`${intake.source}/${key}`] : [mapped].flat())
        states.push({
          signalId,
          state: light,
          sinceMs: beginMs !== undefined && beginMs <= atMs ? beginMs : atMs,
          ...(endMs !== undefined && endMs > atMs && { nextMs: endMs }),
          derivation: "stated",
          controllerId: id,
          source: intake.source,
        });
    });
  });
  intake.signals(states);
}
