// What is observed after a batch: maps of kinds that nothing happened to stay the same objects.

import type { ObservationKind, Observations } from "../../../model/twin/observations.ts";
import { OBSERVATION_KINDS } from "../../../model/twin/observations.ts";
import type { ObservedState } from "../../../model/twin/twin-store.ts";

export function withObservations(
  observed: ObservedState,
  batch: Observations,
  gone: readonly { kind: ObservationKind; id: string }[],
): ObservedState {
  const next: Record<string, ReadonlyMap<string, unknown>> = { ...observed };
  for (const kind of OBSERVATION_KINDS) {
    const news = batch[kind] ?? [];
    const ended = gone.filter((one) => one.kind === kind);
    if (news.length === 0 && ended.length === 0) continue;
    const map = new Map<string, unknown>(observed[kind]);
    for (const observation of news) map.set(observation.id, observation);
    for (const { id } of ended) map.delete(id);
    next[kind] = map;
  }
  return next as unknown as ObservedState;
}
