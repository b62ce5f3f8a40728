// The walk in the address: entering and leaving are steps of the browser's history, walking renews the step it is on.
// A link that is opened, or edited in place, puts the walker there.

import { type ViewState, type ViewStore, wishCamera } from "../view/view-store.ts";
import { parseWalkHash, pickOfId, walkHash } from "../view/walk-link.ts";

const PERIOD_MS = 500;

/** What a view starts with where the address names a walk. */
export function walkOfHash(hash: string): Partial<ViewState> {
  const link = parseWalkHash(hash);
  if (!link) return {};
  return { walk: link.at, ...(link.select !== undefined && { selection: pickOfId(link.select) }) };
}

/** Back to the desk, where the walker stands. */
export function leaveWalk(view: ViewStore): void {
  const { walk } = view.getState();
  if (!walk) return;
  wishCamera(view, { kind: "stand", at: walk });
  view.setState({ walk: undefined, vr: { state: "asking" } });
}

export function followWalkAddress(view: ViewStore, page: Window): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const { history, location } = page;
  const write = (push: boolean) => {
    clearTimeout(timer);
    timer = undefined;
    const { walk, selection } = view.getState();
    const hash = walk ? walkHash({ at: walk, ...(selection && { select: selection.id }) }) : "";
    const url = location.pathname + location.search + hash;
    if (push) history.pushState(null, "", url);
    else if (location.hash !== hash) history.replaceState(null, "", url);
  };
  const stop = view.subscribe((state, before) => {
    const wasWalking = before.walk !== undefined;
    const walking = state.walk !== undefined;
    if (walking !== wasWalking) {
      const named = parseWalkHash(location.hash) !== undefined;
      // Where the address led here, it already says so.
      if (named !== walking) write(true);
      return;
    }
    if (walking && (state.walk !== before.walk || state.selection !== before.selection))
      timer ??= setTimeout(() => write(false), PERIOD_MS);
  });
  const read = () => {
    const link = parseWalkHash(location.hash);
    const { walk } = view.getState();
    if (link && walk) wishCamera(view, { kind: "stand", at: link.at });
    else if (link) view.setState(walkOfHash(location.hash));
    else if (walk) leaveWalk(view);
  };
  page.addEventListener("popstate", read);
  return () => {
    stop();
    clearTimeout(timer);
    page.removeEventListener("popstate", read);
  };
}
