// Two pictures of one place side by side: what lies left of the handle and what lies right of it. A tileset is on both sides
// or on one; a layer that is coloured by an attribute can be so on both sides or on one, and in its own colours on the other.

export type Sides = "both" | "left" | "right";
export const SIDES: readonly Sides[] = ["both", "left", "right"];

export interface Compare {
  /** Where the handle is, of the picture's width, 0–1. */
  at: number;
  /** Tileset id → where it is shown; absent = both. */
  tilesets: Record<string, Sides>;
  /** Layer id → where its style holds; absent = both. */
  styled: Record<string, Sides>;
}

export const START_COMPARE: Compare = { at: 0.5, tilesets: {}, styled: {} };

export interface OnSides {
  left: boolean;
  right: boolean;
}

const on = (sides: Sides | undefined): OnSides => ({
  left: sides !== "right",
  right: sides !== "left",
});

/** Where a tileset is drawn with its layer's style, and where without it. */
export function splitOf(
  compare: Compare | undefined,
  layer: string,
  tileset: string,
  hasStyle: boolean,
): { styled: OnSides; plain: OnSides } {
  if (!compare) return { styled: on("both"), plain: { left: false, right: false } };
  const shown = on(compare.tilesets[tileset]);
  const style = hasStyle ? on(compare.styled[layer]) : on("both");
  return {
    styled: { left: shown.left && style.left, right: shown.right && style.right },
    plain: { left: shown.left && !style.left, right: shown.right && !style.right },
  };
}

export const anywhere = ({ left, right }: OnSides): boolean => left || right;
