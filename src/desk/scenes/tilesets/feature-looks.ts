// How the features of a layer look now: hidden by the legend, chosen, or as they are. Both engines ask it for every
// feature of a tile when it is first seen and when the answer may have changed.

import type { ViewState, ViewStore } from "../../view/view-store.ts";

export type ReadAttribute = (name: string) => unknown;

export interface FeatureLook {
  show: boolean;
  /** sRGB 0–255; absent = its own colours. */
  colour?: readonly [number, number, number];
}

/** What a feature's tile and the view make of it. */
export type LookOf = (id: string, read: ReadAttribute) => FeatureLook;

export interface Looks {
  /** A new function whenever features may look otherwise. */
  now(): LookOf;
  selected(): string | undefined;
}

/** Share of a look's colour in what is drawn. */
export const LOOK_SHARE = 0.65;
export const SELECTED_RGB = [120, 200, 255] as const;

const SHOWN: FeatureLook = { show: true };
const GONE: FeatureLook = { show: false };
const NOTHING: readonly string[] = [];

/** @param category which entry of the layer's legend a feature belongs to */
export function createLooks(
  view: ViewStore,
  layer: string,
  category?: (read: ReadAttribute) => string,
): Looks {
  let hidden: readonly string[] | undefined;
  let look: LookOf = () => SHOWN;
  return {
    now() {
      const wanted = view.getState().hidden[layer] ?? NOTHING;
      if (wanted !== hidden) {
        hidden = wanted;
        look =
          wanted.length === 0 || !category
            ? () => SHOWN
            : (_, read) => (wanted.includes(category(read)) ? GONE : SHOWN);
      }
      return look;
    },
    selected: () => view.getState().selection?.id,
  };
}

/** Whether a change of the view can change how a layer's tiles look. */
export const looksChanged = (layer: string, now: ViewState, before: ViewState): boolean =>
  now.selection?.id !== before.selection?.id ||
  now.hidden[layer] !== before.hidden[layer] ||
  now.visible[layer] !== before.visible[layer];
