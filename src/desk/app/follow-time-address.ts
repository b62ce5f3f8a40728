// The moment in the address: a link with one opens the recording there; a pause, a jump or a change of rate renews it,
// the live city takes it out. It runs at the desk; on foot the address is the walk's.

import type { Twin } from "../../model/twin/twin-store.ts";
import { timeOfHash, withTime } from "../view/time-link.ts";

export function followTimeAddress(twin: Twin, page: Window): () => void {
  const { history, location } = page;
  let wanted = timeOfHash(location.hash);
  const ask = () => {
    const { recorded } = twin.store.getState();
    if (wanted === undefined || !recorded?.ranges.length) return;
    const atMs = wanted;
    wanted = undefined;
    twin.replay({ atMs, rate: 1, playing: false });
  };
  ask();
  const stop = twin.store.subscribe((state, before) => {
    ask();
    if (state.replay === before.replay || wanted !== undefined) return;
    const { replay } = state;
    if (replay?.phase === "loading") return;
    const hash = withTime(location.hash, replay?.atMs);
    if (hash !== location.hash) history.replaceState(null, "", location.pathname + location.search + hash);
  });
  const read = () => {
    wanted = timeOfHash(location.hash);
    ask();
  };
  page.addEventListener("hashchange", read);
  return () => {
    stop();
    page.removeEventListener("hashchange", read);
  };
}
