// What is wrong, said in the headset: the same sentences as in the page's strip, on a small card to the left. Comes when
// there is something new to say, and goes when it is over or put away.

import { MathUtils } from "three";
import type { Twin } from "../../../../model/twin/twin-store.ts";
import { sentence } from "../../../../words/index.ts";
import type { ViewStore } from "../../../view/view-store.ts";
import { type Trouble, walkTroubles } from "../../../view/walk-troubles.ts";
import type { Detach } from "../../layer.ts";
import type { WalkScene } from "../walk-scene.ts";
import type { Board } from "./board.ts";

const BESIDE_RAD = MathUtils.degToRad(35);

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
  const tell = () => {
    now = [...walkTroubles(view.getState(), twin.store.getState().connection), ...own()];
    const next = now.map(({ code }) => code).join();
    if (now.length === 0) panel.close();
    // On the desk the page's own strip says it.
    else if (scene.renderer.xr.isPresenting && (next !== said || !panel.isOpen)) {
      if (next !== said) panel.open();
    }
    said = scene.renderer.xr.isPresenting ? next : "";
    panel.stale();
  };
  const close = () => {
    panel.close();
    said = "";
  };
  const stops = [view.subscribe(tell), twin.store.subscribe(tell)];
  scene.renderer.xr.addEventListener("sessionstart", tell);
  scene.renderer.xr.addEventListener("sessionend", close);
  return {
    tell,
    detach() {
      for (const stop of stops) stop();
      scene.renderer.xr.removeEventListener("sessionstart", tell);
      scene.renderer.xr.removeEventListener("sessionend", close);
      panel.close();
    },
  };
}
