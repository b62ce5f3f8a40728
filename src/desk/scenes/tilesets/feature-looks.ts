// How the features of a layer look now: hidden by the legend, chosen, or as they are. Both engines ask it for every
// feature of a tile when it is first seen and when the answer may have changed.

import {
  type FeatureLook,
  featureStyler,
  isPlain,
  PLAIN_STYLE,
  type ReadAttribute,
} from "../../view/feature-style.ts";
import type { ViewState, ViewStore } from "../../view/view-store.ts";
import type { Column } from "./feature-columns.ts";

export type { FeatureLook, ReadAttribute } from "../../view/feature-style.ts";

/** What a feature's tile and the view make of it. */
export type LookOf = (id: string, read: ReadAttribute) => FeatureLook;

export interface Looks {
  /** A new function whenever features may look otherwise. */
  now(): LookOf;
  selected(): string | undefined;
}

/** Share of a look's colour in what is drawn. */
export const LOOK_SHARE = 0.65;
/** The same where colours are read by a legend. */
export const STYLE_SHARE = 0.9;
export const SELECTED_RGB = [120, 200, 255] as const;

const SHOWN: FeatureLook = { show: true };
const GONE: FeatureLook = { show: false };
const NOTHING: readonly string[] = [];

/**
 * @param category which entry of the layer's legend a feature belongs to
 * @param stated takes out what a table marks as no data in its own way
 * @param plain whatever the layer's style: for the other side of a split picture
 */
export function createLooks(
  view: ViewStore,
  layer: string,
  category?: (read: ReadAttribute) => string,
  stated?: (columns: Iterable<Column>) => Iterable<Column>,
  plain = false,
): Looks {
  let hidden: readonly string[] | undefined;
  let style = PLAIN_STYLE;
  const said =
    (read: ReadAttribute): ReadAttribute =>
    (name) => {
      if (!stated) return read(name);
      for (const [, value] of stated([[name, read(name)]])) return value;
      return undefined;
    };
  let look: LookOf = () => SHOWN;
  return {
    now() {
      const { hidden: entries, styles } = view.getState();
      const wanted = entries[layer] ?? NOTHING;
      const next = (plain ? undefined : styles[layer]) ?? PLAIN_STYLE;
      if (wanted === hidden && next === style) return look;
      hidden = wanted;
      style = next;
      const byStyle = isPlain(style) ? undefined : featureStyler(style);
      const styled: LookOf = byStyle ? (id, read) => byStyle(id, said(read)) : () => SHOWN;
      look =
        wanted.length === 0 || !category
          ? styled
          : (id, read) => (wanted.includes(category(read)) ? GONE : styled(id, read));
      return look;
    },
    selected: () => view.getState().selection?.id,
  };
}

/** Whether a change of the view can change how a layer's tiles look. */
export const looksChanged = (layer: string, now: ViewState, before: ViewState): boolean =>
  now.selection?.id !== before.selection?.id ||
  now.hidden[layer] !== before.hidden[layer] ||
  now.styles[layer] !== before.styles[layer] ||
  now.compare !== before.compare ||
  now.visible[layer] !== before.visible[layer];
