// Drawing by pointer and keys: what the tools do with presses and clicks, without an engine. A rectangle is dragged, or
// clicked corner by corner; a polygon is clicked, closed by a double click, Enter or its first corner.

import type { PointerPlace, PointerTool } from "../../scenes/cesium/pointer-tool.ts";
import { type Corner, rectangle } from "./shape.ts";

export type Place = Pick<PointerPlace, "xPx" | "yPx" | "lonDeg" | "latDeg" | "heightM">;

export interface Drawing {
  /** The shape as it would be now, its corners; fewer than three at the beginning. */
  draft(corners: Corner[], heightM: number): void;
  done(corners: Corner[]): void;
  /** Where a corner is in the picture, CSS pixels. */
  toScreen(corner: Corner): { x: number; y: number } | undefined;
}

export interface DrawTool extends PointerTool {
  /** True = the key was the tool's. */
  key(key: string): boolean;
}

/** Less than this and a drag was a click; two corners nearer than this are one. */
const SAME_PX = 5;
/** A click this near to the first corner closes a polygon. */
const CLOSE_PX = 12;

const cornerOf = ({ lonDeg, latDeg }: Place): Corner => [lonDeg, latDeg];
const farPx = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);

export function rectangleTool({ draft, done }: Drawing): DrawTool {
  let first: Place | undefined;
  const far = (at: Place) =>
    first !== undefined && Math.hypot(at.xPx - first.xPx, at.yPx - first.yPx) > SAME_PX;
  const show = (at: Place) => {
    if (first && far(at)) draft(rectangle(cornerOf(first), cornerOf(at)), at.heightM);
  };
  const finish = (at: Place) => {
    if (!first || !far(at)) return;
    const corners = rectangle(cornerOf(first), cornerOf(at));
    first = undefined;
    done(corners);
  };
  return {
    cursor: "crosshair",
    press(at) {
      // A first corner that was clicked waits for the second.
      first ??= at;
      return true;
    },
    drag: show,
    release: finish,
    move: (at) => at && show(at),
    key: (key) => {
      if (key !== "Backspace" || !first) return false;
      first = undefined;
      draft([], 0);
      return true;
    },
  };
}

export function polygonTool({ draft, done, toScreen }: Drawing): DrawTool {
  const corners: Corner[] = [];
  let heightM = 0;
  const near = (corner: Corner | undefined, at: Place, px: number) => {
    const on = corner && toScreen(corner);
    return on !== undefined && farPx(on, { x: at.xPx, y: at.yPx }) <= px;
  };
  const finish = () => {
    if (corners.length >= 3) done([...corners]);
  };
  return {
    cursor: "crosshair",
    move: (at) => at && draft([...corners, cornerOf(at)], at.heightM),
    click(at) {
      if (corners.length >= 3 && near(corners[0], at, CLOSE_PX)) return finish();
      // The second click of a double click.
      if (near(corners.at(-1), at, SAME_PX)) return;
      corners.push(cornerOf(at));
      heightM = at.heightM;
      draft([...corners], heightM);
    },
    doubleClick: finish,
    key(key) {
      if (key === "Enter") finish();
      else if (key === "Backspace") {
        corners.pop();
        draft([...corners], heightM);
      } else return false;
      return true;
    },
  };
}
