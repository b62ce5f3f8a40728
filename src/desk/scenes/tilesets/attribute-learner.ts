// Learns what attributes a layer's features have, from the tiles that were drawn, in short turns while somebody asks for
// them: the style tray lies open, or the layer has a style. What nobody asks for costs nothing.

import { createAttributeBook } from "../../view/attribute-book.ts";
import type { ViewState, ViewStore } from "../../view/view-store.ts";
import type { Detach } from "../layer.ts";
import type { Column } from "./feature-columns.ts";

/** The features of one tile; `gone` when it was let go meanwhile. */
export interface LearnedTile {
  rows: number;
  gone(): boolean;
  id(row: number): string;
  columns(row: number): Iterable<Column>;
}

export interface Learner {
  offer(tile: LearnedTile): void;
  detach: Detach;
}

const TURN_MS = 6;
const REST_MS = 20;

const wanted = (layer: string, { tray, styles }: ViewState) =>
  tray === "style" || styles[layer] !== undefined;

export function createLearner(view: ViewStore, layer: string, now: () => number): Learner {
  const book = createAttributeBook();
  const waiting: { tile: LearnedTile; row: number }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function turn(): void {
    timer = undefined;
    const until = now() + TURN_MS;
    let learned = false;
    while (waiting.length > 0 && now() < until) {
      const next = waiting[0] as { tile: LearnedTile; row: number };
      if (next.row >= next.tile.rows || next.tile.gone()) {
        waiting.shift();
        continue;
      }
      learned = book.add(next.tile.id(next.row), next.tile.columns(next.row)) || learned;
      next.row += 1;
    }
    if (learned)
      view.setState(({ attributes }) => ({ attributes: { ...attributes, [layer]: book.table() } }));
    start();
  }
  function start(): void {
    if (timer === undefined && waiting.length > 0 && wanted(layer, view.getState()))
      timer = setTimeout(turn, REST_MS);
  }
  const stop = view.subscribe((state, before) => {
    if (state.tray !== before.tray || state.styles !== before.styles) start();
  });
  return {
    offer(tile) {
      waiting.push({ tile, row: 0 });
      start();
    },
    detach() {
      stop();
      clearTimeout(timer);
      waiting.length = 0;
    },
  };
}
