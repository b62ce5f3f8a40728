// The newest observation of each thing by kind: what a client gets when it joins, what of a batch is news, and what of it
// nobody repeats any more.

import { OBSERVATION_KINDS, type ObservationKind, type Observations } from "../../model/twin/observations.ts";
import { expiryOf } from "./observation-expiry.ts";

export type Gone = { kind: ObservationKind; id: string }[];

export interface ObservationTable {
  /** The part of a batch that says something new; undefined when none does. Older ones than what is known are passed over. */
  accept(batch: Observations, heardMs: number): Observations | undefined;
  /** The same object until something changes. */
  all(): Observations;
  /** Forgets what a source told, events aside, and lists it: what happened stays when its witness leaves. */
  forget(source: string): Gone;
  remove(gone: Gone): void;
  /** What has become stale or is forgotten for its silence. */
  expire(nowMs: number): { news: Observations | undefined; gone: Gone };
}

interface Known {
  id: string;
  source: string;
  timeMs: number;
  state?: string;
}

interface Entry {
  told: Known;
  heardMs: number;
}

const saysTheSame = (a: Known, b: Known) =>
  JSON.stringify({ ...a, timeMs: 0 }) === JSON.stringify({ ...b, timeMs: 0 });

export function createObservationTable(): ObservationTable {
  const known = new Map<ObservationKind, Map<string, Entry>>();
  let all: Observations | undefined;
  const told = (news: Map<ObservationKind, Known[]>) =>
    news.size > 0 ? (Object.fromEntries(news) as Observations) : undefined;
  const add = (news: Map<ObservationKind, Known[]>, kind: ObservationKind, one: Known) => {
    const list = news.get(kind);
    if (list) list.push(one);
    else news.set(kind, [one]);
  };
  return {
    accept(batch, heardMs) {
      const news = new Map<ObservationKind, Known[]>();
      for (const kind of OBSERVATION_KINDS) {
        const table = known.get(kind) ?? new Map<string, Entry>();
        known.set(kind, table);
        for (const observation of (batch[kind] ?? []) as Known[]) {
          const before = table.get(observation.id)?.told;
          if (before && before.timeMs > observation.timeMs) continue;
          table.set(observation.id, { told: observation, heardMs });
          all = undefined;
          if (!before || !saysTheSame(before, observation)) add(news, kind, observation);
        }
      }
      return told(news);
    },
    all() {
      all ??= Object.fromEntries(
        [...known].flatMap(([kind, table]) =>
          table.size > 0 ? [[kind, [...table.values()].map((entry) => entry.told)]] : [],
        ),
      ) as Observations;
      return all;
    },
    forget(source) {
      all = undefined;
      const gone: Gone = [];
      for (const [kind, table] of known)
        if (kind !== "events")
          for (const [id, entry] of table)
            if (entry.told.source === source) {
              table.delete(id);
              gone.push({ kind, id });
            }
      return gone;
    },
    remove(gone) {
      if (gone.length > 0) all = undefined;
      for (const { kind, id } of gone) known.get(kind)?.delete(id);
    },
    expire(nowMs) {
      const news = new Map<ObservationKind, Known[]>();
      const gone: Gone = [];
      for (const [kind, table] of known)
        for (const [id, entry] of table) {
          const verdict = expiryOf(kind, nowMs - entry.heardMs);
          if (verdict === "forget") {
            all = undefined;
            table.delete(id);
            gone.push({ kind, id });
          } else if (verdict === "stale" && entry.told.state !== "unknown") {
            all = undefined;
            entry.told = { ...entry.told, state: "unknown" };
            add(news, kind, entry.told);
          }
        }
      return { news: told(news), gone };
    },
  };
}
