// The newest observation of each thing by kind: what a client gets when it joins, and what of a batch is news.

import { OBSERVATION_KINDS, type ObservationKind, type Observations } from "../../model/twin/observations.ts";

export interface ObservationTable {
  /** The part of a batch that says something new; undefined when none does. Older ones than what is known are passed over. */
  accept(batch: Observations): Observations | undefined;
  all(): Observations;
  /** Forgets what a source told and lists it. */
  forget(source: string): { kind: ObservationKind; id: string }[];
}

interface Known {
  id: string;
  source: string;
  timeMs: number;
}

const saysTheSame = (a: Known, b: Known) =>
  JSON.stringify({ ...a, timeMs: 0 }) === JSON.stringify({ ...b, timeMs: 0 });

export function createObservationTable(): ObservationTable {
  const known = new Map<ObservationKind, Map<string, Known>>();
  return {
    accept(batch) {
      const news: Record<string, Known[]> = {};
      for (const kind of OBSERVATION_KINDS) {
        const table = known.get(kind) ?? new Map<string, Known>();
        known.set(kind, table);
        for (const observation of (batch[kind] ?? []) as Known[]) {
          const before = table.get(observation.id);
          if (before && before.timeMs > observation.timeMs) continue;
          table.set(observation.id, observation);
          if (before && saysTheSame(before, observation)) continue;
          const list = news[kind];
          if (list) list.push(observation);
          else news[kind] = [observation];
        }
      }
      return Object.keys(news).length > 0 ? (news as Observations) : undefined;
    },
    all: () =>
      Object.fromEntries(
        [...known].flatMap(([kind, table]) => (table.size > 0 ? [[kind, [...table.values()]]] : [])),
      ) as Observations,
    forget(source) {
      const gone: { kind: ObservationKind; id: string }[] = [];
      for (const [kind, table] of known)
        for (const [id, observation] of table)
          if (observation.source === source) {
            table.delete(id);
            gone.push({ kind, id });
          }
      return gone;
    },
  };
}
