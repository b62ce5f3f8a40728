// What is wrong, said in the street: in a headset the same sentences as in the page's strip, and anywhere what only the
// walk knows. A small card to the left; comes when there is something new to say, goes when it is over or put away.

import { MathUtils } from "three";
import type { Twin } from "../../../../model/twin/twin-store.ts";
import { sentence } from "../../../../words/index.ts";
import type { ViewStore } from "../../../view/view-store.ts";
import { type Trouble, walkTroubles } from "../../../view/walk-troubles.ts";
import type { Detach } from "../../layer.ts";
import type { WalkScene } from "../walk-scene.ts";
import type { Board } from "./board.ts";

/** To the left, and whole within what the left eye sees (49° outward). */
const BESIDE_RAD = MathUtils.degToRad(24);

/** @param own what else is wrong and is not in the stores */
export function attachTroubleCard(
  scene: WalkScene,
  twin: Twin,
  view: ViewStore,
  board: Board,
  own: () => readonly Trouble[],
): { tell(): void; detach: Detach } {
  let now: readonly Trouble[] = [];
  let said = "";
  const panel = board.add({
    name: "troubles",
    besideRad: BESIDE_RAD,
    press: (target) => target === "close" && panel.close(),
    card() {
      const { language } = view.getState();
      return {
        title: sentence(language, "walk.troubles"),
        mark: "warning",
        sections: now.map(({ code, params }) => ({ facts: [], note: sentence(language, code, params) })),
        buttons: [],
        close: sentence(language, "inspector.close"),
        next: sentence(language, "panel.next"),
        page: 0,
      };
    },
  });
  const { xr } = scene.renderer;
  const tell = () => {
    // On the page its own strip says what stands in the stores.
    now = [
      ...(xr.isPresenting ? walkTroubles(view.getState(), twin.store.getState().connection) : []),
      ...own(),
    ];
    const next = now.map(({ code }) => code).join();
    if (now.length === 0) panel.close();
    else if (next !== said) panel.open();
    said = next;
    panel.stale();
  };
  const stops = [view.subscribe(tell), twin.store.subscribe(tell)];
  xr.addEventListener("sessionstart", tell);
  xr.addEventListener("sessionend", tell);
  return {
    tell,
    detach() {
      for (const stop of stops) stop();
      xr.removeEventListener("sessionstart", tell);
      xr.removeEventListener("sessionend", tell);
      panel.close();
    },
  };
}
