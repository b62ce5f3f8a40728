// What is known after a run of messages: the latest of every signal, observation, source and vital sign. The recorder
// begins a segment with it, and a replay shows it at the moment that was sought.

import { OBSERVATION_KINDS, type ObservationKind, type Observations } from "../../model/twin/observations.ts";
import type { SourceInfo } from "../../model/twin/source-info.ts";
import type { SignalObservation } from "../../model/twin/track-row.ts";
import type { VitalSign } from "../../model/twin/vital-sign.ts";

export interface Fold {
  /** A message as a recording holds it. */
  add(topic: "signals" | "observations" | "sources" | "vitals", message: Record<string, unknown>): void;
  addSignals(states: SignalObservation[]): void;
  addObservations(batch: Observations, gone: readonly { kind: ObservationKind; id: string }[]): void;
  setSources(sources: SourceInfo[]): void;
  setVitals(signs: VitalSign[]): void;
  signals(): SignalObservation[];
  observations(): Observations;
  sources(): SourceInfo[];
  vitals(): VitalSign[];
}

export function createFold(): Fold {
  const signals = new Map<string, SignalObservation>();
  const observed = new Map<ObservationKind, Map<string, { id: string }>>();
  let sources: SourceInfo[] = [];
  let vitals: VitalSign[] = [];
  const fold: Fold = {
    add(topic, message) {
      if (topic === "signals") fold.addSignals(message.states as SignalObservation[]);
      if (topic === "observations")
        fold.addObservations(
          message.batch as Observations,
          message.gone as { kind: ObservationKind; id: string }[],
        );
      if (topic === "sources") fold.setSources(message.sources as SourceInfo[]);
      if (topic === "vitals") fold.setVitals(message.signs as VitalSign[]);
    },
    addSignals(states) {
      for (const state of states) signals.set(state.signalId, state);
    },
    addObservations(batch, gone) {
      for (const kind of OBSERVATION_KINDS) {
        const list = batch[kind];
        if (!list) continue;
        const table = observed.get(kind) ?? new Map<string, { id: string }>();
        observed.set(kind, table);
        for (const one of list) table.set(one.id, one);
      }
      for (const { kind, id } of gone) observed.get(kind)?.delete(id);
    },
    setSources: (list) => {
      sources = list;
    },
    setVitals: (signs) => {
      vitals = signs;
    },
    signals: () => [...signals.values()],
    observations: () =>
      Object.fromEntries(
        [...observed].flatMap(([kind, table]) => (table.size > 0 ? [[kind, [...table.values()]]] : [])),
      ) as Observations,
    sources: () => sources,
    vitals: () => vitals,
  };
  return fold;
}
