// Lamps follow what the twin says of their heads, for either engine: instances are made anew only when a signal
// changes, and every half second while one flashes.

import type { Detach, LayerContext } from "../../scenes/layer.ts";
import { lampInstances, type SignalHead } from "./lamps.ts";

const BLINK_MS = 500;

/** The city's signal heads; undefined (and reported) where it has none. Throws when they cannot be read. */
export async function readHeads(
  { report, fetch, now, signal }: LayerContext<unknown>,
  url: string,
): Promise<SignalHead[] | undefined> {
  report({ state: "loading", step: "layer.signal-heads", sinceMs: now() });
  const answer = await fetch(url, { signal });
  if (answer.status === 404) {
    report({ state: "empty", reason: "layer.no-signals" });
    return undefined;
  }
  if (!answer.ok) throw new Error(`${answer.status} roads/signals.json`);
  return ((await answer.json()) as { heads: SignalHead[] }).heads;
}

export function followLamps(
  { twin, report }: LayerContext<unknown>,
  heads: readonly SignalHead[],
  draw: (bytes: Uint8Array, count: number) => void,
): Detach {
  let blink = true;
  const paint = () => {
    const { signals } = twin.store.getState();
    const { bytes, count } = lampInstances(heads, (id) => signals.get(id)?.state, blink);
    draw(bytes, count);
  };
  const tell = () => {
    const { signals, connection, connectionSinceMs } = twin.store.getState();
    const told = heads.filter(({ id }) => signals.has(id)).length;
    if (heads.length === 0) report({ state: "empty", reason: "layer.no-signals" });
    else if (connection === "none") report({ state: "empty", reason: "layer.no-live-server" });
    else if (connection === "lost") report({ state: "stale", sinceMs: connectionSinceMs });
    else if (told < heads.length)
      report({ state: "ready", unit: "unit.heads", partial: { done: told, total: heads.length } });
    else report({ state: "ready", unit: "unit.heads", count: heads.length });
  };
  const timer = setInterval(() => {
    const flashing = [...twin.store.getState().signals.values()].some(({ state }) =>
      state.startsWith("flash"),
    );
    if (!flashing) return;
    blink = !blink;
    paint();
  }, BLINK_MS);
  const stop = twin.store.subscribe((state, before) => {
    if (state.signals !== before.signals) paint();
    if (state.signals !== before.signals || state.connection !== before.connection) tell();
  });
  paint();
  tell();
  return () => {
    clearInterval(timer);
    stop();
  };
}
