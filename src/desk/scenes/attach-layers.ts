// Puts layers on a stage, whichever engine draws it, and takes them off again. A layer that fails shows its fault at
// its own row and can be tried again; the rest keeps drawing.

import type { Twin } from "../../model/twin/twin-store.ts";
import type { Planning } from "../view/planning.ts";
import type { ViewStore } from "../view/view-store.ts";
import type { Attach, Detach, LayerStatus } from "./layer.ts";

/** A layer as one engine takes it: its id, and its code for that engine. */
export interface EngineLayer<Scene> {
  id: string;
  load: () => Promise<{ attach: Attach<Scene> }>;
}

export function attachLayers<Scene>(
  stage: Scene,
  twin: Twin,
  view: ViewStore,
  plan: Planning,
  layers: readonly EngineLayer<Scene>[],
  now: () => number,
): Detach {
  const attached = new Map<string, { detach?: Detach; abort: AbortController }>();
  let ended = false;

  const report = (id: string, status: LayerStatus) => {
    if (ended) return;
    view.setState(({ layers: before }) => ({ layers: { ...before, [id]: status } }));
  };

  function take(layer: EngineLayer<Scene>): void {
    const entry: { detach?: Detach; abort: AbortController } = { abort: new AbortController() };
    attached.set(layer.id, entry);
    const current = () => attached.get(layer.id) === entry;
    report(layer.id, { state: "loading", step: "layer.code", sinceMs: now() });
    layer
      .load()
      .then(({ attach }) =>
        attach({
          scene: stage,
          twin,
          view,
          plan,
          fetch: (input, init) => fetch(input, init),
          now,
          signal: entry.abort.signal,
          report: (status) => {
            if (current()) report(layer.id, status);
          },
        }),
      )
      .then(
        (detach) => {
          if (current() && !ended) entry.detach = detach;
          else detach();
        },
        (error: unknown) => {
          if (!current() || ended) return;
          const reason = error instanceof Error ? error.message : String(error);
          report(layer.id, { state: "error", code: "fault.desk.layer", params: { reason }, sinceMs: now() });
        },
      );
  }
  function drop(id: string): void {
    const entry = attached.get(id);
    attached.delete(id);
    entry?.abort.abort();
    entry?.detach?.();
  }

  for (const layer of layers) take(layer);
  const stop = view.subscribe(({ attempts }, before) => {
    if (attempts === before.attempts) return;
    for (const layer of layers)
      if (attempts[layer.id] !== before.attempts[layer.id]) {
        drop(layer.id);
        take(layer);
      }
  });
  return () => {
    ended = true;
    stop();
    for (const { id } of layers) drop(id);
  };
}
