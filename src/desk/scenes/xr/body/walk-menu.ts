// The menu that stands in the street: everything the body can do, for whoever has one hand, no stick or no controller.
// Its other faces are the help, what keys, sticks and pinches do, and the layers, which of them show.

import { sentence } from "../../../../words/index.ts";
import type { ViewStore } from "../../../view/view-store.ts";
import type { Detach } from "../../layer.ts";
import type { Board } from "../panels/board.ts";
import type { Card } from "../panels/card.ts";
import type { ComfortStore } from "./comfort.ts";

export interface MenuActions {
  turn(side: 1 | -1): void;
  recentre(): void;
  seat(): void;
  presenting(): boolean;
  leave(): void;
}

export interface WalkMenu {
  toggle(): void;
  help(): void;
  detach: Detach;
}

const BESIDE_RAD = Math.PI / 10;
/** Before the id of a layer's switch. */
const LAYER = "layer ";
const LINES = ["teleport", "turn", "select", "walk", "look", "menu"] as const;

export function createWalkMenu(
  board: Board,
  view: ViewStore,
  comfort: ComfortStore,
  layers: readonly { id: string; title: string }[],
  actions: MenuActions,
): WalkMenu {
  let face: "menu" | "help" | "layers" = "menu";
  let page = 0;

  function card(): Card {
    const { language, visible } = view.getState();
    const { seated, smooth } = comfort.getState();
    const say = (key: string) => sentence(language, key);
    const presenting = actions.presenting();
    const frame = { close: say("inspector.close"), next: say("panel.next"), page };
    const back = { id: "menu", text: say("walk-menu.title") };
    if (face === "layers")
      return {
        ...frame,
        title: say("panel.layers"),
        sections: [],
        buttons: [
          ...layers.map(({ id, title }) => ({
            id: `${LAYER}${id}`,
            text: say(title),
            on: visible[id] !== false,
          })),
          back,
        ],
      };
    if (face === "help") {
      const how = presenting ? "headset" : "desk";
      return {
        ...frame,
        title: say("walk-help.title"),
        sections: LINES.map((line) => ({
          heading: say(`walk-help.${line}`),
          facts: [],
          note: say(`walk-help.${line}.${how}`),
        })),
        buttons: [back],
      };
    }
    return {
      ...frame,
      title: say("walk-menu.title"),
      sections: [],
      buttons: [
        { id: "left", text: say("walk-menu.left") },
        { id: "right", text: say("walk-menu.right") },
        { id: "recentre", text: say("walk-menu.recentre") },
        ...(presenting
          ? [
              { id: "seated", text: say("walk-menu.seated"), on: seated },
              { id: "smooth", text: say("walk-menu.smooth"), on: smooth },
            ]
          : []),
        { id: "layers", text: say("panel.layers") },
        { id: "language", text: say("desk.language") },
        { id: "help", text: say("walk-help.title") },
        ...(presenting ? [{ id: "leave", text: say("walk.leave-vr") }] : []),
      ],
    };
  }

  const panel = board.add({
    name: "menu",
    // To the left, so that what is selected stays seen.
    besideRad: BESIDE_RAD,
    card,
    press(target) {
      if (target === "close") panel.close();
      if (target === "left") actions.turn(1);
      if (target === "right") actions.turn(-1);
      if (target === "recentre") actions.recentre();
      if (target === "seated") actions.seat();
      if (target === "smooth") comfort.setState(({ smooth }) => ({ smooth: !smooth }));
      if (target === "language")
        view.setState(({ language }) => ({ language: language === "zh" ? "en" : "zh" }));
      if (target === "help" || target === "menu" || target === "layers") {
        face = target;
        page = 0;
      }
      if (target.startsWith(LAYER)) {
        const id = target.slice(LAYER.length);
        view.setState(({ visible }) => ({ visible: { ...visible, [id]: visible[id] === false } }));
      }
      if (target === "next") page += 1;
      if (target === "leave") actions.leave();
      panel.stale();
    },
  });
  const show = (first: typeof face) => {
    face = first;
    page = 0;
    panel.open();
  };
  const stops = [
    comfort.subscribe(() => panel.stale()),
    view.subscribe(({ language, vr, visible }, before) => {
      if (language !== before.language || vr !== before.vr || visible !== before.visible) panel.stale();
    }),
  ];
  return {
    toggle() {
      if (panel.isOpen) panel.close();
      else show("menu");
    },
    help: () => show("help"),
    detach() {
      for (const stop of stops) stop();
      panel.close();
    },
  };
}
