// What an ingest's messages hold, checked before anybody uses it: a process of another version, or one that is none of
// ours, must not bring this one down.

import type { TrackIdentity } from "../../live/protocol/events.ts";
import { decodeFrame, type Frame } from "../../live/protocol/frame.ts";
import { OBSERVATION_KINDS, type Observations } from "../../model/twin/observations.ts";
import type { SourceInfo } from "../../model/twin/source-info.ts";
import { TRACK_CLASSES } from "../../model/twin/track-class.ts";
import type { SignalObservation } from "../../model/twin/track-row.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";
import type { Gone } from "../hub/observation-table.ts";
import { unpackBoth, unpackJson } from "./envelope.ts";
import type { Whole } from "./ingest-mirror.ts";

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** @throws TypeError */
function listOf<T>(value: unknown, sound: (one: Fields) => boolean): T[] {
  if (!Array.isArray(value) || !value.every((one) => isFields(one) && sound(one)))
    throw new TypeError("not as agreed");
  return value as T[];
}

function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) throw new TypeError("not as agreed");
  return value;
}

const isSource = ({ id, kind, title }: Fields) => isText(id) && isText(kind) && isText(title);
const isIdentity = ({ slot, id, source, class: kind, lengthM, widthM, heightM, colorRgb }: Fields) =>
  Number.isInteger(slot) &&
  isText(id) &&
  isText(source) &&
  TRACK_CLASSES.some((known) => known === kind) &&
  [lengthM, widthM, heightM, colorRgb].every(isNumber);
const isSignal = ({ signalId, state, source }: Fields) => isText(signalId) && isText(state) && isText(source);
export const isObservation = ({ id, source, timeMs }: Fields): boolean =>
  isText(id) && isText(source) && isNumber(timeMs);

/** @throws TypeError */
function observationsOf(value: unknown): Observations {
  const batch = fieldsOf(value);
  for (const kind of OBSERVATION_KINDS) if (batch[kind] !== undefined) listOf(batch[kind], isObservation);
  return batch as Observations;
}

/** @throws TypeError */
export function readFrame(bytes: Uint8Array): Frame {
  // Of its own, because columns must lie aligned.
  const read = decodeFrame(bytes.slice().buffer as ArrayBuffer);
  if ("rejected" in read) throw new TypeError(read.rejected);
  return read.frame;
}

const jsonOf = (bytes: Uint8Array) => fieldsOf(unpackJson(bytes));

/** Each throws SyntaxError or TypeError on what is not as agreed. */
export const readMessage = {
  sources: (bytes: Uint8Array) => listOf<SourceInfo>(jsonOf(bytes).sources, isSource),
  dict: (bytes: Uint8Array) => listOf<TrackIdentity>(jsonOf(bytes).entries, isIdentity),
  signals: (bytes: Uint8Array) => listOf<SignalObservation>(jsonOf(bytes).states, isSignal),
  vitals: (bytes: Uint8Array) => listOf<VitalSign>(jsonOf(bytes).signs, ({ id }) => isText(id)),
  observations(bytes: Uint8Array): { batch: Observations; gone: Gone } {
    const { batch, gone } = jsonOf(bytes);
    const left = listOf<Gone[number]>(
      gone,
      ({ kind, id }) => OBSERVATION_KINDS.some((known) => known === kind) && isText(id),
    );
    return { batch: observationsOf(batch), gone: left };
  },
  keyframe(bytes: Uint8Array): Whole & { vitals: VitalSign[] } {
    const { value, frame } = unpackBoth(bytes);
    const { sources, entries, signals, observations, vitals } = fieldsOf(value);
    return {
      sources: listOf(sources, isSource),
      entries: listOf(entries, isIdentity),
      signals: listOf(signals, isSignal),
      observations: observationsOf(observations),
      vitals: listOf(vitals, ({ id }) => isText(id)),
      frame: readFrame(frame),
    };
  },
};
