// The menu that stands in the street: everything the body can do, for whoever has one hand, no stick or no controller.
// Its second face is the help: what keys, sticks and pinches do.

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
const LINES = ["teleport", "turn", "select", "walk", "look", "menu"] as const;

export function createWalkMenu(
  board: Board,
  view: ViewStore,
  comfort: ComfortStore,
  actions: MenuActions,
): WalkMenu {
  let helping = false;
  let page = 0;

  function card(): Card {
    const { language } = view.getState();
    const { seated, smooth } = comfort.getState();
    const say = (key: string) => sentence(language, key);
    const presenting = actions.presenting();
    const frame = { close: say("inspector.close"), next: say("panel.next"), page };
    if (helping) {
      const how = presenting ? "headset" : "desk";
      return {
        ...frame,
        title: say("walk-help.title"),
        sections: LINES.map((line) => ({
          heading: say(`walk-help.${line}`),
          facts: [],
          note: say(`walk-help.${line}.${how}`),
        })),
        buttons: [{ id: "menu", text: say("walk-menu.title") }],
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
      if (target === "help" || target === "menu") {
        helping = target === "help";
        page = 0;
      }
      if (target === "next") page += 1;
      if (target === "leave") actions.leave();
      panel.stale();
    },
  });
  const show = (help: boolean) => {
    helping = help;
    page = 0;
    panel.open();
  };
  const stops = [
    comfort.subscribe(() => panel.stale()),
    view.subscribe(({ language, vr }, before) => {
      if (language !== before.language || vr !== before.vr) panel.stale();
    }),
  ];
  return {
    toggle() {
      if (panel.isOpen) panel.close();
      else show(false);
    },
    help: () => show(true),
    detach() {
      for (const stop of stops) stop();
      panel.close();
    },
  };
}
