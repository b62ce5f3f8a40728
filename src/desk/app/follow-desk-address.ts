// The desk in the address: renewed when camera, hour, layers or selection have come to rest, so that a copy of it or a
// reload shows the same. A link that is opened, or edited in place, sets them. On foot the address is the walk's.

import { isLinked, parseDeskHash, withDesk } from "../view/desk-link.ts";
import { type ViewState, type ViewStore, wishCamera } from "../view/view-store.ts";
import { parseWalkHash, pickOfId } from "../view/walk-link.ts";

const PERIOD_MS = 500;

/** What a view starts with where the address names no walk. */
export function deskOfHash(hash: string): Partial<ViewState> {
  if (parseWalkHash(hash)) return {};
  const { at, sun, off, select } = parseDeskHash(hash);
  return {
    ...(at && { cameraWish: { n: 1, kind: "look", at } }),
    ...(sun && { sun }),
    ...(off && { visible: Object.fromEntries(off.map((id) => [id, false])) }),
    ...(select !== undefined && { selection: pickOfId(select) }),
  };
}

export function followDeskAddress(view: ViewStore, page: Window): () => void {
  const { history, location } = page;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    const { camera, sun, visible, selection } = view.getState();
    const off = Object.keys(visible).filter((id) => visible[id] === false);
    const hash = withDesk(location.hash, {
      ...(camera && { at: camera }),
      sun,
      off,
      ...(selection && isLinked(selection) && { select: selection.id }),
    });
    if (hash !== location.hash)
      history.replaceState(history.state, "", location.pathname + location.search + hash);
  };
  const stop = view.subscribe((state, before) => {
    const same =
      state.camera === before.camera &&
      state.sun === before.sun &&
      state.visible === before.visible &&
      state.selection === before.selection;
    if (same || !state.camera) return;
    clearTimeout(timer);
    timer = setTimeout(write, PERIOD_MS);
  });
  const read = () => {
    const { cameraWish: _, ...named } = deskOfHash(location.hash);
    const { at } = parseDeskHash(location.hash);
    // A link with a camera says all there is: what it doesn't put out is shown.
    view.setState({ ...(at && { visible: {} }), ...named });
    if (at) wishCamera(view, { kind: "look", at });
  };
  page.addEventListener("hashchange", read);
  return () => {
    stop();
    clearTimeout(timer);
    page.removeEventListener("hashchange", read);
  };
}
