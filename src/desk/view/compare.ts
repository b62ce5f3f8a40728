// Two pictures of one place side by side: what lies left of the handle and what lies right of it. Of the layers named, each
// side shows its own.

export interface CompareSide {
  /** Layers that this side leaves out. */
  without: readonly string[];
  /** Layers that are shown in their own colours on this side, whatever their style. */
  plain: readonly string[];
}

export interface Compare {
  /** Of the picture's width, 0–1. */
  at: number;
  left: CompareSide;
  right: CompareSide;
}

export const EMPTY_SIDE: CompareSide = { without: [], plain: [] };
